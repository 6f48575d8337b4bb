/// A free text in an event's payload, and where it stands there: `sessions[0].with`.
package struct PersonalText: Sendable, Equatable {
  package let path: String
  package let text: String

  /// Whether it holds no words, or none any more.
  var isBlank: Bool { text == Redaction.marker || text.trimmingSpaces.isEmpty }

  /// Whether a path is its own, or that of something that holds it.
  func isNamed(by field: String) -> Bool {
    path == field || path.hasPrefix(field + ".") || path.hasPrefix(field + "[")
  }
}

extension Recorded {
  /// The texts that may hold personal data, as the event's fields are declared.
  package var personalTexts: [PersonalText] {
    let fields = Event.fields(envelope.type, envelope.schemaVersion)
    return fields.contains(where: \.mayBePersonal) ? Self.texts(in: event.payload.node, fields, "") : []
  }

  private static func texts(in node: Node, _ fields: [Field], _ path: String) -> [PersonalText] {
    fields.flatMap { field -> [PersonalText] in
      guard let value = node[field.name] else { return [] }
      return texts(in: value, field.kind, field.personal, path.isEmpty ? field.name : "\(path).\(field.name)")
    }
  }

  private static func texts(
    in node: Node, _ kind: Field.Kind, _ isPersonal: Bool, _ path: String
  ) -> [PersonalText] {
    switch (kind, node) {
    case (.text, .text(let text)): isPersonal ? [PersonalText(path: path, text: text)] : []
    case (.part(let fields), _): texts(in: node, fields, path)
    case (.list(let item, _), .list(let nodes)):
      nodes.enumerated().flatMap { texts(in: $1, item, isPersonal, "\(path)[\($0)]") }
    default: []
    }
  }
}

extension Field {
  /// Whether it is, or holds, free text that may hold personal data.
  fileprivate var mayBePersonal: Bool { personal || kind.parts.contains(where: \.mayBePersonal) }
}

extension Field.Kind {
  fileprivate var parts: [Field] {
    switch self {
    case .part(let fields): fields
    case .list(let item, _): item.parts
    case .text, .id, .day, .moment, .dayOrMoment, .choice, .whole, .flag: []
    }
  }
}

extension Node {
  /// The tree with the marker in place of the texts at these paths.
  package func blanking(_ paths: Set<String>, at path: String = "") -> Node {
    switch self {
    case .text: paths.contains(path) ? .text(Redaction.marker) : self
    case .list(let items):
      .list(items.enumerated().map { $1.blanking(paths, at: "\(path)[\($0)]") })
    case .object(let members):
      .object(
        members.map {
          Member($0.name, $0.value.blanking(paths, at: path.isEmpty ? $0.name : "\(path).\($0.name)"))
        })
    case .null, .bool, .number: self
    }
  }
}
