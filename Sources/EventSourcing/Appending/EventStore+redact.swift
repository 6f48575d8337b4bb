import PeerReview
import Postgres

extension EventStore {
  /// Carries out one command that leads to a `TextRedacted` event, and in the same transaction leaves of each
  /// payload that it names just what `remainders` holds under its position.
  ///
  /// It goes by itself, not in a batch. Throws `LogError`, or `PostgresError.connectionLost` where the answer stayed
  /// away for ten seconds: then call again with the same command id.
  package func redact(
    _ append: Append, leaving remainders: [Int64: String], in log: LogInfo
  ) async throws -> Appended {
    try AppendCall.check(append)
    let attempt = AppendAttempt(pool, log.id, epoch: log.epoch, redacting: remainders)
    guard let answer = try await attempt.answers(to: [append]).first.flatMap({ $0 }) else {
      throw PostgresError(.decoding, "The redaction answered nothing.")
    }
    return answer
  }

  /// As `Connection.lastRedaction`.
  func lastRedaction(in log: LogInfo) async throws -> Int64 {
    try await pool.transaction(.snapshot) { try $0.lastRedaction(in: log) }
  }
}

/// What is left of a payload, sealed: its digest with a salt of its own, both in hex.
package struct Seal: Sendable, Hashable {
  package let digest: String
  package let salt: String

  package init(of payload: String) {
    let salt = (0..<16).map { _ in UInt8.random(in: 0...255) }
    self.salt = Digest.hex(salt)
    digest = Digest.hex(Digest.sha256(salt + Array(payload.utf8)))
  }
}
