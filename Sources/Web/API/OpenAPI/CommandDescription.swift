import PeerReview

/// How the OpenAPI document describes commands.
enum CommandDescription {
  static func operation(_ kind: CommandKind) -> Node {
    var operation = Operation(id: id(kind), tag: .commands, summary: kind.summary)
    operation.text = text(kind)
    operation.parameters = parameters(kind)
    operation.body = body(kind)
    operation.answers = answers(kind)
    operation.problems = problems(kind)
    operation.scopes = ["command"]
    return operation.node
  }

  /// `ScheduleVisit` → `schedule_visit`.
  static func id(_ kind: CommandKind) -> String {
    kind.title.reduce(into: "") { out, character in
      if character.isUppercase, !out.isEmpty { out += "_" }
      out += character.lowercased()
    }
  }

  private static func text(_ kind: CommandKind) -> String {
    var roles = kind.roles.filter { $0 != .sys }.map(\.label)
    if kind.anyReader { roles.append("anybody who may see it") }
    var text = "`\(kind.title)`. For: \(roles.joined(separator: ", "))."
    if kind.isOwnLeaOnly {
      text += " The LEA alone decides this: anybody acting for another gets `not_own_lea`."
    }
    return text
  }

  private static func parameters(_ kind: CommandKind) -> [Node] {
    var parameters = [Parameter.consortium]
    if kind.starts == .no, !kind.stream.isSingle { parameters.append(Parameter.id(kind.stream)) }
    return parameters + [Parameter.idempotencyKey, Parameter.ifMatch, Parameter.prefer]
  }

  private static func body(_ kind: CommandKind) -> Node {
    let fields = kind.fields()
    return [
      "description": "The command's fields; all that are wrong are named at once.",
      "required": .bool(fields.contains { $0.required }),
      "content": [
        "application/json": [
          "schema": ["$ref": .text("#/components/schemas/\(kind.title)")], "example": Example.body(fields),
        ]
      ],
    ]
  }

  /// The schema of the body: ids that are also names of commands are reserved.
  static func schema(_ kind: CommandKind) -> Node {
    let schema = Schema.input(kind.fields())
    guard kind.starts == .named, case .object(let members) = schema else { return schema }
    let reserved = Node.list(CommandOperation.reserved(kind.stream).map { .text($0) })
    return .object(
      members.map { member in
        guard member.name == "properties", case .object(let properties) = member.value else { return member }
        return Node.Member(
          "properties",
          .object(
            properties.map { property in
              guard property.name == "id", case .object(let parts) = property.value else { return property }
              return Node.Member("id", .object(parts + [Node.Member("not", ["enum": reserved])]))
            }))
      })
  }

  private static func answers(_ kind: CommandKind) -> [(status: String, node: Node)] {
    let schema: Node = ["$ref": .text("#/components/schemas/\(kind.stream.rawValue)_recorded")]
    var headers = [
      Node.Member("ETag", Operation.header("The stream's version now, for If-Match.")),
      Node.Member(
        "Collegiate-Position",
        Operation.header("Send it with a read that must include this.", Parameter.positionSchema)),
      Node.Member(
        "Idempotency-Replayed",
        Operation.header(
          "`true` on the repeated answer to a repeated command.", ["const": "true"], always: false)),
    ]
    let done = Operation.answer(
      "It is recorded, or held already: then `events` is empty.", headers: headers,
      [("application/json", schema)])
    headers.append(Node.Member("Location", Operation.header("Where the state of what was started is read.")))
    let started = Operation.answer(
      "It is recorded, and began something new.", headers: headers, links: links(kind),
      [("application/json", schema)])
    return kind.starts == .no && !kind.stream.isSingle ? [("200", done)] : [("200", done), ("201", started)]
  }

  /// What can be asked of what was started.
  private static func links(_ kind: CommandKind) -> Node? {
    guard !kind.stream.isSingle else { return nil }
    let following = CommandKind.all.filter { $0.stream == kind.stream && $0.starts == .no }
    return .object(
      ([StreamDescription.id(kind.stream)] + following.map { id($0) }).map { operation in
        Node.Member(
          operation,
          [
            "operationId": .text(operation),
            "parameters": ["consortium": "$request.path.consortium", "id": "$response.body#/id"],
          ])
      })
  }

  private static func problems(_ kind: CommandKind) -> [ProblemKind] {
    var codes: [Refusal.Code] = [
      .staleVersion, .wrongState, .notPermitted, .agreementMissing, .unknownReference, .reasonRequired,
      .invalidDate,
      .commandReused, .acknowledgementRequired, .exists, .busy,
    ]
    if kind.isOwnLeaOnly { codes.append(.notOwnLea) }
    return (codes + kind.refusals).map { ProblemKind($0) }
      + [ProblemCode.malformedJSON, .bodyTooLarge, .unsupportedMediaType, .readsOnly].map { ProblemKind($0) }
  }

  /// What a command on a stream of this kind answers.
  static func recorded(_ stream: StreamKind) -> Node {
    Schema.object([
      ("stream", ["type": "string", "description": "The stream that the command was about."], true),
      ("id", ["type": "string", "description": "Its id in paths."], true),
      ("version", ["type": "integer", "description": "The stream's count of events."], true),
      ("position", ["type": "integer", "description": "The log's position after the command."], true),
      ("recorded_at", ["type": "string", "format": "date-time"], true),
      (
        "events",
        ["type": "array", "items": ["$ref": .text("#/components/schemas/\(stream.rawValue)_event")]], true
      ),
      (
        "warnings",
        [
          "type": "array",
          "description": "The warnings that were acknowledged, and are stored with the events.",
          "items": ["type": "string"],
        ], true
      ),
    ])
  }

  /// An event of a stream of this kind, as a command answers it.
  static func event(_ stream: StreamKind) -> Node {
    let kinds = Event.kinds.filter { $0.stream == stream }
    return [
      "anyOf": .list(
        kinds.map { kind in
          Schema.object([
            ("position", ["type": "integer"], true), ("type", ["const": .text(kind.type)], true),
            ("data", ["$ref": .text("#/components/schemas/\(kind.type)")], true),
          ])
        })
    ]
  }
}
