/// What may be asked of redactions: one, of texts that have one owner.
package enum RedactionCommand: Sendable {
  case redact(RedactText)
}

/// Words are taken out of events for good; that they were there, and who took them out, stays.
package struct RedactText: Payload {
  package let texts: [TextToRedact]
  package let basis: String
}

extension RedactText {
  package init(_ f: inout Fields) {
    texts = f.parts("texts", "Texts", hint: "All of one owner", count: 1...50)
    basis = f.text(
      "basis", "Basis", hint: "The ground on which they are erased, without repeating them", max: 2000,
      lines: 4, personal: true)
  }
}

/// The texts of one event.
package struct TextToRedact: Payload {
  package let position: Int
  package let fields: [String]
}

extension TextToRedact {
  package init(_ f: inout Fields) {
    position = f.whole("position", "Position of the event", in: 1...9_007_199_254_740_991)
    fields = f.texts(
      "fields", "Fields", hint: "Each by its path, such as statement or sessions[0].with, or what holds it",
      count: 1...500)
  }
}

extension RedactionCommand {
  package static let kinds: [CommandKind] = [
    CommandKind(
      Redaction.self, "RedactText", "redact", "Erase words from events that are recorded already.",
      by: [.dp, .sys], starts: .named, refusals: [.exists], RedactionCommand.redact)
  ]
}
