import PeerReview
import Workflow

/// An event as its readers get it.
struct EventNode: Sendable {
  let recorded: Recorded
  let extent: Sight.Extent
  let pseudonyms: Pseudonyms?

  private var envelope: Envelope { recorded.envelope }

  /// Envelope and data; of an event seen in outline, the envelope alone.
  var node: Node {
    var members = [
      Node.Member("position", envelope.position.node),
      Node.Member("stream", .text(envelope.stream.description)),
      Node.Member("version", envelope.version.node), Node.Member("type", .text(envelope.type)),
      Node.Member("schema_version", envelope.schemaVersion.node),
      Node.Member("occurred_at", envelope.occurredAt.node),
      Node.Member("occurred_precision", .text(envelope.occurredPrecision.rawValue)),
      Node.Member("recorded_at", envelope.recordedAt.node),
    ]
    members += optional.map { Node.Member($0.name, $0.value ?? .null) }
    members.append(Node.Member("outline", .bool(isOutline)))
    members.append(Node.Member("data", isOutline ? .null : recorded.event.payload.node))
    return pseudonyms?.hiding(.object(members)) ?? .object(members)
  }

  private var isOutline: Bool { extent < .everything }

  /// What follows the times, with what may be missing as nil.
  private var optional: [(name: String, value: Node?)] {
    [
      ("actor", .text(envelope.actor.text)), ("acting_for", .text(envelope.actingFor.text)),
      ("role", .text(envelope.role.rawValue)), ("command_id", .text(envelope.commandID)),
      ("correlation_id", envelope.correlationID.map { .text($0) }),
      ("causation_position", envelope.causationPosition?.node),
      ("corrects_position", envelope.correctsPosition?.node),
      ("redacted_by", recorded.redactedBy?.node), ("visibility", .text(envelope.visibility.rawValue)),
      ("programme", envelope.place.programme.map { .text($0.text) }),
      ("lea", envelope.place.lea.map { .text($0.text) }),
      ("cycle", envelope.place.cycle.map { .text($0.text) }),
    ]
  }

  /// As CloudEvents 1.0 has it; extension attributes are small letters without separators, and none is null.
  func cloudEvent(log: String) -> Node {
    var members: [Node.Member] = [
      Node.Member("specversion", "1.0"), Node.Member("id", .text("\(log)/\(envelope.position)")),
      Node.Member("source", .text("\(API.base)/\(log)")),
      Node.Member("type", .text(envelope.type)), Node.Member("subject", .text(envelope.stream.description)),
      Node.Member("time", envelope.occurredAt.node), Node.Member("datacontenttype", "application/json"),
      Node.Member("position", envelope.position.node), Node.Member("version", envelope.version.node),
      Node.Member("schemaversion", envelope.schemaVersion.node),
      Node.Member("occurredprecision", .text(envelope.occurredPrecision.rawValue)),
      Node.Member("recordedat", envelope.recordedAt.node),
    ]
    members += optional.compactMap { item in
      item.value.map { Node.Member(item.name.split(separator: "_").joined(), $0) }
    }
    members.append(Node.Member("outline", .bool(isOutline)))
    if !isOutline { members.append(Node.Member("data", recorded.event.payload.node)) }
    return pseudonyms?.hiding(.object(members)) ?? .object(members)
  }
}
