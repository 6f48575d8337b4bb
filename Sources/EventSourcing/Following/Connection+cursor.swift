import PeerReview
import Postgres

/// What a follower does inside the transaction that writes its rows, so that rows and position move together.
extension Connection {
  /// Moves cursors of one log on, and with `lease` prolongs their leases; throws, so that the transaction is
  /// rolled back, unless position, epoch and holder of each are still as given here.
  package func advance(_ cursors: [Cursor], to position: Int64, lease: Duration? = nil) throws -> [Cursor] {
    let rows = try run(
      """
      update collegiate.cursor c set position = $1, state = 'following', last_error = null,
        lease_until = coalesce(clock_timestamp() + $2 * interval '1 microsecond', c.lease_until),
        updated_at = clock_timestamp()
      from unnest($3, $4::text[], $5, $6, $7, $8::text[]) as k (log, name, version, position, epoch, holder)
      join collegiate.log l on l.id = k.log and l.epoch = k.epoch
      where c.log = k.log and c.name = k.name and c.version = k.version and c.position = k.position
        and c.epoch = k.epoch and c.holder = k.holder
      returning \(Cursor.qualified)
      """,
      [
        .int(position), .optional(lease?.inMicroseconds),
        .ints(cursors.map(\.log)), .texts(cursors.map(\.name)), .ints(cursors.map(\.version)),
        .ints(cursors.map(\.position)), .ints(cursors.map(\.epoch)), .texts(cursors.map(\.holder)),
      ]
    )
    let moved = Dictionary(grouping: try rows.map { try Cursor($0) }, by: \.name)
    return try cursors.map { cursor in
      if let moved = moved[cursor.name]?.first { return moved }
      try requireEpoch(of: cursor.log, cursor.name, cursor.version)
      throw LeaseLost(follower: cursor.name)
    }
  }

  /// `advance` of one cursor.
  package func advance(_ cursor: Cursor, to position: Int64, lease: Duration? = nil) throws -> Cursor {
    try advance([cursor], to: position, lease: lease)[0]
  }

  /// Takes the lease and begins anew, in the log's present epoch and with nothing parked; in the same
  /// transaction the follower empties its rows. Nil while another process holds the lease, unless it is taken
  /// over: that one's next write is then refused. Throws `EpochChanged` where `log` is of an older epoch: what
  /// was read of it then must not be written.
  package func restart(
    name: String,
    version: Int,
    in log: LogInfo,
    holder: String,
    for lease: Duration,
    takingOver: Bool = false
  ) throws -> Cursor? {
    try requireEpoch(of: log)
    let rows = try run(
      """
      insert into collegiate.cursor as c (log, name, version, epoch, holder, lease_until, state)
      select l.id, $2, $3, l.epoch, $4, clock_timestamp() + $5 * interval '1 microsecond', 'rebuilding'
      from collegiate.log l where l.id = $1
      on conflict (log, name, version) do update
      set epoch = excluded.epoch, position = 0, holder = excluded.holder, lease_until = excluded.lease_until,
        state = 'rebuilding', last_error = null, updated_at = clock_timestamp()
      where c.holder is null or c.holder = excluded.holder or c.lease_until <= clock_timestamp() or $6
      returning \(Cursor.columns)
      """,
      [
        .int(log.id), .text(name), .int(version), .text(holder), .int(lease.inMicroseconds),
        .bool(takingOver),
      ]
    )
    guard let row = rows.first else { return nil }
    _ = try run(
      "delete from collegiate.parked where log = $1 and name = $2 and version = $3",
      [.int(log.id), .text(name), .int(version)]
    )
    return try Cursor(row)
  }

  /// How far a follower of a log has come, which nobody changes until the transaction ends; nil where it has not begun,
  /// or in an older epoch.
  package func position(of name: String, _ version: Int, in log: LogInfo) throws -> Int64? {
    let rows = try run(
      """
      select position from collegiate.cursor where log = $1 and name = $2 and version = $3 and epoch = $4
      for update
      """,
      [.int(log.id), .text(name), .int(version), .int(log.epoch)])
    return try rows.first?.get("position")
  }

  /// Position of the log's last redaction, 0 before the first: what was read before it may hold words that are gone.
  package func lastRedaction(in log: LogInfo) throws -> Int64 {
    let rows = try run(
      "select coalesce(max(position), 0) as position from collegiate.event where log = $1 and type = 'TextRedacted'",
      [.int(log.id)])
    return try rows.first?.get("position") ?? 0
  }

  /// Sets a stream aside from `position` on: its events wait while others flow. Without effect on a stream
  /// that waits already. The text must not quote an event.
  package func park(_ cursor: Cursor, _ stream: StreamID, at position: Int64, error: String) throws {
    _ = try run(
      """
      insert into collegiate.parked (log, name, version, stream, position, error)
      values ($1, $2, $3, $4, $5, $6) on conflict do nothing
      """,
      [
        .int(cursor.log), .text(cursor.name), .int(cursor.version), .text(stream.description), .int(position),
        .text(error),
      ]
    )
  }

  /// Throws `EpochChanged` where the log's epoch has risen since it was looked up.
  func requireEpoch(of log: LogInfo) throws {
    let rows = try run("select epoch from collegiate.log where id = $1", [.int(log.id)])
    guard let current = try rows.first?.get("epoch", as: Int.self) else { throw LogError.unknownLog }
    if current != log.epoch { throw EpochChanged(held: log.epoch, current: current) }
  }

  /// Throws `EpochChanged` unless the cursor is of the log's epoch.
  func requireEpoch(of log: Int64, _ name: String, _ version: Int) throws {
    let rows = try run(
      """
      select c.epoch as held, l.epoch as current from collegiate.cursor c join collegiate.log l on l.id = c.log
      where c.log = $1 and c.name = $2 and c.version = $3 and c.epoch <> l.epoch
      """,
      [.int(log), .text(name), .int(version)]
    )
    if let row = rows.first { throw EpochChanged(held: try row.get("held"), current: try row.get("current")) }
  }
}
