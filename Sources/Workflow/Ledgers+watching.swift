import EventSourcing
import Postgres

/// What those who run the service watch.
extension Ledgers {
  /// Connections to the database in use and idle, and callers that wait for one.
  package nonisolated var occupancy: (used: Int, idle: Int, waiting: Int) { store.pool.occupancy }

  /// The last position known of each log that is in memory.
  package var heads: [(slug: String, head: Int64)] {
    get async {
      var heads: [(slug: String, head: Int64)] = []
      for ledger in inMemory { heads.append((ledger.slug, await ledger.head)) }
      return heads
    }
  }
}
