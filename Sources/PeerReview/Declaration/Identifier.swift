/// An id is a type of its own, so that a visit is never taken for a cycle. Text as sent and stored.
package protocol Identifier: Hashable, Sendable, CustomStringConvertible, Written, Slot where Value == Self {
  /// What the id names, for errors: `visit`.
  static var noun: String { get }
  var text: String { get }
  /// Takes any text: for what was read back or checked before.
  init(_ text: String)
  /// Whether text from outside may be this id.
  static func allows(_ text: String) -> Bool
  /// The same as a regular expression, for schema and form.
  static var pattern: String { get }
}

extension Identifier {
  package var description: String { text }
  package static var required: Bool { true }

  package static func allows(_ text: String) -> Bool { Slug.allows(text) }
  package static var pattern: String { Slug.pattern }
}

/// The form of every id that people choose: `[a-z0-9][a-z0-9.-]{0,62}`.
package enum Slug {
  package static let pattern = "[a-z0-9][a-z0-9.\\-]{0,62}"

  package static func allows(_ text: String) -> Bool {
    guard (1...63).contains(text.utf8.count), let first = text.utf8.first, isAlphanumeric(first) else {
      return false
    }
    return text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte)
  }
}

package struct PersonID: Identifier {
  package static let noun = "person"
  package let text: String
  package init(_ text: String) { self.text = text }
}

package struct OrganisationID: Identifier {
  package static let noun = "organisation"
  package let text: String
  package init(_ text: String) { self.text = text }
}

package struct ProgrammeID: Identifier {
  package static let noun = "programme"
  package let text: String
  package init(_ text: String) { self.text = text }
}

package struct AgreementID: Identifier {
  package static let noun = "agreement"
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// One version of the framework instrument.
package struct FrameworkID: Identifier {
  package static let noun = "framework"
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// `11`
package struct FactorID: Identifier {
  package static let noun = "factor"
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// `11.2`; keeps its lineage over the versions of the framework.
package struct QuestionID: Identifier {
  package static let noun = "question"
  package let text: String
  package init(_ text: String) { self.text = text }
}

package struct CycleID: Identifier {
  package static let noun = "cycle"
  package let text: String
  package init(_ text: String) { self.text = text }
}

package struct EvidenceID: Identifier {
  package static let noun = "evidence"
  package let text: String
  package init(_ text: String) { self.text = text }
}

/// `ash-2025:11.2`: the cycle and the question.
package struct JudgementID: Identifier {
  package static let noun = "judgement"
  package let text: String
  package init(_ text: String) { self.text = text }

  package init(_ cycle: CycleID, _ question: QuestionID) { text = cycle.text + ":" + question.text }

  package static let pattern = Slug.pattern + ":" + Slug.pattern

  package static func allows(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { Slug.allows(String($0)) }
  }

  package var cycle: CycleID { CycleID(String(text.prefix { $0 != ":" })) }
  package var question: QuestionID { QuestionID(String(text.drop { $0 != ":" }.dropFirst())) }
}

package struct VisitID: Identifier {
  package static let noun = "visit"
  package let text: String
  package init(_ text: String) { self.text = text }
}

package struct InterruptionID: Identifier {
  package static let noun = "interruption"
  package let text: String
  package init(_ text: String) { self.text = text }
}

package struct ActionID: Identifier {
  package static let noun = "action"
  package let text: String
  package init(_ text: String) { self.text = text }
}
