import HTTPTypes
import PeerReview
import Workflow

extension Exchange {
  /// Brings the log here up to the database, and to the position that the reader holds; says where it stands.
  func standing(_ ledger: Ledger) async throws -> LogStanding {
    guard let text = header(.collegiatePosition) else { return try await fresh(ledger) }
    guard let wanted = PositionToken(text) else {
      throw Problem.invalid(
        "Collegiate-Position", "malformed",
        "Collegiate-Position must be an epoch and a position, as it was received: 1:412.")
    }
    return try await including(wanted, as: "Collegiate-Position", ledger)
  }

  /// Where the log stands when it includes a position that the client was given.
  func including(_ wanted: PositionToken, as field: String, _ ledger: Ledger) async throws -> LogStanding {
    var standing = try await fresh(ledger)
    if wanted.epoch > standing.epoch || (wanted.epoch == standing.epoch && wanted.position > standing.head) {
      try await waiting { try await ledger.wait(for: wanted.position, in: wanted.epoch) }
      standing = await ledger.standing
    }
    guard wanted.epoch == standing.epoch else { throw Problem.epochChanged }
    guard wanted.position <= standing.head else {
      throw Problem.invalid(
        field, "out_of_range",
        "The log ends at \(PositionToken(epoch: standing.epoch, position: standing.head)); \(wanted) was not given out."
      )
    }
    return standing
  }

  private func fresh(_ ledger: Ledger) async throws -> LogStanding {
    if await !ledger.isFresh() { try await waiting { try await ledger.freshen() } }
    return await ledger.standing
  }

  /// Gives the database as long as a reader is asked to wait.
  private func waiting(_ look: @escaping @Sendable () async throws -> Void) async throws {
    do {
      try await withTimeLimit(services.options.limits.freshness, look)
    } catch let problem as Problem where problem.kind.code == ProblemCode.timedOut.rawValue {
      throw Problem(
        .unavailable, "The log could not be read up to this position in time. Ask again in a moment.",
        headers: [.retryAfter: "1"])
    }
  }
}
