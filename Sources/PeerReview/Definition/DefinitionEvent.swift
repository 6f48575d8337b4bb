/// What is stored of an LEA's definition of inclusion: every wording, and how it was argued about.
package enum DefinitionEvent: AggregateEvent {
  case drafted(DefinitionDrafted)
  case revised(DefinitionRevised)
  case consultationOpened(ConsultationOpened)
  case responseRecorded(ConsultationResponseRecorded)
  case consultationClosed(ConsultationClosed)
  case adopted(DefinitionAdopted)

  package static let kinds = [
    EventKind(.definition, DefinitionEvent.drafted),
    EventKind(.definition, DefinitionEvent.revised),
    EventKind(.definition, DefinitionEvent.consultationOpened),
    EventKind(.definition, DefinitionEvent.responseRecorded),
    EventKind(.definition, DefinitionEvent.consultationClosed),
    EventKind(.definition, DefinitionEvent.adopted),
  ]

  package static func event(_ happened: Self) -> Event { .definition(happened) }

  package var payload: any EventPayload {
    switch self {
    case .drafted(let payload): payload
    case .revised(let payload): payload
    case .consultationOpened(let payload): payload
    case .responseRecorded(let payload): payload
    case .consultationClosed(let payload): payload
    case .adopted(let payload): payload
    }
  }
}

package struct DefinitionDrafted: EventPayload {
  package static let type = "DefinitionDrafted"
  package let text: String
  package let elements: [ElementTreatment]
  package let localReasons: String?
  package let becauseOf: [String]
  package let warningsAccepted: [WarningCode]
}

extension DefinitionDrafted {
  package init(_ f: inout Fields) {
    text = f.definitionText()
    elements = f.elements()
    localReasons = f.localReasons()
    becauseOf = f.becauseOf()
    warningsAccepted = f.choices("warnings_accepted", "Warnings that were read", count: 0...10)
  }
}

package struct DefinitionRevised: EventPayload {
  package static let type = "DefinitionRevised"
  /// Of the wording that this revision makes: one more than the one before.
  package let statementVersion: Int
  package let text: String
  package let elements: [ElementTreatment]
  package let localReasons: String?
  package let becauseOf: [String]
  package let warningsAccepted: [WarningCode]
}

extension DefinitionRevised {
  package init(_ f: inout Fields) {
    statementVersion = f.whole("statement_version", "Wording", in: 1...10_000)
    text = f.definitionText()
    elements = f.elements()
    localReasons = f.localReasons()
    becauseOf = f.becauseOf()
    warningsAccepted = f.choices("warnings_accepted", "Warnings that were read", count: 0...10)
  }
}

package struct ConsultationOpened: EventPayload {
  package static let type = "ConsultationOpened"
  package let groups: [ConsultedGroup]
  package let closes: CalendarDay
  package let reason: String?
}

extension ConsultationOpened {
  package init(_ f: inout Fields) {
    groups = f.parts("groups", "Groups", count: 1...40)
    closes = f.day("closes", "Answers by")
    reason = f.reason()
  }
}

package struct ConsultationResponseRecorded: EventPayload {
  package static let type = "ConsultationResponseRecorded"
  package let group: String
  package let heads: Int
  package let support: Support
  package let concerns: String?
  /// It came after the consultation closed.
  package let late: Bool
  package let warningsAccepted: [WarningCode]
}

extension ConsultationResponseRecorded {
  package init(_ f: inout Fields) {
    group = f.text("group", "Group")
    heads = f.whole("heads", "People", in: 1...100_000)
    support = f.choice("support", "What they said")
    concerns = f.prose("concerns", "Concerns")
    late = f.flag("late", "It came late")
    warningsAccepted = f.choices("warnings_accepted", "Warnings that were read", count: 0...10)
  }
}

package struct ConsultationClosed: EventPayload {
  package static let type = "ConsultationClosed"
  /// Groups that were asked and of which nothing was recorded.
  package let groupsSilent: [String]
}

extension ConsultationClosed {
  package init(_ f: inout Fields) {
    groupsSilent = f.texts("groups_silent", "Groups that stayed silent")
  }
}

package struct DefinitionAdopted: EventPayload {
  package static let type = "DefinitionAdopted"
  /// Of the wording that was adopted.
  package let statementVersion: Int
  package let minuteRef: String
  package let adoptedOn: CalendarDay
}

extension DefinitionAdopted {
  package init(_ f: inout Fields) {
    statementVersion = f.whole("statement_version", "Wording", in: 1...10_000)
    minuteRef = f.text("minute_ref", "Minute")
    adoptedOn = f.day("adopted_on", "Adopted on")
  }
}
