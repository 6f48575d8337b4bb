import PeerReview
import Postgres

extension Receipt {
  /// From a row with the columns of an answer or of `EventStore.receipt`.
  init(_ row: Row, commandID: String) throws {
    self.commandID = commandID.lowercased()
    commit = try row.get("commit")
    if let first = try row.get("first_position", as: Int64?.self) {
      positions = first...max(first, try row.get("last_position"))
    } else {
      positions = nil
    }
    recordedAt = Moment(try row.get("recorded_at", as: PostgresTime.self))
    actor = PersonID(try row.get("actor"))
    actingFor = OrganisationID(try row.get("acting_for"))
    guard let role = Role(rawValue: try row.get("role")) else {
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
    return try row.get("same") ? .same(try Receipt(row, commandID: commandID)) : .reused
  }
}
