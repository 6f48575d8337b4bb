import PeerReview

/// Who did what?
package struct AuditLog: View {
  package static let name = "audit_log"
  package static let version = 1
  package static let question = "Who did what?"

  /// The event itself: a row is one word, however much it says.
  package typealias Row = Recorded

  package static let columns: [Column<Row>] = [
    Column("position", \.envelope.position, "Its place in the log: the order in which things were recorded"),
    Column("version", \.envelope.version, "The stream's count of events, this one included"),
    Column("type", \.envelope.type, "What happened"),
    Column("schema_version", \.envelope.schemaVersion, "The version of the stored shape"),
    Column("occurred_at", \.envelope.occurredAt, "When it happened, by whoever recorded it"),
    Column("occurred_precision", \.envelope.occurredPrecision, "How exactly that is known"),
    Column("recorded_at", \.envelope.recordedAt, "When it was recorded, by the log's clock"),
    Column("actor", \.envelope.actor, "Who recorded it"),
    Column("acting_for", \.envelope.actingFor, "The organisation it acted for"),
    Column("role", \.envelope.role, "The role it acted in"),
    Column("command_id", \.envelope.commandID, "The command that it came of; several events may share one"),
    Column("correlation_id", \.envelope.correlationID, "What the client said it belongs to"),
    Column("causation_position", \.envelope.causationPosition, "The event that caused it"),
    Column("corrects_position", \.envelope.correctsPosition, "The event that it corrects"),
    Column("visibility", \.envelope.visibility, "Who could see it when it was recorded"),
  ]

  package var rows = Rows<Row>()
  package init() {}

  package mutating func fold(_ seen: Seen) {
    rows.set(RowKey(String(seen.envelope.position)), seen.recorded, by: seen)
  }
}
