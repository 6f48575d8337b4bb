import EventSourcing
import Postgres

/// Which views this process looks after, where several processes follow the same logs.
extension Projector {
  /// The views of a log that are to be had. Where others hold some, who look after them for as long as their leases
  /// last, they are asked for only now and then: else every process but one would ask for all of them in every round.
  func free(_ log: LogInfo) async -> Set<String> {
    let missing = views.filter { live[Key(log: log.id, view: $0.name)]?.cursor.epoch != log.epoch }
    guard !missing.isEmpty, asksAgain[log.id].map({ $0 <= .now }) ?? true else { return [] }
    let free = try? await Cursors(pool).free(missing.map { ($0.name, $0.version) }, in: log, for: holder)
    guard let free else { return Set(missing.map(\.name)) }
    asksAgain[log.id] = free.count < missing.count ? .now + lease / 10 : nil
    return free
  }

  /// Prolongs the leases that are held here, at most four times in the time that one lasts: so that while nothing is to
  /// be written, nothing goes to another process, which would have to fold all of it.
  package func renew() async {
    guard renewsNext <= .now, !live.isEmpty else { return }
    renewsNext = .now + lease / 4
    try? await Cursors(pool).renew(live.values.map(\.cursor), for: lease)
  }

  /// Gives up every lease, so that another process need not wait for it to run out.
  package func release() async {
    for state in live.values { try? await Cursors(pool).release(state.cursor) }
    live = [:]
  }
}
