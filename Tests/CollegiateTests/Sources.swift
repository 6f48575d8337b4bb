import Foundation
import Testing

/// The house's own sources, for the tests that hold them to what `Sources/README.md` says.
struct SourceFile: Sendable, CustomTestStringConvertible {
  /// As from the root: `Sources/Web/API/API.swift`.
  let path: String
  let lines: [String]

  var testDescription: String { path }
  /// `Web` of `Sources/Web/API/API.swift`.
  var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// The modules that it imports.
  var imports: [String] {
    lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let at = words.firstIndex(of: "import"), at < 2,
        words[..<at].allSatisfy({ $0.hasPrefix("@") || $0 == "package" || $0 == "private" })
      else { return nil }
      return words.last.map { String($0.prefix { $0 != "." }) }
    }
  }

  /// Its lines without comments, texts and patterns.
  let code: [String]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    code = Self.stripped(lines)
  }

  private static func stripped(_ lines: [String]) -> [String] {
    var isText = false
    return lines.map { line in
      let fences = line.components(separatedBy: fence).count - 1
      defer { if fences % 2 == 1 { isText.toggle() } }
      return isText || fences > 0 ? "" : stripped(line)
    }
  }

  private static let fence = String(repeating: "\"", count: 3)

  /// One line, cut at its comment, with nothing left between what opens and what closes a text or a pattern.
  private static func stripped(_ line: String) -> String {
    var rest = line[...]
    var out = ""
    while let next = rest.first {
      if rest.hasPrefix("//") { break }
      if let closing = ["#\"": "\"#", "#/": "/#"].first(where: { rest.hasPrefix($0.key) })?.value {
        rest = rest.dropFirst(2)
        while !rest.isEmpty, !rest.hasPrefix(closing) { rest = rest.dropFirst() }
        rest = rest.dropFirst(2)
      } else if next == "\"" {
        rest = rest.dropFirst()
        while let inner = rest.first, inner != "\"" { rest = rest.dropFirst(inner == "\\" ? 2 : 1) }
        rest = rest.dropFirst()
      } else {
        out.append(next)
        rest = rest.dropFirst()
      }
    }
    return out
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Read once for all tests.
  static func all(in folder: String) throws -> [SourceFile] {
    try (folder == "Sources" ? sources : tests).get()
  }

  private static let sources = Result { try read("Sources") }
  private static let tests = Result { try read("Tests") }

  private static func read(_ folder: String) throws -> [SourceFile] {
    let base = root.appendingPathComponent(folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: base.path)
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      let text = try String(contentsOf: base.appendingPathComponent(name), encoding: .utf8)
      return SourceFile(path: "\(folder)/\(name)", text: text)
    }
  }
}
