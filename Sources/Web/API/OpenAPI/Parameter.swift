import PeerReview

/// Parameter objects that several operations share.
enum Parameter {
  static func node(
    _ name: String, in place: String, _ meaning: String, _ schema: Node, example: Node? = nil,
    required: Bool = false
  ) -> Node {
    var members = [
      Node.Member("name", .text(name)), Node.Member("in", .text(place)),
      Node.Member("description", .text(meaning)), Node.Member("schema", schema),
    ]
    if required { members.append(Node.Member("required", true)) }
    if let example { members.append(Node.Member("example", example)) }
    return .object(members)
  }

  static func query(_ name: String, _ meaning: String, _ schema: Node, example: Node? = nil) -> Node {
    node(name, in: "query", meaning, schema, example: example)
  }

  static let consortium = node(
    "consortium", in: "path", "The consortium's short name: the token's own.",
    ["type": "string", "pattern": "^[a-z0-9][a-z0-9\\-]{0,62}$"], example: "six-dales", required: true)

  static func id(_ stream: StreamKind) -> Node {
    node(
      "id", in: "path", "The \(stream.rawValue)'s id.",
      ["type": "string", "pattern": .text("^(\(stream.idPattern))$")],
      example: .text(Example.id(stream.rawValue)), required: true)
  }

  static let positionSchema: Node = ["type": "string", "pattern": .text("^\(PositionToken.pattern)$")]

  static let collegiatePosition = node(
    "Collegiate-Position", in: "header",
    "What an earlier answer's header of this name said: the answer then includes everything up to there, or is 503.",
    positionSchema, example: "1:0")

  static let ifNoneMatch = node(
    "If-None-Match", in: "header", "The ETag of an answer that you have: 304 where it still holds.",
    ["type": "string"])

  static let ifMatch = node(
    "If-Match", in: "header",
    "The version that you saw, as ETag gave it: where the content changed since, the command is refused with 412.",
    ["type": "string", "pattern": "^(\\*|\"[0-9]{1,9}\")$"], example: "\"3\"")

  static let idempotencyKey = node(
    "Idempotency-Key", in: "header",
    "A UUID of your choice. Sent again with the same request, it gets the first answer and nothing is done twice.",
    ["type": "string", "format": "uuid"], example: "0198c0de-0000-7000-8000-000000000001")

  static let prefer = node(
    "Prefer", in: "header",
    "`wait=0` does not wait for the views; they are up to date when this answers, in any case.",
    ["type": "string"])
}
