import PeerReview
import Postgres
import TestSupport
import Workflow

/// Everything that a refused request must leave as it was.
struct Trace: Equatable {
  let head: Int64
  let counts: [String: Int64]
  let views: [String]

  init(_ service: Service, token: String) async throws {
    var counts: [String: Int64] = [:]
    for table in ["event", "commit", "receipt", "person"] {
      counts[table] = try await service.pool.run("select count(*) from collegiate.\(table)").first?.get(0)
    }
    self.counts = counts
    try await service.ledger.catchUp()
    head = await service.ledger.head
    var views: [String] = []
    for name in ["judgement_now", "interruption_register", "visit_calendar", "audit_log"] {
      views.append(try await service.get("views/\(name)", token: token).text)
    }
    self.views = views
  }
}
