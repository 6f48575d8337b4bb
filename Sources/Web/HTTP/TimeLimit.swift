import HTTPTypes
import PeerReview

/// Runs `work`, cancelling it when it takes too long; then throws a problem.
func withTimeLimit<T: Sendable>(
  _ limit: Duration, _ work: @escaping @Sendable () async throws -> T
) async throws -> T {
  try await withThrowingTaskGroup(of: T?.self) { group in
    group.addTask { try await work() }
    group.addTask {
      try await Task.sleep(for: limit)
      return nil
    }
    defer { group.cancelAll() }
    guard let first = try await group.next(), let value = first else {
      throw Problem(
        .timedOut,
        "This took longer than \(limit.components.seconds) seconds. A command may have been recorded all the "
          + "same: send it again with the same Idempotency-Key.",
        headers: [.retryAfter: "5"])
    }
    return value
  }
}
