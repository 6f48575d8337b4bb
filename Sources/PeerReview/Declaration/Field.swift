/// What is declared of one field: enough for its schema, its form, its `--help` and its dictionary entry.
package struct Field: Sendable, Equatable {
  package let name: String
  package let label: String
  package let hint: String
  package let kind: Kind
  package let required: Bool
  /// Free text that may hold personal data, and that redaction may therefore blank.
  package let personal: Bool

  package indirect enum Kind: Sendable, Equatable {
    /// Length in Unicode scalars; `lines` is the height of its box in a form.
    case text(max: Int, lines: Int)
    case id(noun: String, pattern: String)
    case day
    case moment
    /// A day or a moment, as `occurred_at` takes both.
    case dayOrMoment
    case choice([Option])
    case whole(ClosedRange<Int>)
    case flag
    case list(of: Kind, count: ClosedRange<Int>)
    case part([Field])
  }

  package struct Option: Sendable, Equatable {
    package let value: String
    package let label: String
  }
}

/// One thing that is wrong with the input: the field's path, a code for scripts, a sentence for people.
package struct FieldError: Sendable, Equatable, CustomStringConvertible {
  package let field: String
  package let code: String
  package let detail: String

  package init(_ field: String, _ code: String, _ detail: String) {
    self.field = field
    self.code = code
    self.detail = detail
  }

  package var description: String { "\(field): \(code): \(detail)" }
}

/// All that is wrong with one body, so that it can be mended in one go.
package struct InvalidInput: Error, Sendable, Equatable {
  package let errors: [FieldError]

  package init(_ errors: [FieldError]) { self.errors = errors }
}
