import Logging
import PeerReview
import ReadModels

extension Ledger {
  /// The one timer: where the accuracy period has lapsed by the log's clock, the report settles as it
  /// stands, even with points open. Another process may do the same at the same time: one of the two finds
  /// it done.
  func settleLapsedReports() async throws {
    for visit in consortium.visits.values.sorted(by: { $0.id.text < $1.id.text }) {
      guard visit.status == .reported, let ends = visit.accuracyEnds, ends < today,
        let kind = CommandKind.named("settle-report", of: .visit)
      else { continue }
      do {
        _ = try await perform(Call(kind, id: visit.id.text, .object([]), by: .system))
      } catch let refused as Refused {
        logger.notice(
          "A report could not be settled",
          metadata: ["visit": "\(visit.id)", "why": "\(refused.refusal.detail)"])
      }
    }
  }
}
