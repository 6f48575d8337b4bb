import PeerReview

/// Who did what?
package struct AuditLog: View {
  package static let name = "audit_log"
  package static let version = 1
  package static let question = "Who did what?"

  package typealias Row = Envelope

  package static let columns: [Column<Row>] = [
    Column("position", \.position, "Its place in the log: the order in which things were recorded"),
    Column("version", \.version, "The stream's count of events, this one included"),
    Column("type", \.type, "What happened"),
    Column("schema_version", \.schemaVersion, "The version of the stored shape"),
    Column("occurred_at", \.occurredAt, "When it happened, by whoever recorded it"),
    Column("occurred_precision", \.occurredPrecision, "How exactly that is known"),
    Column("recorded_at", \.recordedAt, "When it was recorded, by the log's clock"),
    Column("actor", \.actor, "Who recorded it"),
    Column("acting_for", \.actingFor, "The organisation it acted for"),
    Column("role", \.role, "The role it acted in"),
    Column("command_id", \.commandID, "The command that it came of; several events may share one"),
    Column("correlation_id", \.correlationID, "What the client said it belongs to"),
    Column("causation_position", \.causationPosition, "The event that caused it"),
    Column("corrects_position", \.correctsPosition, "The event that it corrects"),
    Column("visibility", \.visibility, "Who could see it when it was recorded"),
  ]

  package var rows = Rows<Row>()
  package init() {}

  package mutating func fold(_ seen: Seen) {
    rows.set(RowKey(String(seen.envelope.position)), seen.envelope, by: seen)
  }
}
