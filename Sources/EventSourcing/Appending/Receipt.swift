import PeerReview
import Postgres

extension Receipt {
  /// From a row that has, from `place` on: commit, first_position, last_position, recorded_at, actor, acting_for,
  /// role. By their places, since every command has one: to look for seven names takes longer than to read them.
  init(_ row: Row, at place: Int, commandID: String) throws {
    self.commandID = commandID.lowercased()
    commit = try row.get(place)
    if let first = try row.get(place + 1, as: Int64?.self) {
      positions = first...max(first, try row.get(place + 2))
    } else {
      positions = nil
    }
    recordedAt = Moment(try row.get(place + 3, as: PostgresTime.self))
    actor = PersonID(try row.get(place + 4))
    actingFor = OrganisationID(try row.get(place + 5))
    guard let role = Role(rawValue: try row.get(place + 6)) else {
      throw LogError.unreadable(position: positions?.lowerBound ?? 0, column: "role")
    }
    self.role = role
  }
}

extension EventStore {
  /// Whether a command was carried out before: asked first, so that a repeat gets its first answer whatever
  /// has happened since. `request` is compared by its digest.
  package func receipt(
    _ commandID: String,
    in log: LogInfo,
    request: String,
    actor: PersonID
  ) async throws -> ReceiptLookup {
    guard Append.isID(commandID) else { throw LogError.malformedCommandID }
    let rows = try await pool.run(
      """
      select r.commit, r.first_position, r.last_position, c.recorded_at, r.actor, r.acting_for, r.role,
        r.actor = $4 and (r.salt is null or r.digest = sha256(r.salt || $3)) as same
      from collegiate.receipt r join collegiate.commit c on c.log = r.log and c.number = r.commit
      where r.log = $1 and r.command = $2
      """,
      [.int(log.id), .text(commandID), .bytes(Digest.sha256(Array(request.utf8))), .text(actor.text)]
    )
    guard let row = rows.first else { return .none }
    return try row.get("same") ? .same(try Receipt(row, at: 0, commandID: commandID)) : .reused
  }
}
