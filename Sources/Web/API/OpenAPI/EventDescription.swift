import PeerReview

/// How the OpenAPI document describes events.
enum EventDescription {
  static let positionHeader = Node.Member(
    "Collegiate-Position",
    Operation.header(
      "How far the log had come; send it with a read that must include it.", Parameter.positionSchema))

  static func feed() -> Node {
    var operation = Operation(
      id: "list_events", tag: .events, summary: "The feed: what was recorded, in order.")
    operation.text = """
      `next` passes events that you may not see: ask with `after=next` for what follows, at any later time. As \
      `text/event-stream` the answer goes on as events come, each with its `id` for `Last-Event-ID`.
      """
    operation.parameters = [
      Parameter.consortium,
      Parameter.query(
        "after", "Only what follows this position: `next` of an earlier answer.", Parameter.positionSchema),
      Parameter.query(
        "limit", "At most so many events; \(EventOperation.usual) where it is left out.",
        [
          "type": "integer", "minimum": EventOperation.limits.lowerBound.node,
          "maximum": EventOperation.limits.upperBound.node,
        ]),
      Parameter.collegiatePosition,
      Parameter.node(
        "Last-Event-ID", in: "header", "Where a broken event stream goes on.", Parameter.positionSchema,
        example: "1:0"),
    ]
    let page = Schema.object([
      ("events", ["type": "array", "items": event], true), ("next", Parameter.positionSchema, true),
    ])
    operation.answers = [answer("The events that you may see.", page, stream: true)]
    operation.problems = [ProblemKind(Refusal.Code.epochChanged), ProblemKind(ProblemCode.notAcceptable)]
    operation.scopes = ["read"]
    return operation.node
  }

  static func ofStream() -> Node {
    var operation = Operation(
      id: "list_stream_events", tag: .events, summary: "One stream's events, in order.")
    operation.parameters = [
      Parameter.consortium,
      Parameter.node(
        "stream", in: "path", "The stream, as events and answers name it.",
        ["type": "string", "pattern": "^[a-z]{1,20}(-[a-z0-9.:\\-]{1,127})?$"], example: "visit-vis-1",
        required: true),
      Parameter.collegiatePosition,
    ]
    let page = Schema.object([("events", ["type": "array", "items": event], true)])
    operation.answers = [answer("Its events that you may see.", page, stream: false)]
    operation.problems = [ProblemKind(Refusal.Code.epochChanged), ProblemKind(ProblemCode.notAcceptable)]
    operation.scopes = ["read"]
    return operation.node
  }

  static func one() -> Node {
    var operation = Operation(id: "get_event", tag: .events, summary: "One event.")
    operation.parameters = [
      Parameter.consortium,
      Parameter.node(
        "position", in: "path", "Its position in the log.",
        ["type": "string", "pattern": "^[0-9]{1,18}$"], example: "1", required: true),
      Parameter.collegiatePosition,
    ]
    operation.answers = [
      ("200", Operation.answer("The event.", headers: [positionHeader], [("application/json", event)]))
    ]
    operation.problems = [ProblemKind(Refusal.Code.epochChanged), ProblemKind(ProblemCode.notAcceptable)]
    operation.scopes = ["read"]
    return operation.node
  }

  private static let event: Node = ["$ref": "#/components/schemas/Event"]

  private static func answer(_ meaning: String, _ page: Node, stream: Bool) -> (status: String, node: Node) {
    var content: [(type: String, schema: Node)] = [
      ("application/json", page),
      ("application/x-ndjson", ["type": "string", "description": "One event a line."]),
      (
        "application/cloudevents-batch+json",
        ["type": "array", "items": ["$ref": "#/components/schemas/CloudEvent"]]
      ),
    ]
    if stream { content.append(("text/event-stream", ["type": "string"])) }
    return ("200", Operation.answer(meaning, headers: [positionHeader], content))
  }

  /// Envelope and data, as EventNode writes them.
  static let schema: Node = Schema.object([
    (
      "position",
      ["type": "integer", "description": "The log's position; with the log's name, the event's identity."],
      true
    ),
    ("stream", ["type": "string"], true),
    (
      "version", ["type": "integer", "description": "The stream's count of events, this one included."], true
    ),
    ("type", ["enum": .list(Set(Event.kinds.map(\.type)).sorted().map { .text($0) })], true),
    ("schema_version", ["type": "integer"], true),
    ("occurred_at", ["type": "string", "format": "date-time", "description": "When it happened."], true),
    ("occurred_precision", ["enum": .list(OccurredPrecision.allCases.map { .text($0.rawValue) })], true),
    (
      "recorded_at", ["type": "string", "format": "date-time", "description": "When it was written down."],
      true
    ),
    ("actor", ["type": "string", "description": "Who did it; for analysts, under a pseudonym."], true),
    ("acting_for", ["type": "string", "description": "For which organisation."], true),
    ("role", ["enum": .list(Role.allCases.map { .text($0.rawValue) })], true),
    ("command_id", ["type": "string", "format": "uuid"], true),
    ("correlation_id", nullableText, true),
    ("causation_position", ["type": ["integer", "null"]], true),
    ("corrects_position", ["type": ["integer", "null"]], true),
    (
      "redacted_by",
      [
        "type": ["integer", "null"],
        "description": "Position of the event that says that words of this one were erased.",
      ], true
    ),
    ("visibility", ["enum": .list(Visibility.allCases.map { .text($0.rawValue) })], true),
    ("programme", nullableText, true), ("lea", nullableText, true), ("cycle", nullableText, true),
    (
      "outline",
      ["type": "boolean", "description": "You see that it happened, not what it says: data is null."], true
    ),
    (
      "data",
      [
        "description": "What the event says; its shape follows from its type.",
        "anyOf": .list(
          [["type": "null"]]
            + Event.kinds.map { kind -> Node in ["$ref": .text("#/components/schemas/\(kind.type)")] }),
      ], true
    ),
  ])

  static let cloudEvent: Node = [
    "type": "object", "description": "An event as CloudEvents 1.0 has it.",
    "required": ["specversion", "id", "source", "type"],
    "properties": [
      "specversion": ["const": "1.0"], "id": ["type": "string"], "source": ["type": "string"],
      "type": ["type": "string"], "subject": ["type": "string"],
      "time": ["type": "string", "format": "date-time"],
      "datacontenttype": ["const": "application/json"],
    ],
  ]

  private static let nullableText: Node = ["type": ["string", "null"]]
}
