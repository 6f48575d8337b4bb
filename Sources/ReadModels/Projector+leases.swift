import EventSourcing
import PeerReview
import Postgres

/// Which views this process looks after, where several processes follow the same logs.
extension Projector {
  /// What a look at the views that others hold has found.
  struct Elsewhere {
    /// Those whose holders leave them undone.
    let undone: Set<String>
    let looksAgain: ContinuousClock.Instant
  }

  /// The views of a log that are to be had: nobody holds them, or their holder has left them undone since the last
  /// look. Who holds them and has nothing to write keeps them, lease or no lease: they would have to be folded afresh.
  ///
  /// There is a look only now and then, or every process but one would ask for all views in every round.
  func free(_ log: LogInfo, _ end: Int64, _ today: CalendarDay) async -> Set<String> {
    let missing = views.filter { live[Key(log: log.id, view: $0.name)]?.cursor.epoch != log.epoch }
    let before = elsewhere[log.id]
    guard !missing.isEmpty, before.map({ $0.looksAgain <= .now }) ?? true else { return [] }
    var free = Set(missing.map(\.name))
    guard let others = try? await Cursors(pool).others(than: holder, in: log) else { return free }
    var undone: Set<String> = []
    for view in missing {
      let other = others.first { $0.cursor.name == view.name && $0.cursor.version == view.version }
      guard let other else { continue }
      let isUndone = other.isUndone(view, log, end, today)
      if isUndone { undone.insert(view.name) }
      if !isUndone || before?.undone.contains(view.name) != true { free.remove(view.name) }
    }
    elsewhere[log.id] =
      free.count < missing.count ? Elsewhere(undone: undone, looksAgain: .now + lease / 10) : nil
    return free
  }

  /// Gives up every lease, so that another process need not wait for it to run out.
  package func release() async {
    for state in live.values { try? await Cursors(pool).release(state.cursor) }
    live = [:]
  }
}

extension ForeignCursor {
  /// Whether something is to be written for the view that its holder, whose lease has run out, has not.
  fileprivate func isUndone(_ view: ViewKind, _ log: LogInfo, _ end: Int64, _ today: CalendarDay) -> Bool {
    // A rehearsal's day comes with an event.
    let isOfAnotherDay = view.dependsOnToday && !log.isRehearsal && London.day(of: updatedAt) < today
    return hasLapsed && (cursor.position < end || cursor.epoch != log.epoch || isOfAnotherDay)
  }
}
