import EventSourcing
import Logging
import PeerReview
import Postgres

/// The logs that this process works with, each brought into memory when it is first asked for.
package actor Ledgers {
  package nonisolated let store: EventStore
  package nonisolated let logger: Logger
  /// Wakes the follower as soon as something is recorded in this process.
  nonisolated let wakeups = Wakeups()
  private var open: [String: Ledger] = [:]

  package init(_ pool: Pool, logger: Logger) {
    store = EventStore(pool)
    self.logger = logger
  }

  /// The log under a slug, nil where there is none.
  package func ledger(_ slug: String) async throws -> Ledger? {
    if let known = open[slug] { return known }
    guard let info = try await store.log(slug) else { return nil }
    let ledger = open[slug] ?? Ledger(info, store, wakeups, logger: logger)
    open[slug] = ledger
    return ledger
  }

  /// Every log of the database.
  package func all() async throws -> [Ledger] {
    var ledgers: [Ledger] = []
    for info in try await store.logs() {
      if let ledger = try await ledger(info.slug) { ledgers.append(ledger) }
    }
    return ledgers
  }

  /// Every log of the database, and where it ends there: one look for all of them.
  package func withEnds() async throws -> [(ledger: Ledger, end: LogEnd)] {
    var found: [(ledger: Ledger, end: LogEnd)] = []
    for end in try await store.ends() {
      if let ledger = try await ledger(end.slug) { found.append((ledger, end)) }
    }
    return found
  }

  /// Those already in memory.
  var inMemory: [Ledger] { open.values.sorted { $0.slug < $1.slug } }
}
