import HTTPTypes
import Hummingbird
import PeerReview
import Workflow

/// What a command's client gets.
enum CommandAnswer {
  static func response(_ outcome: Outcome, in consortium: String) -> Response {
    var headers: HTTPFields = [
      .eTag: "\"\(outcome.version)\"",
      .collegiatePosition: PositionToken(epoch: outcome.epoch, position: outcome.position).description,
      .cacheControl: "no-store",
    ]
    if outcome.isReplay { headers[.idempotencyReplayed] = "true" }
    if outcome.startsStream {
      headers.append(HTTPField(name: .location, value: outcome.stream.path(in: consortium)))
    }
    return .json(node(outcome), status: outcome.startsStream ? .created : .ok, headers: headers)
  }

  private static func node(_ outcome: Outcome) -> Node {
    [
      "stream": .text(outcome.stream.description), "id": .text(outcome.stream.id),
      "version": .number(String(outcome.version)),
      "position": .number(String(outcome.position)), "recorded_at": outcome.recordedAt.node,
      "events": .list(zip(outcome.events, outcome.data).map(event)),
      "warnings": .list(outcome.warnings.map { .text($0.rawValue) }),
    ]
  }

  private static func event(_ recorded: Recorded, _ data: Node) -> Node {
    [
      "position": recorded.envelope.position.node, "type": .text(recorded.envelope.type), "data": data,
    ]
  }

  /// What was recorded since the version that the client saw.
  static func changed(_ recorded: Recorded) -> Node {
    [
      "position": recorded.envelope.position.node, "type": .text(recorded.envelope.type),
      "version": recorded.envelope.version.node, "actor": .text(recorded.envelope.actor.text),
      "recorded_at": recorded.envelope.recordedAt.node, "data": recorded.event.payload.node,
    ]
  }
}

extension StreamID {
  /// Where the stream's state is read.
  package func path(in consortium: String) -> String {
    "\(API.base)/\(consortium)/\(kind.plural)" + (kind.isSingle ? "" : "/" + Percent.encode(id))
  }
}
