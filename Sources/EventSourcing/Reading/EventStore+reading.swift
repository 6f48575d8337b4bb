import PeerReview
import Postgres

extension EventStore {
  /// The events after a position, in order, at most `limit`: what a follower polls.
  ///
  /// Positions are dense and in the order of commits, so no event can appear later before one that was read.
  package func events(
    in log: LogInfo,
    after position: Int64,
    through last: Int64? = nil,
    limit: Int
  ) async throws -> [StoredEvent] {
    try await pool.run(
      Self.pollQuery,
      [.int(log.id), .int(position), .int(last ?? .max), .int(limit)]
    ).map { try StoredEvent($0) }
  }

  /// All events of one stream, by version.
  package func events(in log: LogInfo, of stream: StreamID) async throws -> [StoredEvent] {
    try await pool.run(Self.streamQuery, [.int(log.id), .text(stream.description)]).map {
      try StoredEvent($0)
    }
  }

  package func event(at position: Int64, in log: LogInfo) async throws -> StoredEvent? {
    try await pool.run(StoredEvent.query("e.position = $2"), [.int(log.id), .int(position)])
      .first.map { try StoredEvent($0) }
  }

  static let pollQuery =
    StoredEvent.query("e.position > $2 and e.position <= $3") + " order by e.position limit $4"
  static let streamQuery = StoredEvent.query("e.stream = $2") + " order by e.version"

  /// Where the log ended with a commit, which need not have events of its own.
  package func position(afterCommit number: Int64, in log: LogInfo) async throws -> Int64 {
    let rows = try await pool.run(
      "select last_position from collegiate.commit where log = $1 and number = $2",
      [.int(log.id), .int(number)])
    guard let row = rows.first else { throw LogError.unknownLog }
    return try row.get("last_position")
  }
}
