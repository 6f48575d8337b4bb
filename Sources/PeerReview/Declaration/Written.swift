/// What can stand in a payload, written as a tree: the leaf types say how, nested payloads go by their
/// properties in the order of their declaration.
package protocol Written {
  var node: Node { get }
}

extension String: Written { package var node: Node { .text(self) } }
extension Int: Written { package var node: Node { .number(String(self)) } }
extension Int64: Written { package var node: Node { .number(String(self)) } }
extension Bool: Written { package var node: Node { .bool(self) } }
extension CalendarDay: Written { package var node: Node { .text(description) } }
extension Moment: Written { package var node: Node { .text(description) } }
extension Optional: Written where Wrapped: Written {
  package var node: Node { self?.node ?? .null }
}

extension Identifier { package var node: Node { .text(text) } }
extension Choice { package var node: Node { .text(rawValue) } }

extension Payload {
  /// The payload as an object; what is nil is left out.
  package var node: Node { Writing.node(of: self) }
  /// The payload as compact JSON, the same bytes every time.
  package var json: String { JSON.text(node) }
}

enum Writing {
  static func node(of value: Any) -> Node {
    let mirror = Mirror(reflecting: value)
    return .object(
      mirror.children.compactMap { child in
        guard let label = child.label, let node = leaf(child.value) else { return nil }
        return Node.Member(snakeCase(label), node)
      })
  }

  /// Any value that a payload may hold, alone.
  static func value(_ value: Any) -> Node { leaf(value) ?? .null }

  /// Nil stands for an absent optional.
  private static func leaf(_ value: Any) -> Node? {
    guard let written = value as? any Written else { return inner(value) }
    let node = written.node
    return node == .null ? nil : node
  }

  private static func inner(_ value: Any) -> Node? {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.flatMap { leaf($0.value) }
    case .collection: return .list(mirror.children.compactMap { leaf($0.value) })
    default: return node(of: value)
    }
  }

  /// A value's property names as they are sent and stored.
  static func names(of value: Any) -> [String] {
    Mirror(reflecting: value).children.compactMap { $0.label.map(snakeCase) }
  }

  /// `whyHighLeverage` → `why_high_leverage`
  static func snakeCase(_ name: String) -> String {
    let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
    guard name.utf8.contains(where: capitals.contains) else { return name }
    var out: [UInt8] = []
    for byte in name.utf8 {
      if capitals.contains(byte) {
        out += [UInt8(ascii: "_"), byte | 0x20]
      } else {
        out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
