/// One redaction. Each is a stream of its own, so that it stands in nobody's way: the events that it blanks keep
/// their streams' versions. It belongs to whoever owns the texts.
package struct Redaction: Aggregate {
  package static let kind = StreamKind.redaction
  package static let home: Home<Redaction> = \.redactions

  /// What stands where words were.
  package static let marker = "[redacted]"

  /// Watched by whoever copies words from what is known into an event: they may be gone by the time it is recorded.
  static let mayBlank = Guard([TextRedacted.type])
  /// The events that hold words which their command did not bring.
  package static let copying = [JudgementRevised.type, EvidenceSummaryRevised.type]

  package private(set) var texts: [RedactedText] = []
  package private(set) var basis: String?

  package init(id: String) {}

  package mutating func evolve(_ event: RedactionEvent, _ envelope: Envelope) {
    switch event {
    case .textRedacted(let e): (texts, basis) = (e.texts, e.basis)
    }
  }

  /// An LEA's officer erases its LEA's texts, and the programme's those of no LEA; the product itself, repeating
  /// redactions that a restore has lost, those that it is given.
  package static func place(
    _ command: RedactionCommand, actingFor: OrganisationID, _ facts: inout Facts
  ) throws(Refusal) -> Place {
    guard case .redact(let c) = command else { return .common }
    if actingFor.text == Actor.reservedID {
      return Place(lea: c.texts.first.flatMap { facts.entry(at: Int64($0.position)) }?.envelope.place.lea)
    }
    return Place(lea: facts.organisation(actingFor)?.kind == .lea ? actingFor : nil)
  }

  package func decide(
    _ command: RedactionCommand, _ facts: inout Facts, _ occasion: Occasion
  ) throws(Refusal) -> [RedactionEvent] {
    switch command {
    case .redact(let c):
      let owner = try Self.place(command, actingFor: occasion.actingFor, &facts).lea
      return try redact(c, of: owner, &facts, occasion)
    }
  }

  package static let properties: [Property<Redaction>] = [
    Property("texts", "The events and their fields, with a digest of what is left") { $0.texts },
    Property("basis", "The ground on which they were erased") { $0.basis },
  ]
}
