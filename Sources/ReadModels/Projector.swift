import EventSourcing
import Logging
import PeerReview
import Postgres

/// Keeps the reporting tables up with the logs. Each view of each log has a cursor and a lease: one process
/// writes at a time, another takes over when it is gone. A fold that was not written is folded again, so
/// that start, recovery and rebuild are one path, and each event reaches each table exactly once.
package actor Projector {
  let pool: Pool
  let views: [ViewKind]
  let holder: String
  let lease: Duration
  private let logger: Logger
  var live: [Key: Live] = [:]
  private var isPrepared = false
  /// What other processes hold, by log, and when to look at it again.
  var elsewhere: [Int64: Elsewhere] = [:]

  struct Key: Hashable {
    let log: Int64
    let view: String
  }

  /// One view of one log, as this process holds it.
  struct Live {
    var fold: any ReaderFold
    var cursor: Cursor
    var writtenOn: CalendarDay?
    /// The last redaction of the history that was folded.
    var redaction: Int64
    /// What is written is not what a rebuild would write, so the next write replaces all of it.
    var isStale = false
  }

  /// What one view's table is still to be given.
  private struct Step {
    let view: ViewKind
    let state: Live
    let changes: [RowChange]
    /// Every row, where all of them are to be written anew.
    let whole: [TableRow]?

    /// The view's cursor, from which it is moved: a new one where all of the table is to be written anew.
    func cursor(
      _ log: LogInfo, _ holder: String, _ lease: Duration, _ connection: isolated Connection
    ) throws -> Cursor {
      guard state.isStale else { return state.cursor }
      let anew = try connection.restart(
        name: view.name, version: view.version, in: log, holder: holder, for: lease)
      guard let anew else { throw LeaseLost(follower: view.name) }
      return anew
    }

    /// Puts a view's changes into its table, in the caller's transaction. Rows are looked for where the fold had one,
    /// or, `sweeping`, under every key: somebody else may have put one there.
    func write(_ log: LogInfo, _ cursor: Cursor, sweeping: Bool, _ connection: isolated Connection) throws {
      let table = ReportingTable(kind: view)
      if let whole {
        try table.clear(log: log.slug, connection)
        try table.write(whole, log: log.slug, connection)
      } else {
        let standing = changes.filter { sweeping || $0.stood }
        try table.delete(standing.map(\.key), log: log.slug, connection)
        try table.write(changes.compactMap(\.row), log: log.slug, connection)
      }
      try connection.park(state.fold.parked, cursor)
    }
  }

  /// `holder` names this process, and no later one.
  package init(
    _ pool: Pool, _ views: [ViewKind] = ViewKind.followed, holder: String, lease: Duration = .seconds(10),
    logger: Logger
  ) {
    self.pool = pool
    self.views = views
    self.holder = holder
    self.lease = lease
    self.logger = logger
  }

  /// Brings every view of a log up to its history, where this process holds or gets the lease; returns the
  /// position that all of them have reached here, nil where others hold some.
  package func project(_ log: LogInfo, _ history: History, today: CalendarDay) async -> Int64? {
    let end = Int64(history.count)
    var steps: [Step] = []
    var isWhole = true
    let free = await free(log, end, today)
    for view in views {
      do {
        guard var held = try await held(view, log, history, mayBegin: free.contains(view.name)) else {
          isWhole = false
          continue
        }
        if let step = step(view, &held, history, today) { steps.append(step) }
      } catch {
        isWhole = false
        report(error, view, log)
      }
    }
    return await write(steps, log, through: end) && isWhole ? end : nil
  }

  /// The view as this process holds it, taken out of what is kept: unless it is put back it is folded again.
  private func held(
    _ view: ViewKind, _ log: LogInfo, _ history: History, mayBegin: Bool
  ) async throws -> Live? {
    let known = live.removeValue(forKey: Key(log: log.id, view: view.name))
    // What was folded in another epoch may never have happened.
    if let known, known.cursor.epoch == log.epoch {
      return known.redaction == history.lastRedaction ? known : anew(known, view, history)
    }
    return mayBegin ? try await begin(view, log, history) : nil
  }

  /// Words of what was folded are gone: the view is folded again, and all of its table written anew.
  private func anew(_ known: Live, _ view: ViewKind, _ history: History) -> Live {
    Live(
      fold: view.fold(), cursor: known.cursor, writtenOn: known.writtenOn, redaction: history.lastRedaction,
      isStale: true)
  }

  /// Folds what is new, in place: a copy would cost as much as the view is large. Nil, and the view put back,
  /// where nothing is to be written.
  private func step(
    _ view: ViewKind, _ state: inout Live, _ history: History, _ today: CalendarDay
  ) -> Step? {
    let end = Int64(history.count)
    let isNewDay = view.dependsOnToday && state.writtenOn != today
    if state.cursor.position >= end, !isNewDay, !state.isStale {
      live[Key(log: state.cursor.log, view: view.name)] = state
      return nil
    }
    let parkedBefore = state.fold.parked
    state.fold.extend(history, through: end)
    let isWhole = isNewDay || state.isStale || state.fold.parked != parkedBefore
    let changes = state.fold.takeChanges(today: today)
    state.writtenOn = today
    return Step(
      view: view, state: state, changes: changes, whole: isWhole ? state.fold.table(today: today) : nil)
  }

  /// Writes all views in one transaction; where that fails each in its own, so that one view's trouble stops
  /// no other. False where some could not be written: those are folded again.
  private func write(_ steps: [Step], _ log: LogInfo, through end: Int64) async -> Bool {
    if steps.isEmpty { return true }
    if (try? await commit(steps, log, through: end)) != nil { return true }
    var isWhole = true
    for step in steps {
      do {
        try await commit([step], log, through: end, sweeping: true)
      } catch {
        isWhole = false
        report(error, step.view, log)
        try? await Cursors(pool).note(step.state.cursor, .failing, error: "\(error)")
      }
    }
    return isWhole
  }

  private func commit(
    _ steps: [Step], _ log: LogInfo, through end: Int64, sweeping: Bool = false
  ) async throws {
    let (holder, lease) = (holder, lease)
    let cursors = try await pool.transaction { connection in
      // A fold that is lost with the server is folded again, so its commit need not wait for the disk.
      _ = try connection.run("set local synchronous_commit = off")
      // The cursors first, as a rebuild does: then neither waits for what the other has locked.
      let begun = try steps.map { try $0.cursor(log, holder, lease, connection) }
      let cursors = try connection.advance(begun, to: end, lease: lease)
      for (step, cursor) in zip(steps, cursors) {
        try step.write(log, cursor, sweeping: sweeping, connection)
      }
      return cursors
    }
    for (step, cursor) in zip(steps, cursors) {
      var state = step.state
      state.cursor = cursor
      state.isStale = false
      live[Key(log: log.id, view: step.view.name)] = state
    }
  }

  private func report(_ error: any Error, _ view: ViewKind, _ log: LogInfo) {
    logger.warning(
      "A view could not be written and is folded again",
      metadata: ["log": "\(log.slug)", "view": "\(view.name)", "error": "\(error)"])
  }

  /// Takes the lease and folds up to the cursor, without writing what was written before.
  private func begin(_ view: ViewKind, _ log: LogInfo, _ history: History) async throws -> Live? {
    try await prepare()
    let cursors = Cursors(pool)
    let claimed: Cursor?
    do {
      claimed = try await cursors.claim(
        name: view.name, version: view.version, in: log, holder: holder, for: lease)
    } catch is EpochChanged {
      claimed = try await restart(view, log, takingOver: false)
    }
    guard let cursor = claimed, cursor.position <= history.count else { return nil }
    var fold = view.fold()
    fold.extend(history, through: cursor.position)
    _ = fold.takeChanges(today: CalendarDay(number: 0))
    // A stream that waited may be one that this program can fold, and the other way round.
    let waiting = try await cursors.parked(name: view.name, version: view.version, in: log)
    let isStale = Set(waiting.map(\.stream)) != Set(fold.parked.keys)
    // What was written before the last redaction may hold its words, whoever wrote it.
    return Live(
      fold: fold, cursor: cursor, writtenOn: nil, redaction: history.lastRedaction,
      isStale: isStale || cursor.position < history.lastRedaction)
  }

  /// Empties the table of a log's rows and begins anew.
  private func restart(_ view: ViewKind, _ log: LogInfo, takingOver: Bool) async throws -> Cursor? {
    let (name, version, holder, lease) = (view.name, view.version, holder, lease)
    return try await pool.transaction { connection in
      let cursor = try connection.restart(
        name: name, version: version, in: log, holder: holder, for: lease, takingOver: takingOver)
      if cursor != nil { try ReportingTable(kind: view).clear(log: log.slug, connection) }
      return cursor
    }
  }

  func prepare() async throws {
    guard !isPrepared else { return }
    let views = views
    try await pool.transaction { connection in
      // Two processes that start at once must not both create the tables.
      _ = try connection.run("select pg_advisory_xact_lock(hashtext('collegiate.reporting'))")
      for view in views + ViewKind.all.filter({ $0.query != nil }) {
        try ReportingTable(kind: view).create(connection)
      }
    }
    isPrepared = true
  }
}

extension ReaderFold {
  /// Without a reader: every event, and all of it.
  mutating func extend(_ history: History, through end: Int64) {
    extend(history, through: end, where: { _ in true }, as: { _ in .everything })
  }
}

extension Connection {
  /// Sets aside what a fold could not take.
  func park(_ streams: [StreamID: Int64], _ cursor: Cursor) throws {
    for (stream, position) in streams {
      try park(cursor, stream, at: position, error: "An event of this stream cannot be folded.")
    }
  }
}
