/// One of the district-level things that help or hinder inclusion.
package struct Factor: Payload {
  package let id: FactorID
  package let name: String
  /// The other factors rest on it.
  package let isSuperordinate: Bool
}

extension Factor {
  package init(_ f: inout Fields) {
    id = f.id("id", "Factor")
    name = f.text("name", "Name")
    isSuperordinate = f.flag("is_superordinate", "Superordinate", hint: "The other factors rest on it")
  }
}

/// A question that an LEA puts to itself; its id keeps its lineage over the versions.
package struct Question: Payload {
  package let id: QuestionID
  package let factor: FactorID
  package let text: String
  /// No longer asked; its id is not given again.
  package let isRetired: Bool
}

extension Question {
  package init(_ f: inout Fields) {
    id = f.id("id", "Question")
    factor = f.id("factor", "Factor")
    text = f.text("text", "The question", max: 1000, lines: 3)
    isRetired = f.flag("is_retired", "Retired", hint: "No longer asked")
  }
}

/// Steps on which an LEA may place its own view of a question; a cycle picks one scale, or none.
package struct Scale: Payload {
  package let name: String
  package let steps: [ScaleStep]

  /// The step that every scale has: not knowing yet is an answer.
  package static let cannotYetSay = "cannot_yet_say"
}

extension Scale {
  package init(_ f: inout Fields) {
    name = f.text("name", "Name", max: 40)
    steps = f.parts("steps", "Steps", count: 2...12)
  }
}

/// One step of a scale, with what it means in prose.
package struct ScaleStep: Payload {
  /// In snake_case: `not_yet`.
  package let step: String
  package let prose: String
}

extension ScaleStep {
  package init(_ f: inout Fields) {
    step = f.text("step", "Step", hint: "Small letters, digits and underscores: not_yet", max: 40)
    prose = f.text(
      "prose",
      "What it means",
      hint: "So that two people would pick the same",
      max: 1000,
      lines: 3
    )
    f.check(
      SnakeCase.allows(step),
      "step",
      "invalid_id",
      "A step's name is of small letters, digits and underscores: not_yet."
    )
  }
}

/// The form of names that are stored as words: `cannot_yet_say`.
enum SnakeCase {
  static func allows(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7a).contains(first) else { return false }
    return text.utf8.allSatisfy {
      (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
    }
  }
}
