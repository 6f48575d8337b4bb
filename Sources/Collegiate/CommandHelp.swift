import PeerReview

/// A command's declaration as text for a terminal.
enum CommandHelp {
  static func line(_ kind: CommandKind) -> String {
    kind.path.padding(44) + kind.summary
  }

  static func page(_ kind: CommandKind) -> String {
    let roles = kind.roles.filter { $0 != .sys }.map(\.label).joined(separator: ", ")
    var lines = [
      "\(kind.path) (\(kind.title))", kind.summary,
      "For: \(kind.anyReader ? "anybody who may see it" : roles)",
    ]
    if kind.isOwnLeaOnly { lines.append("The LEA's own alone: nobody else may, whatever the role.") }
    if !kind.refusals.isEmpty {
      lines.append("May be refused with: " + kind.refusals.map(\.rawValue).joined(separator: ", "))
    }
    lines.append("")
    lines += kind.fields().flatMap { fieldLines($0, indent: "  ") }
    return lines.joined(separator: "\n")
  }

  private static func fieldLines(_ field: Field, indent: String) -> [String] {
    let note = [field.required ? "required" : nil, words(field.kind), field.hint.isEmpty ? nil : field.hint]
      .compactMap { $0 }.joined(separator: "; ")
    let own = [indent + field.name.padding(24) + field.label + " (" + note + ")"]
    return own + parts(field.kind).flatMap { fieldLines($0, indent: indent + "  ") }
  }

  private static func parts(_ kind: Field.Kind) -> [Field] {
    switch kind {
    case .part(let fields): fields
    case .list(let item, _): parts(item)
    default: []
    }
  }

  private static func words(_ kind: Field.Kind) -> String {
    switch kind {
    case .text(let max, _): "text, at most \(max) characters"
    case .id(let noun, _): "id of a \(noun)"
    case .day: "day, 2026-01-20"
    case .moment: "time, 2026-01-20T09:30:00Z"
    case .dayOrMoment: "day or time"
    case .choice(let options): options.map(\.value).joined(separator: " | ")
    case .whole(let range): "whole number, \(range.lowerBound) to \(range.upperBound)"
    case .flag: "true or false"
    case .list(let item, let count): "list of \(count.lowerBound) to \(count.upperBound): \(words(item))"
    case .part: "object"
    }
  }
}

extension String {
  /// Filled with spaces to a width, for columns on a terminal; always one space at the least.
  func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
