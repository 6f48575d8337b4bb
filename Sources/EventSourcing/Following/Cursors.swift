import PeerReview
import Postgres

/// Who follows which log, and how far. All times are the database's, so that processes need not agree on one.
package struct Cursors: Sendable {
  let pool: Pool

  package init(_ pool: Pool) { self.pool = pool }

  /// Takes or renews the lease, and an expired one over; nil while another holds it. `holder` names one
  /// process, and no later one.
  ///
  /// Throws `EpochChanged` where the cursor is of an older epoch, and the follower must `restart`; or where `log`
  /// is, and what was read of it must be read again first.
  package func claim(
    name: String,
    version: Int,
    in log: LogInfo,
    holder: String,
    for lease: Duration
  ) async throws -> Cursor? {
    try await pool.transaction { connection in
      let rows = try connection.run(
        Self.claimQuery,
        [
          .int(log.id), .text(name), .int(version), .text(holder), .int(lease.inMicroseconds),
          .int(log.epoch),
        ]
      )
      let cursor = try rows.first.map { try Cursor($0) }
      try connection.requireEpoch(of: log)
      try connection.requireEpoch(of: log.id, name, version)
      return cursor
    }
  }

  /// The cursors of a log that are in the hands of other processes than `holder`.
  package func others(than holder: String, in log: LogInfo) async throws -> [ForeignCursor] {
    try await pool.run(
      """
      select \(Cursor.columns), lease_until <= clock_timestamp() as lapsed, updated_at
      from collegiate.cursor where log = $1 and holder <> $2
      """,
      [.int(log.id), .text(holder)]
    ).map { try ForeignCursor($0) }
  }

  /// Gives the lease back; without effect where another process has taken it over.
  package func release(_ cursor: Cursor) async throws {
    _ = try await pool.run(
      """
      update collegiate.cursor set holder = null, lease_until = null, updated_at = clock_timestamp()
      where log = $1 and name = $2 and version = $3 and holder = $4
      """,
      [.int(cursor.log), .text(cursor.name), .int(cursor.version), .optional(cursor.holder)]
    )
  }

  /// Notes how a follower fares, for whoever looks at it; the text must not quote an event.
  package func note(_ cursor: Cursor, _ state: FollowerState, error: String? = nil) async throws {
    _ = try await pool.run(
      """
      update collegiate.cursor set state = $5, last_error = $6, updated_at = clock_timestamp()
      where log = $1 and name = $2 and version = $3 and holder = $4
      """,
      [
        .int(cursor.log), .text(cursor.name), .int(cursor.version), .optional(cursor.holder),
        .text(state.rawValue), .optional(error),
      ]
    )
  }

  /// The cursors of a log, or of all, by log, name and version.
  package func status(of log: LogInfo? = nil) async throws -> [Cursor] {
    try await pool.run(
      "select \(Cursor.columns) from collegiate.cursor where log = $1 or $1 is null order by log, name, version",
      [.optional(log?.id)]
    ).map { try Cursor($0) }
  }

  /// The streams that wait in a follower, by name.
  package func parked(name: String, version: Int, in log: LogInfo) async throws -> [Parked] {
    try await pool.run(
      """
      select \(Parked.columns) from collegiate.parked where log = $1 and name = $2 and version = $3
      order by stream
      """,
      [.int(log.id), .text(name), .int(version)]
    ).map { try Parked($0) }
  }

  /// Sets a stream aside, as `Connection.park` does, in a transaction of its own.
  package func park(_ cursor: Cursor, _ stream: StreamID, at position: Int64, error: String) async throws {
    try await pool.transaction { try $0.park(cursor, stream, at: position, error: error) }
  }

  /// Lets a stream flow again. The follower must be rebuilt, since nothing may be applied out of order.
  package func unpark(_ stream: StreamID, name: String, version: Int, in log: LogInfo) async throws {
    _ = try await pool.run(
      "delete from collegiate.parked where log = $1 and name = $2 and version = $3 and stream = $4",
      [.int(log.id), .text(name), .int(version), .text(stream.description)]
    )
  }

  /// A cursor of an older epoch is left as it is, and `requireEpoch` says so.
  private static let claimQuery = """
    insert into collegiate.cursor as c (log, name, version, epoch, holder, lease_until)
    select l.id, $2, $3, l.epoch, $4, clock_timestamp() + $5 * interval '1 microsecond'
    from collegiate.log l where l.id = $1 and l.epoch = $6
    on conflict (log, name, version) do update
    set holder = excluded.holder, lease_until = excluded.lease_until, updated_at = clock_timestamp()
    where c.epoch = excluded.epoch
      and (c.holder is null or c.holder = excluded.holder or c.lease_until <= clock_timestamp())
    returning \(Cursor.columns)
    """
}

extension Duration {
  var inMicroseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
}
