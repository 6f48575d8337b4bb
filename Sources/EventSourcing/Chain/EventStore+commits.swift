import PeerReview
import Postgres

extension EventStore {
  /// The next commits with all that they hold, as few as 4,096 events bring along but at least one; none
  /// after the last. Rows are taken as they are, whatever somebody has made of them.
  func commits(in log: LogInfo, after number: Int64, through last: Int64) async throws -> [CommitRecord] {
    try await pool.with { connection in
      var commits: [CommitRecord] = []
      let rows = try await connection.run(
        """
        select number, first_position, last_position, timestamptz_send(recorded_at) as recorded_at, hash
        from collegiate.commit where log = $1 and number > $2 and number <= $3 order by number limit 512
        """,
        [.int(log.id), .int(number), .int(last)]
      )
      for row in rows {
        let commit = try CommitRecord(row)
        if let first = commits.first, commit.lastPosition > first.firstPosition &+ 4096 { break }
        commits.append(commit)
      }
      guard let first = commits.first, let end = commits.last else { return [] }
      let receipts = try await connection.run(
        "select \(ReceiptRecord.columns) from collegiate.receipt where log + 0 = $1 and commit between $2 and $3 "
          + "order by commit, command",
        [.int(log.id), .int(first.number), .int(end.number)]
      )
      let places = Dictionary(
        commits.enumerated().map { ($1.number, $0) },
        uniquingKeysWith: { first, _ in first }
      )
      for row in receipts {
        guard let place = places[try row.get("commit")] else { continue }
        commits[place].receipts.append(.shown(try ReceiptRecord(row)))
      }
      let events = try await connection.run(
        "select \(EventRecord.columns) from collegiate.event where log = $1 and position between $2 and $3 "
          + "order by position limit 200000",
        [.int(log.id), .int(first.firstPosition), .int(end.lastPosition)]
      )
      var place = 0
      for row in events {
        let event = try EventRecord(row)
        while place < commits.count - 1, event.position > commits[place].lastPosition { place += 1 }
        commits[place].events.append(.shown(event))
      }
      return commits
    }
  }

  /// Those of some commits that are there, by number, without what they hold.
  func heads(in log: LogInfo, of numbers: [Int64]) async throws -> [Int64: CommitRecord] {
    let rows = try await pool.run(
      """
      select number, first_position, last_position, timestamptz_send(recorded_at) as recorded_at, hash
      from collegiate.commit where log = $1 and number = any ($2)
      """,
      [.int(log.id), .ints(numbers)]
    )
    return try rows.reduce(into: [:]) { commits, row in
      let commit = try CommitRecord(row)
      commits[commit.number] = commit
    }
  }

  /// What stands outside every commit, or was read by a follower and is gone; nil where nothing does.
  func stray(in log: LogInfo) async throws -> String? {
    let rows = try await pool.run(
      """
      select h.number, h.position,
        exists (select from collegiate.event e where e.log = $1 and (e.position > h.position or e.position < 1))
          as events,
        exists (select from collegiate.receipt r where r.log + 0 = $1 and (r.commit > h.number or r.commit < 1))
          as receipts,
        (select max(c.position) from collegiate.cursor c where c.log = $1 and c.epoch = l.epoch) as followed
      from collegiate.log l
      cross join lateral (
        select coalesce(max(c.number), 0) as number, coalesce(max(c.last_position), 0) as position
        from collegiate.commit c where c.log = l.id
          and c.number = (select max(c.number) from collegiate.commit c where c.log = l.id)) as h
      where l.id = $1
      """,
      [.int(log.id)]
    )
    guard let row = rows.first else { throw LogError.unknownLog }
    let (number, position) = (try row.get("number", as: Int64.self), try row.get("position", as: Int64.self))
    if try row.get("events") {
      return "There are events that belong to no commit; the last commit is \(number)."
    }
    if try row.get("receipts") {
      return "There are receipts that belong to no commit; the last commit is \(number)."
    }
    if let followed = try row.get("followed", as: Int64?.self), followed > position {
      return
        "A follower has read up to position \(followed), but the log ends at \(position): its tail was cut off."
    }
    return nil
  }
}

extension CommitRecord {
  init(_ row: Row) throws {
    number = try row.get("number")
    firstPosition = try row.get("first_position")
    lastPosition = try row.get("last_position")
    recordedAt = try row.sent("recorded_at")
    hash = try row.get("hash")
  }
}

extension ReceiptRecord {
  static let columns = """
    commit, command, first_position, last_position, actor, acting_for, role, correlation, causation_position, digest
    """

  init(_ row: Row) throws {
    command = try row.get("command")
    firstPosition = try row.get("first_position")
    lastPosition = try row.get("last_position")
    actor = try row.get("actor")
    actingFor = try row.get("acting_for")
    role = try row.get("role")
    correlation = try row.get("correlation")
    causationPosition = try row.get("causation_position")
    digest = try row.get("digest")
  }
}

extension EventRecord {
  static let columns = """
    position, stream, version, type, schema_version, timestamptz_send(occurred_at) as occurred_at,
    occurred_precision, visibility, programme, lea, cycle, corrects_position, command, digest, leaf, redacted_by,
    salt, payload
    """

  init(_ row: Row) throws {
    position = try row.get("position")
    stream = try row.get("stream")
    version = try row.get("version")
    type = try row.get("type")
    schemaVersion = try row.get("schema_version")
    occurredAt = try row.sent("occurred_at")
    occurredPrecision = try row.get("occurred_precision")
    visibility = try row.get("visibility")
    programme = try row.get("programme")
    lea = try row.get("lea")
    cycle = try row.get("cycle")
    correctsPosition = try row.get("corrects_position")
    command = try row.get("command")
    digest = try row.get("digest")
    leaf = try row.get("leaf")
    redactedBy = try row.get("redacted_by")
    if let salt = try row.get("salt", as: [UInt8]?.self) {
      text = .whole(payload: try row.get("payload"), salt: salt)
    } else {
      text = .remainder(payload: try row.get("payload"))
    }
  }
}

extension Row {
  /// A time in the eight bytes that are hashed, so that no value of it is beyond reading.
  fileprivate func sent(_ column: String) throws -> Moment {
    let count = try get(column, as: [UInt8].self).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Moment(microseconds: Int64(bitPattern: count) &+ Packed.epoch)
  }
}
