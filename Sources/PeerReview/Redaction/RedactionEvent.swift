/// What is stored of redactions.
package enum RedactionEvent: AggregateEvent {
  case textRedacted(TextRedacted)

  package static let kinds = [EventKind(.redaction, RedactionEvent.textRedacted)]

  package static func event(_ happened: Self) -> Event { .redaction(happened) }

  package var payload: any EventPayload {
    switch self {
    case .textRedacted(let payload): payload
    }
  }
}

/// Texts are gone, on this basis. Of what is left of each event's payload it holds the digest, since the event's
/// own is of words that nobody has any more.
package struct TextRedacted: EventPayload {
  package static let type = "TextRedacted"
  package let texts: [RedactedText]
  package let basis: String
  package let warningsAccepted: [WarningCode]

  package init(texts: [RedactedText], basis: String, warningsAccepted: [WarningCode]) {
    self.texts = texts
    self.basis = basis
    self.warningsAccepted = warningsAccepted
  }
}

extension TextRedacted {
  package init(_ f: inout Fields) {
    texts = f.parts("texts", "Texts")
    basis = f.text("basis", "Basis", max: 2000, lines: 4, personal: true)
    warningsAccepted = f.choices("warnings_accepted", "Warnings accepted")
  }
}

/// One event's redacted fields, each by its path. `digest` and `salt` are hex: SHA-256 over the salt and what is
/// left of the payload.
package struct RedactedText: Payload {
  package let position: Int
  package let fields: [String]
  package let digest: String
  package let salt: String

  package init(position: Int, fields: [String], digest: String, salt: String) {
    self.position = position
    self.fields = fields
    self.digest = digest
    self.salt = salt
  }
}

extension RedactedText {
  package init(_ f: inout Fields) {
    position = f.whole("position", "Position of the event", in: 1...9_007_199_254_740_991)
    fields = f.texts("fields", "Fields")
    digest = f.text("digest", "Digest", max: 64)
    salt = f.text("salt", "Salt", max: 32)
  }
}
