/// What can stand in a payload alone, written as a tree: the leaf types say how.
package protocol Written: Encodable {
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

extension CalendarDay {
  package func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}
extension Moment {
  package func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}
extension Identifier {
  package func encode(to encoder: any Encoder) throws { try text.encode(to: encoder) }
}

extension Payload {
  /// The payload as an object; what is nil is left out.
  package var node: Node { NodeEncoder.node(of: self) }
  /// The payload as compact JSON, the same bytes every time.
  package var json: String { JSON.text(node) }
}

enum Writing {
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
