import PeerReview

/// JSON Schemas of declared fields.
enum Schema {
  /// What a client may send: the same limits that the reader holds it to.
  static func input(_ fields: [Field]) -> Node {
    object(
      fields.map { field in
        let kind = of(field.kind, limited: true)
        return (field.name, describe(field.required ? kind : orNull(kind), as: field), field.required)
      })
  }

  /// What the log holds: names and types without limits, since they may have been others, and redaction
  /// blanks text.
  static func stored(_ fields: [Field]) -> Node {
    object(fields.map { ($0.name, describe(of($0.kind, limited: false), as: $0), $0.required) })
  }

  static func object(_ properties: [(name: String, schema: Node, required: Bool)]) -> Node {
    let required = properties.filter(\.required).map { Node.text($0.name) }
    var members = [
      Node.Member("type", "object"), Node.Member("additionalProperties", false),
      Node.Member("properties", .object(properties.map { Node.Member($0.name, $0.schema) })),
    ]
    if !required.isEmpty { members.append(Node.Member("required", .list(required))) }
    return .object(members)
  }

  /// Not white space alone, and no NUL, which PostgreSQL cannot hold.
  private static let someText = "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$"

  private static func of(_ kind: Field.Kind, limited: Bool) -> Node {
    switch kind {
    case .text(let max, _):
      limited
        ? ["type": "string", "minLength": 1, "maxLength": max.node, "pattern": .text(someText)]
        : ["type": "string"]
    case .id(_, let pattern):
      limited ? ["type": "string", "pattern": .text("^(\(pattern))$")] : ["type": "string"]
    case .day: ["type": "string", "format": "date"]
    case .moment: ["type": "string", "format": "date-time"]
    case .dayOrMoment:
      limited
        ? ["type": "string", "anyOf": [["format": "date"], ["format": "date-time"]]]
        : ["type": "string", "format": "date-time"]
    case .choice(let options): ["type": "string", "enum": .list(options.map { .text($0.value) })]
    case .whole(let range):
      limited
        ? ["type": "integer", "minimum": range.lowerBound.node, "maximum": range.upperBound.node]
        : ["type": "integer"]
    case .flag: ["type": "boolean"]
    case .list(let item, let count):
      limited
        ? [
          "type": "array", "items": of(item, limited: true), "minItems": count.lowerBound.node,
          "maxItems": count.upperBound.node,
        ] : ["type": "array", "items": of(item, limited: false)]
    case .part(let fields): limited ? input(fields) : stored(fields)
    }
  }

  /// Null is as good as absence where a field may be absent.
  static func orNull(_ schema: Node) -> Node {
    guard case .object(let members) = schema else { return schema }
    return .object(
      members.map { member in
        switch (member.name, member.value) {
        case ("type", .text(let type)): Node.Member("type", .list([.text(type), "null"]))
        case ("enum", .list(let values)): Node.Member("enum", .list(values + [.null]))
        default: member
        }
      })
  }

  private static func describe(_ schema: Node, as field: Field) -> Node {
    guard case .object(let members) = schema else { return schema }
    var text = field.label + "."
    if !field.hint.isEmpty { text += " " + field.hint + "." }
    if case .choice(let options) = field.kind {
      text += " " + options.map { "`\($0.value)`: \($0.label)" }.joined(separator: "; ") + "."
    }
    if case .id(let noun, _) = field.kind { text += " The id of a \(noun)." }
    if field.personal { text += " Free text: name nobody in it who need not be named." }
    return .object([Node.Member("description", .text(text))] + members)
  }
}
