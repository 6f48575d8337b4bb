/// Reads a payload's fields from a tree, or describes them: whichever its source says. It never throws
/// while fields are read: an unreadable field yields a placeholder and is noted, and `Fields.read`
/// throws all that was noted at once, so that no placeholder gets out.
package struct Fields {
  package enum Source: Sendable {
    case json
    /// Values are text, and empty text is an absent field.
    case form
    /// What was stored once is true: unknown fields and wrong types still stop, limits and emptiness do not
    /// (limits may be lowered later, redaction blanks text).
    case stored
    case describing
  }

  package let source: Source
  private let members: [Node.Member]
  private var taken: [String] = []
  package private(set) var errors: [FieldError] = []
  package private(set) var described: [Field] = []
  /// While describing: declared names that are not those of the properties, of nested payloads too.
  private(set) var disagreements: [String] = []

  init(_ source: Source, _ members: [Node.Member]) {
    self.source = source
    self.members = members
  }

  /// Reads one payload from a tree.
  package static func read<P: Payload>(
    _ type: P.Type = P.self, from node: Node, _ source: Source
  ) throws(InvalidInput) -> P {
    guard case .object(let members) = node else {
      throw InvalidInput([FieldError("", "wrong_type", "The body must be an object, not \(node.noun).")])
    }
    var fields = Fields(source, members)
    let payload = P(&fields)
    fields.refuseUnknown()
    guard fields.errors.isEmpty else { throw InvalidInput(fields.errors) }
    return payload
  }

  /// The payload's fields, as declared.
  package static func describe<P: Payload>(_ type: P.Type) -> [Field] {
    var fields = Fields(.describing, [])
    _ = P(&fields)
    return fields.described
  }

  /// Where a payload's properties and declared names differ: the one mistake that the compiler lets pass
  /// (two fields of one type swapped, a name misspelt). A test asks this of every payload.
  package static func disagreements<P: Payload>(_ type: P.Type) -> [String] {
    var fields = Fields(.describing, [])
    let properties = Writing.names(of: P(&fields))
    let declared = fields.described.map(\.name)
    let own = properties == declared ? [] : ["\(P.self): properties \(properties), declared \(declared)"]
    return own + fields.disagreements
  }

  mutating func describeInner<P: Payload>(_ type: P.Type) {
    if source == .describing { disagreements += Self.disagreements(P.self) }
  }

  private mutating func refuseUnknown() {
    for member in members where !taken.contains(member.name) {
      errors.append(
        FieldError(member.name, "unknown_field", "There is no field \(member.name.prefix(60)) here."))
    }
  }

  /// A rule over fields that were read; not asked where something before it is already wrong.
  package mutating func check(
    _ holds: @autoclosure () -> Bool, _ field: String, _ code: String, _ detail: @autoclosure () -> String
  ) {
    guard source != .describing, source != .stored, errors.isEmpty, !holds() else { return }
    errors.append(FieldError(field, code, detail()))
  }

  mutating func note(_ field: String, _ code: String, _ detail: String) {
    errors.append(FieldError(field, code, detail))
  }

  enum Outcome<T> {
    case yes(T)
    case no([FieldError])
    case absent

    static func no(_ code: String, _ detail: String) -> Self { .no([FieldError("", code, detail)]) }
  }

  /// What every kind of field does: describe itself, or find its node, read it and note what is wrong.
  mutating func field<T, V: Slot<T>>(
    _ declared: @autoclosure () -> Field, _ name: String, _ label: String,
    _ placeholder: @autoclosure () -> T, _ read: (Node) -> Outcome<T>
  ) -> V {
    if source == .describing {
      described.append(declared())
      return V(slot: nil, else: placeholder())
    }
    if let member = members.first(where: { $0.name == name }) {
      taken.append(name)
      switch member.value == .null ? .absent : read(member.value) {
      case .yes(let value): return V(slot: value, else: placeholder())
      case .no(let found):
        errors += found.map { FieldError(Self.join(name, $0.field), $0.code, $0.detail) }
        return V(slot: nil, else: placeholder())
      case .absent: break
      }
    }
    if V.required { errors.append(FieldError(name, "missing", "\(label) is missing.")) }
    return V(slot: nil, else: placeholder())
  }

  /// `sessions` and `[0].with` → `sessions[0].with`
  static func join(_ name: String, _ rest: String) -> String {
    rest.isEmpty || rest.hasPrefix("[") ? name + rest : name + "." + rest
  }
}
