import EventSourcing
import PeerReview

extension Ledger {
  /// The names known of this log's people, from beside the log.
  package func names() async throws -> [PersonID: String] { try await People(store.pool).names(log: info.id) }
}
