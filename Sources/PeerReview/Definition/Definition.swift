/// An LEA's own short text on what inclusion means there. The adopted wording stays in force, whatever is
/// drafted after it, until another is adopted.
package struct Definition: Aggregate {
  package static let kind = StreamKind.definition
  package static let home: Home<Definition> = \.definitions

  /// The LEA whose definition it is.
  package let id: OrganisationID
  /// Every wording in order; the number of one is its place, from 1.
  package private(set) var wordings: [Wording] = []
  /// The latest consultation.
  package private(set) var consultation: Consultation?
  package private(set) var adopted: Adoption?

  package struct Wording: Sendable, Equatable {
    package let text: String
    package let elements: [ElementTreatment]
    package let localReasons: String?
  }

  package struct Adoption: Sendable, Equatable {
    /// The number of the wording that was adopted.
    package let version: Int
    package let on: CalendarDay
    package let minuteRef: String
  }

  package struct Consultation: Sendable, Equatable {
    package let groups: [ConsultedGroup]
    package let closes: CalendarDay
    package var responses: [ConsultationResponseRecorded] = []
    package var isClosed = false
  }

  package init(id: String) { self.id = OrganisationID(id) }

  /// The number of the latest wording, 0 before there is any.
  package var statementVersion: Int { wordings.count }
  /// The latest wording.
  package var text: String? { wordings.last?.text }
  /// The wording in force.
  package var adoptedText: String? {
    guard let adopted, wordings.indices.contains(adopted.version - 1) else { return nil }
    return wordings[adopted.version - 1].text
  }

  package mutating func evolve(_ event: DefinitionEvent, _ envelope: Envelope) {
    switch event {
    case .drafted(let e):
      wordings.append(Wording(text: e.text, elements: e.elements, localReasons: e.localReasons))
    case .revised(let e):
      wordings.append(Wording(text: e.text, elements: e.elements, localReasons: e.localReasons))
    case .consultationOpened(let e): consultation = Consultation(groups: e.groups, closes: e.closes)
    case .responseRecorded(let e): consultation?.responses.append(e)
    case .consultationClosed: consultation?.isClosed = true
    case .adopted(let e):
      adopted = Adoption(version: e.statementVersion, on: e.adoptedOn, minuteRef: e.minuteRef)
    }
  }

  package static func id(_ command: DefinitionCommand, actingFor: OrganisationID) -> String? {
    actingFor.text
  }

  package static func place(
    _ command: DefinitionCommand,
    actingFor: OrganisationID,
    _ facts: inout Facts
  ) throws(Refusal) -> Place {
    guard facts.organisation(actingFor)?.kind == .lea else {
      throw Refusal(.notOwnLea, "An LEA defines inclusion for itself, and nobody for it.")
    }
    return Place(lea: actingFor)
  }

  package func decide(
    _ command: DefinitionCommand,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [DefinitionEvent] {
    switch command {
    case .draft(let c): try draft(c, occasion)
    case .revise(let c): try revise(c, occasion)
    case .openConsultation(let c): try openConsultation(c, occasion)
    case .recordResponse(let c): try recordResponse(c, occasion)
    case .closeConsultation: try closeConsultation()
    case .adopt(let c): try adopt(c, &facts, occasion)
    }
  }

  package static let properties: [Property<Definition>] = [
    Property("statement_version", "The number of the latest wording") { $0.statementVersion },
    Property("text", "The latest wording", content: true) { $0.text },
    Property("elements", "What it does with each of the four elements", content: true) {
      $0.wordings.last?.elements
    },
    Property("local_reasons", "Why these words suit this place", content: true) {
      $0.wordings.last?.localReasons
    },
    Property("adopted_version", "The number of the wording in force") { $0.adopted?.version },
    Property("adopted_on", "The day of its adoption") { $0.adopted?.on },
    Property("minute_ref", "The minute that records it") { $0.adopted?.minuteRef },
    Property("adopted_text", "The wording in force", content: true) { $0.adoptedText },
    Property("consulted", "The groups asked in the latest consultation") { $0.consultation?.groups },
    Property("consultation_closes", "Its last day") { $0.consultation?.closes },
    Property("consultation_is_closed", "Whether it is closed") { $0.consultation?.isClosed },
    Property("responses", "What the groups said", content: true) { $0.consultation?.responses },
  ]
}
