import PeerReview
import Postgres

/// One raising of a log's epoch.
package struct EpochChange: Sendable, Hashable {
  /// The epoch that began.
  package let epoch: Int
  /// By the server's clock.
  package let raisedAt: Moment
  /// What was noticed, or what the operator said.
  package let reason: String
}

extension EventStore {
  /// Raises a log's epoch where the server cannot notice by itself that its history was rewound, and returns it.
  /// Needs the owner's rights: the service has none to do so.
  package func raiseEpoch(of log: LogInfo, reason: String) async throws -> Int {
    let rows = try await pool.run(
      "select collegiate.raise_epoch($1, $2) as epoch", [.int(log.id), .text(reason)])
    guard let epoch = try rows.first?.get("epoch", as: Int?.self) else { throw LogError.unknownLog }
    return epoch
  }

  /// When and why a log's epoch was raised, the first time first.
  package func epochChanges(of log: LogInfo) async throws -> [EpochChange] {
    try await pool.run(
      "select epoch, raised_at, reason from collegiate.epoch_change where log = $1 order by epoch",
      [.int(log.id)]
    ).map { row in
      EpochChange(
        epoch: try row.get("epoch"), raisedAt: Moment(try row.get("raised_at", as: PostgresTime.self)),
        reason: try row.get("reason"))
    }
  }
}
