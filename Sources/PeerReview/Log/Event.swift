/// Everything that can stand in a consortium's log.
package enum Event: Sendable {
  case programme(ProgrammeEvent)
  case organisations(OrganisationsEvent)
  case agreement(AgreementEvent)
  case framework(FrameworkEvent)
  case definition(DefinitionEvent)
  case cycle(CycleEvent)
  case evidence(EvidenceEvent)
  case judgement(JudgementEvent)
  case visit(VisitEvent)
  case interruption(InterruptionEvent)
  case action(ActionEvent)
  case person(PersonEvent)
  case redaction(RedactionEvent)

  package var payload: any EventPayload {
    switch self {
    case .programme(let event): event.payload
    case .organisations(let event): event.payload
    case .agreement(let event): event.payload
    case .framework(let event): event.payload
    case .definition(let event): event.payload
    case .cycle(let event): event.payload
    case .evidence(let event): event.payload
    case .judgement(let event): event.payload
    case .visit(let event): event.payload
    case .interruption(let event): event.payload
    case .action(let event): event.payload
    case .person(let event): event.payload
    case .redaction(let event): event.payload
    }
  }

  /// Every type of event, with how it is read back.
  package static let kinds: [EventKind] =
    ProgrammeEvent.kinds + OrganisationsEvent.kinds + AgreementEvent.kinds + FrameworkEvent.kinds
    + DefinitionEvent.kinds + CycleEvent.kinds + EvidenceEvent.kinds + JudgementEvent.kinds + VisitEvent.kinds
    + InterruptionEvent.kinds + ActionEvent.kinds + PersonEvent.kinds + RedactionEvent.kinds

  private static let byType = Dictionary(
    kinds.map { ("\($0.type) \($0.schemaVersion)", $0) }, uniquingKeysWith: { first, _ in first })

  /// The declared fields of each type and version: to describe a payload costs more than to read one.
  private static let fieldsByType = byType.mapValues { $0.fields() }

  /// The fields of a type of event by its name on disk; none where this program does not know it.
  static func fields(_ type: String, _ schemaVersion: Int) -> [Field] {
    fieldsByType["\(type) \(schemaVersion)"] ?? []
  }

  /// An event as it was stored; throws where the log holds a type, a version or a shape that this program
  /// does not know.
  package static func read(type: String, schemaVersion: Int, _ node: Node) throws(InvalidInput) -> Event {
    guard let kind = byType["\(type) \(schemaVersion)"] else {
      throw InvalidInput([
        FieldError("type", "unknown_event", "This program does not know \(type) in version \(schemaVersion).")
      ])
    }
    return try kind.read(node)
  }

  /// A comment never blocks somebody else's edit: these types leave the content as it is.
  private static let commentary: Set<String> = [
    "CommentAdded", "DissentRecorded", "CaveatFlagged", "AnomalyNoted", "VigilanceRaised", "ViewsRecorded",
  ]

  package var warningsAccepted: [WarningCode] { payload.warningsAccepted }

  package var isContent: Bool { !Self.commentary.contains(type(of: payload).type) }
}
