/// A form body (`application/x-www-form-urlencoded`) as a tree: `sessions[0][where]=x` nests, a name that
/// stands several times becomes a list. Indexes may have gaps; the index sent is kept for the errors.
package enum FormBody {
  package struct Malformed: Error, Equatable { package let detail: String }

  /// Reads a form body; every value is text.
  package static func parse(_ bytes: [UInt8]) throws(Malformed) -> Node {
    var root = Branch()
    for pair in bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true) {
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let name = try decode(parts[0])
      let value = parts.count > 1 ? try decode(parts[1]) : ""
      try root.add(value, at: path(name)[...])
    }
    return root.node
  }

  private static func decode(_ bytes: ArraySlice<UInt8>) throws(Malformed) -> String {
    var out: [UInt8] = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      if bytes[at] == UInt8(ascii: "+") {
        out.append(0x20)
      } else if bytes[at] == UInt8(ascii: "%") {
        guard at + 2 < bytes.endIndex,
          let byte = UInt8(String(decoding: bytes[(at + 1)...(at + 2)], as: UTF8.self), radix: 16)
        else {
          throw Malformed(detail: "A percent sign in the form is not followed by two hexadecimal digits.")
        }
        out.append(byte)
        at += 2
      } else {
        out.append(bytes[at])
      }
      at += 1
    }
    guard let text = String(validating: out, as: UTF8.self), !text.unicodeScalars.contains("\0") else {
      throw Malformed(detail: "The form holds something that is not text.")
    }
    return text
  }

  /// `sessions[0][where]` → `sessions`, `0`, `where`.
  private static func path(_ name: String) -> [String] {
    name.split(separator: "[", omittingEmptySubsequences: false).map { part in
      part.hasSuffix("]") ? String(part.dropLast()) : String(part)
    }
  }

  private struct Branch {
    var texts: [String] = []
    var children: [(name: String, branch: Branch)] = []

    mutating func add(_ value: String, at path: ArraySlice<String>) throws(Malformed) {
      guard let first = path.first else {
        texts.append(value)
        return
      }
      guard path.count <= 8 else { throw Malformed(detail: "A field name is nested too deeply.") }
      let index = children.firstIndex { $0.name == first } ?? children.endIndex
      if index == children.endIndex { children.append((first, Branch())) }
      try children[index].branch.add(value, at: path.dropFirst())
    }

    var node: Node {
      if children.isEmpty {
        return texts.count == 1 ? .text(texts[0]) : .list(texts.map { .text($0) })
      }
      return .object(children.map { Node.Member($0.name, $0.branch.node) })
    }
  }
}
