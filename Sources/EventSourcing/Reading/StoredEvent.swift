import PeerReview
import Postgres

/// An event as the log holds it.
package struct StoredEvent: Sendable {
  package let envelope: Envelope
  /// JSON in the bytes that were written, or what redaction left of it.
  package let payload: String
  /// Number of the commit that recorded it.
  package let commit: Int64
  /// Position of the event that says that words of it were erased; nil where none were.
  package let redactedBy: Int64?
}

extension StoredEvent {
  /// Who wrote it stands in its receipt, when in that receipt's commit. The limits keep the planner at one
  /// look-up per event; an event without its receipt is then an error, not a gap.
  static func query(_ condition: String) -> String {
    """
    select e.position, e.stream, e.version, e.type, e.schema_version, e.occurred_at, e.occurred_precision,
      c.recorded_at, r.actor, r.acting_for, r.role, e.command, r.correlation, r.causation_position,
      e.corrects_position, e.visibility, e.programme, e.lea, e.cycle, e.payload, r.commit,
      e.redacted_by
    from collegiate.event e
    left join lateral (
      select * from collegiate.receipt r where r.log = $1 and r.command = e.command limit 1) as r on true
    left join lateral (
      select c.recorded_at from collegiate.commit c where c.log = $1 and c.number = r.commit limit 1) as c on true
    where e.log = $1 and \(condition)
    """
  }

  init(_ row: Row) throws {
    let position = try row.get(0, as: Int64.self)
    func known<T>(_ value: T?, _ column: String) throws -> T {
      guard let value else { throw LogError.unreadable(position: position, column: column) }
      return value
    }
    envelope = Envelope(
      position: position,
      stream: try known(StreamID(try row.get(1, as: String.self)), "stream"),
      version: try row.get(2),
      type: try row.get(3),
      schemaVersion: try row.get(4),
      occurredAt: Moment(try row.get(5, as: PostgresTime.self)),
      occurredPrecision: try known(OccurredPrecision(rawValue: try row.get(6)), "occurred_precision"),
      recordedAt: Moment(try row.get(7, as: PostgresTime.self)),
      actor: PersonID(try row.get(8)),
      actingFor: OrganisationID(try row.get(9)),
      role: try known(Role(rawValue: try row.get(10)), "role"),
      commandID: try row.get(11),
      correlationID: try row.get(12),
      causationPosition: try row.get(13),
      correctsPosition: try row.get(14),
      visibility: try known(Visibility(rawValue: try row.get(15)), "visibility"),
      place: Place(
        programme: try row.get(16, as: String?.self).map { ProgrammeID($0) },
        lea: try row.get(17, as: String?.self).map { OrganisationID($0) },
        cycle: try row.get(18, as: String?.self).map { CycleID($0) }
      )
    )
    payload = try row.get(19)
    commit = try row.get(20)
    redactedBy = try row.get(21)
  }
}
