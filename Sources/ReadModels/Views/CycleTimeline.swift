import PeerReview

/// What happened in this cycle?
package struct CycleTimeline: View {
  package static let name = "cycle_timeline"
  package static let version = 1
  package static let question = "What happened in this cycle?"

  package struct Row: Sendable {
    let envelope: Envelope
    let lag: Int
    let summary: String
    let links: [String]
  }

  package static let columns: [Column<Row>] = [
    Column("position", \.envelope.position, "Its place in the log"),
    Column("occurred", \.envelope.occurredAt, "When it happened"),
    Column("recorded", \.envelope.recordedAt, "When it was recorded"),
    Column("lag", \.lag, "From the day it happened to the day it was recorded", unit: "days"),
    Column("actor_role", \.envelope.role, "The role in which it was recorded"),
    Column("org", \.envelope.actingFor, "The organisation acted for"),
    Column("event", \.envelope.type, "What happened, by its name in the log"),
    Column("summary", \.summary, "What happened, in words", content: true),
    Column("links", \.links, "The streams that it speaks of", content: true),
  ]

  package var rows = Rows<Row>()
  package init() {}

  package mutating func fold(_ seen: Seen) {
    guard seen.envelope.place.cycle != nil else { return }
    let (text, links) = Summary.of(seen.event)
    rows.set(
      RowKey(String(seen.envelope.position)),
      Row(envelope: seen.envelope, lag: seen.recordedOn - seen.occurredOn, summary: text, links: links),
      by: seen)
  }
}
