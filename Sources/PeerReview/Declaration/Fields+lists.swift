/// Lists of each kind. A list that may be empty may also be absent.
extension Fields {
  /// A list of short texts.
  package mutating func texts(
    _ name: String, _ label: String, hint: String = "", count: ClosedRange<Int> = 0...50, max: Int = 200,
    personal: Bool = false
  ) -> [String] {
    let source = source
    return list(
      name, label, hint, .text(max: max, lines: 1), count, personal: personal
    ) { Self.readText($0, source, label, max) }
  }

  package mutating func ids<I: Identifier>(
    _ name: String, _ label: String, hint: String = "", count: ClosedRange<Int> = 0...50
  ) -> [I] {
    let source = source
    return list(name, label, hint, .id(noun: I.noun, pattern: I.pattern), count) {
      Self.readID($0, source, label)
    }
  }

  package mutating func choices<C: Choice>(
    _ name: String, _ label: String, hint: String = "", count: ClosedRange<Int> = 0...50
  ) -> [C] {
    let source = source
    return list(name, label, hint, .choice(Self.options(C.self)), count) {
      Self.readChoice($0, source, label)
    }
  }

  /// A list of nested objects.
  package mutating func parts<P: Payload>(
    _ name: String, _ label: String, hint: String = "", count: ClosedRange<Int> = 0...50
  ) -> [P] {
    describeInner(P.self)
    let source = source
    return list(name, label, hint, .part(Self.describe(P.self)), count) { Self.readPart($0, source, label) }
  }

  private mutating func list<T>(
    _ name: String, _ label: String, _ hint: String, _ item: @autoclosure () -> Field.Kind,
    _ count: ClosedRange<Int>, personal: Bool = false, _ read: (Node) -> Outcome<T>
  ) -> [T] {
    let source = source
    let required = count.lowerBound > 0
    let items: [T]? = field(
      Field(
        name: name, label: label, hint: hint, kind: .list(of: item(), count: count), required: required,
        personal: personal),
      name, label, []
    ) { Self.readItems($0, source, label, count, read) }
    // A list's own type does not say whether it may be absent; its count does.
    if items == nil, required, source != .describing, !errors.contains(where: { $0.field.hasPrefix(name) }) {
      note(name, "missing", "\(label) is missing.")
    }
    return items ?? []
  }

  private static func readItems<T>(
    _ node: Node, _ source: Source, _ label: String, _ count: ClosedRange<Int>, _ read: (Node) -> Outcome<T>
  ) -> Outcome<[T]> {
    guard let nodes = itemNodes(node, source) else {
      return .no("wrong_type", "\(label) must be a list, not \(node.noun).")
    }
    if nodes.isEmpty, source == .form { return .absent }
    if source != .stored, !count.contains(nodes.count) {
      return .no("out_of_range", "\(label) must hold \(words(count)), not \(nodes.count).")
    }
    var items: [T] = []
    var errors: [FieldError] = []
    for (index, node) in nodes {
      switch read(node) {
      case .yes(let item): items.append(item)
      case .no(let found):
        errors += found.map { FieldError(join("[\(index)]", $0.field), $0.code, $0.detail) }
      case .absent where source == .form: continue
      case .absent: errors.append(FieldError("[\(index)]", "missing", "\(label) has an empty item."))
      }
    }
    return errors.isEmpty ? .yes(items) : .no(errors)
  }

  private static func itemNodes(_ node: Node, _ source: Source) -> [(index: String, node: Node)]? {
    switch (node, source) {
    case (.list(let items), _): return items.enumerated().map { (String($0.offset), $0.element) }
    case (.text(let text), .form): return text.isEmpty ? [] : [("0", node)]
    case (.object(let members), .form):
      let indexed = members.compactMap { member in Int(member.name).map { ($0, member.value) } }
      guard indexed.count == members.count else { return nil }
      return indexed.sorted { $0.0 < $1.0 }.map { (String($0.0), $0.1) }
    default: return nil
    }
  }

  private static func words(_ count: ClosedRange<Int>) -> String {
    if count.lowerBound == count.upperBound { return "exactly \(count.lowerBound)" }
    return count.lowerBound == 0
      ? "at most \(count.upperBound)" : "\(count.lowerBound) to \(count.upperBound)"
  }
}
