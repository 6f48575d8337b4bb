import PeerReview

/// How the OpenAPI document describes the state of streams.
enum StreamDescription {
  static func state(_ kind: StreamKind) -> Node {
    var operation = Operation(
      id: id(kind), tag: .streams,
      summary: kind.isSingle
        ? "The consortium's organisations." : "The present state of one \(kind.rawValue).")
    operation.text =
      "Folded from the events that you may see; what you may not see is null, and a stream that you may not see is 404."
    operation.parameters =
      [Parameter.consortium] + (kind.isSingle ? [] : [Parameter.id(kind)]) + [Parameter.collegiatePosition]
    operation.answers = [
      (
        "200",
        Operation.answer(
          "The state.",
          headers: [
            Node.Member("ETag", Operation.header("The version, for If-Match.")),
            EventDescription.positionHeader,
          ],
          [("application/json", schema(kind))])
      )
    ]
    operation.problems = [ProblemKind(Refusal.Code.epochChanged), ProblemKind(ProblemCode.notAcceptable)]
    operation.scopes = ["read"]
    return operation.node
  }

  static func id(_ kind: StreamKind) -> String { "get_\(kind.rawValue)" }

  private static func schema(_ kind: StreamKind) -> Node {
    Schema.object([
      ("stream", ["type": "string"], true), ("id", ["type": "string"], true),
      ("version", ["type": "integer", "description": "The stream's count of events."], true),
      ("position", ["type": "integer", "description": "The position of its last event."], true),
      (
        "state",
        Schema.object(kind.properties.map { ($0.name, ["description": .text($0.meaning)], true) }), true
      ),
    ])
  }
}
