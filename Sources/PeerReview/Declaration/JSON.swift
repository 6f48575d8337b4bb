/// JSON text from and to `Node`, stricter than most: no duplicate names, no NUL, no lone surrogate,
/// a bounded depth. Foundation's decoder drops unknown fields and stops at the first error, so a body
/// is read as a tree first and judged by `Fields`.
package enum JSON {
  package struct Malformed: Error, Equatable {
    package let offset: Int
    package let detail: String
  }

  /// Reads one JSON value that fills the whole text.
  package static func parse(_ bytes: [UInt8], depth: Int = 32) throws(Malformed) -> Node {
    var parser = JSONParser(bytes: bytes, depthLeft: depth)
    return try parser.document()
  }

  package static func parse(_ text: String) throws(Malformed) -> Node { try parse(Array(text.utf8)) }

  /// Compact text, members in their order: the same node always gives the same bytes.
  package static func text(_ node: Node) -> String { String(decoding: bytes(node), as: UTF8.self) }

  /// That text in UTF-8.
  package static func bytes(_ node: Node) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(512)
    write(node, to: &out)
    return out
  }

  package static func write(_ node: Node, to out: inout [UInt8]) {
    switch node {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .number(let literal): out += literal.utf8
    case .text(let text): quote(text, to: &out)
    case .list(let items):
      out.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        write(item, to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      out.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        quote(member.name, to: &out)
        out.append(UInt8(ascii: ":"))
        write(member.value, to: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  private static func quote(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      if bytes.contains(where: isEscaped) {
        for byte in bytes { escape(byte, to: &out) }
      } else {
        out.append(contentsOf: bytes)
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// What is escaped is never a part of another character.
  private static func escape(_ byte: UInt8, to out: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): out += "\\\"".utf8
    case UInt8(ascii: "\\"): out += "\\\\".utf8
    case UInt8(ascii: "\n"): out += "\\n".utf8
    case UInt8(ascii: "\r"): out += "\\r".utf8
    case UInt8(ascii: "\t"): out += "\\t".utf8
    case ..<0x20: out += ((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16)).utf8
    default: out.append(byte)
    }
  }
}

/// The names of one object. The first few are compared one by one, which takes less than to hash them.
private struct Names {
  private var all: Set<String> = []
  private static let few = 8

  /// False where the name stands among the members already, which are those of all former calls.
  mutating func insert(_ name: String, after members: [Node.Member]) -> Bool {
    if members.count < Self.few { return !members.contains { $0.name == name } }
    if all.isEmpty { all = Set(members.map(\.name)) }
    return all.insert(name).inserted
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  var at = 0
  var depthLeft: Int

  init(bytes: [UInt8], depthLeft: Int) {
    self.bytes = bytes
    self.depthLeft = depthLeft
  }

  mutating func document() throws(JSON.Malformed) -> Node {
    skipSpace()
    let node = try value()
    skipSpace()
    guard at == bytes.count else { throw fail("There is text after the end of the JSON value.") }
    return node
  }

  private func fail(_ detail: String) -> JSON.Malformed { JSON.Malformed(offset: at, detail: detail) }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { at += 1 }
  }

  private mutating func value() throws(JSON.Malformed) -> Node {
    switch next {
    case UInt8(ascii: "{"): return try nested { parser throws(JSON.Malformed) in try parser.object() }
    case UInt8(ascii: "["): return try nested { parser throws(JSON.Malformed) in try parser.list() }
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case .some(let byte) where byte == UInt8(ascii: "-") || isDigit(byte): return .number(try number())
    case .some: throw fail("This is not a JSON value.")
    case nil: throw fail("The JSON ends too early.")
    }
  }

  private mutating func nested(
    _ read: (inout JSONParser) throws(JSON.Malformed) -> Node
  ) throws(JSON.Malformed) -> Node {
    guard depthLeft > 0 else { throw fail("The JSON is nested too deeply.") }
    depthLeft -= 1
    at += 1
    let node = try read(&self)
    depthLeft += 1
    return node
  }

  private mutating func object() throws(JSON.Malformed) -> Node {
    var members: [Node.Member] = []
    var names = Names()
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object([]) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fail("A name in double quotes is expected here.") }
      let name = try string()
      guard names.insert(name, after: members) else {
        throw fail("The name \(name.prefix(60)) stands twice.")
      }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw fail("A colon is expected here.") }
      skipSpace()
      members.append(Node.Member(name, try value()))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { throw fail("A comma or a closing brace is expected here.") }
      return .object(members)
    }
  }

  private mutating func list() throws(JSON.Malformed) -> Node {
    var items: [Node] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .list([]) }
    while true {
      skipSpace()
      items.append(try value())
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "]")) else { throw fail("A comma or a closing bracket is expected here.") }
      return .list(items)
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    at += 1
    return true
  }

  private mutating func word(_ word: String, _ node: Node) throws(JSON.Malformed) -> Node {
    guard bytes[at...].starts(with: word.utf8) else { throw fail("This is not a JSON value.") }
    at += word.utf8.count
    return node
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private mutating func digits() throws(JSON.Malformed) {
    guard let byte = next, isDigit(byte) else { throw fail("A digit is expected here.") }
    while let byte = next, isDigit(byte) { at += 1 }
  }

  private mutating func number() throws(JSON.Malformed) -> String {
    let start = at
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func string() throws(JSON.Malformed) -> String {
    at += 1
    var utf8: [UInt8] = []
    var copied = at
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        let rest = bytes[copied..<(at - 1)]
        guard let text = utf8.isEmpty ? text(rest) : text((utf8 + rest)[...]) else {
          throw fail("The text is not UTF-8.")
        }
        return text
      case UInt8(ascii: "\\"):
        utf8 += bytes[copied..<at]
        at += 1
        utf8.append(contentsOf: String(try escaped()).utf8)
        copied = at
      case ..<0x20: throw fail("A control character in text must be escaped.")
      default: at += 1
      }
    }
    throw fail("The text is not closed.")
  }

  /// Nil where the bytes are not UTF-8. Those of ASCII are, and need not be looked at one by one.
  private func text(_ utf8: ArraySlice<UInt8>) -> String? {
    utf8.allSatisfy { $0 < 0x80 }
      ? String(decoding: utf8, as: UTF8.self) : String(validating: utf8, as: UTF8.self)
  }

  private mutating func escaped() throws(JSON.Malformed) -> Character {
    guard let byte = next else { throw fail("The JSON ends too early.") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return Character(try unicode())
    default: throw fail("There is no such escape.")
    }
  }

  private mutating func unicode() throws(JSON.Malformed) -> Unicode.Scalar {
    let first = try hex4()
    if first & 0xfc00 == 0xd800 {
      guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
        throw fail("A lone surrogate is not text.")
      }
      let second = try hex4()
      guard second & 0xfc00 == 0xdc00 else { throw fail("A lone surrogate is not text.") }
      return try scalar(0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff))
    }
    guard first != 0 else { throw fail("The character NUL is not text.") }
    return try scalar(first)
  }

  private func scalar(_ value: UInt32) throws(JSON.Malformed) -> Unicode.Scalar {
    guard let scalar = Unicode.Scalar(value) else { throw fail("A lone surrogate is not text.") }
    return scalar
  }

  private mutating func hex4() throws(JSON.Malformed) -> UInt32 {
    guard at + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16),
      bytes[at] != UInt8(ascii: "+")
    else { throw fail("Four hexadecimal digits are expected here.") }
    at += 4
    return value
  }
}
