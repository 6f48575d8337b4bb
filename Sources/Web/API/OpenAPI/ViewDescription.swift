import PeerReview
import ReadModels

/// How the OpenAPI document describes views.
enum ViewDescription {
  static func list() -> Node {
    var operation = Operation(
      id: "list_views", tag: .views, summary: "What views there are, and their columns.")
    operation.parameters = [Parameter.consortium]
    let view = Schema.object([
      ("name", ["type": "string"], true), ("question", ["type": "string"], true),
      ("version", ["type": "integer"], true), ("href", ["type": "string"], true),
      ("columns", ["type": "array", "items": ["$ref": "#/components/schemas/Column"]], true),
    ])
    let schema = Schema.object([("views", ["type": "array", "items": view], true)])
    operation.answers = [("200", Operation.answer("The views.", [("application/json", schema)]))]
    operation.problems = [ProblemKind(ProblemCode.notAcceptable)]
    operation.scopes = ["read", "report"]
    return operation.node
  }

  static func table(_ kind: ViewKind) -> Node {
    var operation = base(kind, id: "view_\(kind.name)")
    operation.answers = [
      (
        "200",
        Operation.answer(
          "The rows that you may see, in the order of their keys.", headers: headers,
          [("application/json", schema(kind)), ("text/csv", ["type": "string"])])
      ), ("304", unchanged),
    ]
    operation.problems.append(ProblemKind(ProblemCode.notAcceptable))
    return operation.node
  }

  static func csv(_ kind: ViewKind) -> Node {
    var operation = base(kind, id: "csv_\(kind.name)")
    operation.answers = [
      (
        "200",
        Operation.answer(
          "CSV as RFC 4180 has it, with a header row; lists are joined by semicolons.", headers: headers,
          [("text/csv", ["type": "string"])])
      ), ("304", unchanged),
    ]
    return operation.node
  }

  static func metadata(_ kind: ViewKind) -> Node {
    var operation = Operation(
      id: "csvw_\(kind.name)", tag: .views,
      summary: "What the columns of \(kind.name).csv are, as CSVW has it.")
    operation.parameters = [Parameter.consortium]
    operation.answers = [
      ("200", Operation.answer("Metadata for tabular data.", [("application/csvm+json", ["type": "object"])]))
    ]
    operation.scopes = ["read", "report"]
    return operation.node
  }

  private static func base(_ kind: ViewKind, id: String) -> Operation {
    var operation = Operation(id: id, tag: .views, summary: kind.question)
    operation.text = """
      One row per key; the whole table unless `limit` is given. Each column filters by equality: empty for no \
      value, one item for a list. Of `as_at`, `as_at_position`, `as_happened_at` and `changed_after`, one.
      """
    operation.parameters =
      [Parameter.consortium] + reading + kind.columns.map { filter($0) }
      + [Parameter.collegiatePosition, Parameter.ifNoneMatch]
    operation.problems = [ProblemKind(Refusal.Code.epochChanged)]
    operation.scopes = ["read", "report"]
    return operation
  }

  private static let reading: [Node] = [
    Parameter.query(
      "as_at", "As recorded by then: a day, which means its last instant in London, or a time.", dayOrTime,
      example: "2026-01-25"),
    Parameter.query(
      "as_at_position", "As recorded up to this position of the log.",
      ["type": "string", "pattern": "^[0-9]{1,18}$"]),
    Parameter.query(
      "as_happened_at", "As it had happened by then, whenever it was written down.", dayOrTime),
    Parameter.query(
      "seen_by", "`team`: your LEA's rows as the visitors see them.", ["type": "string", "enum": ["team"]]),
    Parameter.query(
      "limit", "At most so many rows; `next` then leads on.",
      [
        "type": "integer", "minimum": ViewRequest.limits.lowerBound.node,
        "maximum": ViewRequest.limits.upperBound.node,
      ]),
    Parameter.query(
      "cursor", "`next` of the page before, with the same other parameters.", ["type": "string"]),
    Parameter.query(
      "changed_after",
      "Only rows that changed since this position, and in `gone` the keys of those that are no more.",
      Parameter.positionSchema),
  ]

  private static let dayOrTime: Node = [
    "type": "string", "anyOf": [["format": "date"], ["format": "date-time"]],
  ]

  private static func filter(_ column: ColumnDescription) -> Node {
    let empty: Node = ["const": ""]
    let schema: Node =
      switch column.type {
      case .text, .list: ["type": "string"]
      case .words(let words): ["type": "string", "enum": .list(words.map { .text($0) } + [""])]
      case .whole: ["type": "string", "pattern": "^(-?[0-9]{1,18})?$"]
      case .flag: ["type": "string", "enum": ["true", "false", ""]]
      case .day: ["type": "string", "anyOf": [["format": "date"], empty]]
      case .moment: ["type": "string", "anyOf": [["format": "date-time"], empty]]
      }
    return Parameter.query(column.name, column.meaning + ".", schema)
  }

  private static let headers = [
    Node.Member("ETag", Operation.header("Changes whenever the answer does; for If-None-Match.")),
    EventDescription.positionHeader, Node.Member("Cache-Control", Operation.header("`private, no-cache`.")),
    Node.Member("Vary", Operation.header("What the answer depends on.")),
    Node.Member(
      "Link",
      Operation.header(
        "`rel=\"next\"`: the next page; `rel=\"describedby\"`: what describes the CSV.", always: false)),
  ]

  private static let unchanged: Node = Operation.answer(
    "What you have still holds.", headers: [Node.Member("ETag", Operation.header("As you sent it."))], [])

  private static func schema(_ kind: ViewKind) -> Node {
    let rows = Schema.object(kind.columns.map { ($0.name, cell($0), true) })
    return Schema.object([
      ("view", ["const": .text(kind.name)], true), ("as_of", ["$ref": "#/components/schemas/AsOf"], true),
      ("columns", ["type": "array", "items": ["$ref": "#/components/schemas/Column"]], true),
      ("rows", ["type": "array", "items": rows], true),
      (
        "gone",
        ["type": "array", "items": ["type": "string"], "description": "With changed_after: row keys."], false
      ),
      ("next", ["type": ["string", "null"], "description": "The cursor of the next page."], true),
    ])
  }

  private static func cell(_ column: ColumnDescription) -> Node {
    let schema: Node =
      switch column.type {
      case .text: ["type": "string"]
      case .words(let words): ["type": "string", "enum": .list(words.map { .text($0) })]
      case .whole: ["type": "integer"]
      case .flag: ["type": "boolean"]
      case .day: ["type": "string", "format": "date"]
      case .moment: ["type": "string", "format": "date-time"]
      case .list: ["type": "array", "items": ["type": "string"]]
      }
    guard case .object(let members) = column.canBeNull ? Schema.orNull(schema) : schema else { return schema }
    let unit = column.unit.map { " Unit: \($0)." } ?? ""
    return .object([Node.Member("description", .text(column.meaning + "." + unit))] + members)
  }

  static let asOf: Node = Schema.object([
    ("epoch", ["type": "integer"], true),
    ("position", ["type": "integer", "description": "The last position that the rows include."], true),
    ("recorded_at", ["type": ["string", "null"], "format": "date-time"], true),
    (
      "parked",
      [
        "type": "array", "items": ["type": "string"],
        "description": "Streams that wait: an event of theirs cannot be read.",
      ],
      true
    ),
  ])

  static let column: Node = Schema.object([
    ("name", ["type": "string"], true),
    ("type", ["enum": ["text", "choice", "whole", "flag", "day", "time", "list"]], true),
    ("meaning", ["type": "string"], true), ("unit", ["type": ["string", "null"]], true),
    ("values", ["type": ["array", "null"], "items": ["type": "string"]], true),
    ("nullable", ["type": "boolean"], true),
  ])
}
