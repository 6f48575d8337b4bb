/// What is stored of a programme. Its stream belongs to no LEA, so an event names the LEA it is about.
package enum ProgrammeEvent: AggregateEvent {
  case proposed(ProgrammeProposed)
  case leaInvited(LeaInvited)
  case leaJoined(LeaJoined)
  case leaDeclined(LeaDeclined)
  case started(ProgrammeStarted)
  case noVisitPeriodDeclared(NoVisitPeriodDeclared)

  package static let kinds = [
    EventKind(.programme, ProgrammeEvent.proposed),
    EventKind(.programme, ProgrammeEvent.leaInvited),
    EventKind(.programme, ProgrammeEvent.leaJoined),
    EventKind(.programme, ProgrammeEvent.leaDeclined),
    EventKind(.programme, ProgrammeEvent.started),
    EventKind(.programme, ProgrammeEvent.noVisitPeriodDeclared),
  ]

  package static func event(_ happened: Self) -> Event { .programme(happened) }

  package var payload: any EventPayload {
    switch self {
    case .proposed(let payload): payload
    case .leaInvited(let payload): payload
    case .leaJoined(let payload): payload
    case .leaDeclined(let payload): payload
    case .started(let payload): payload
    case .noVisitPeriodDeclared(let payload): payload
    }
  }
}

package struct ProgrammeProposed: EventPayload {
  package static let type = "ProgrammeProposed"
  package let name: String
  package let purpose: String
  package let period: Period
  package let partners: [OrganisationID]
  package let rules: ProgrammeRules
}

extension ProgrammeProposed {
  package init(_ f: inout Fields) {
    name = f.text("name", "Name")
    purpose = f.prose("purpose", "Purpose")
    period = f.part("period", "Period")
    partners = f.ids("partners", "Partners", count: 0...20)
    rules = f.part("rules", "Rules")
  }
}

package struct LeaInvited: EventPayload {
  package static let type = "LeaInvited"
  package let lea: OrganisationID
  package let replyBy: CalendarDay?
}

extension LeaInvited {
  package init(_ f: inout Fields) {
    lea = f.id("lea", "LEA")
    replyBy = f.day("reply_by", "Answer by")
  }
}

package struct LeaJoined: EventPayload {
  package static let type = "LeaJoined"
  package let lea: OrganisationID
  package let benefitSought: String
  package let offer: String
}

extension LeaJoined {
  package init(_ f: inout Fields) {
    lea = f.id("lea", "LEA")
    benefitSought = f.prose("benefit_sought", "What is in it for us")
    offer = f.prose("offer", "What we offer")
  }
}

package struct LeaDeclined: EventPayload {
  package static let type = "LeaDeclined"
  package let lea: OrganisationID
  package let reason: String
}

extension LeaDeclined {
  package init(_ f: inout Fields) {
    lea = f.id("lea", "LEA")
    reason = f.reason()
  }
}

package struct ProgrammeStarted: EventPayload {
  package static let type = "ProgrammeStarted"
  package let framework: FrameworkID
  package let agreement: AgreementID
  package let warningsAccepted: [WarningCode]
}

extension ProgrammeStarted {
  package init(_ f: inout Fields) {
    framework = f.id("framework", "Framework")
    agreement = f.id("agreement", "Agreement")
    warningsAccepted = f.choices("warnings_accepted", "Warnings that were read", count: 0...10)
  }
}

package struct NoVisitPeriodDeclared: EventPayload {
  package static let type = "NoVisitPeriodDeclared"
  /// Nil is everybody.
  package let scope: OrganisationID?
  package let from: CalendarDay
  package let to: CalendarDay
  package let why: NoVisitReason
  package let note: String?
}

extension NoVisitPeriodDeclared {
  package init(_ f: inout Fields) {
    scope = f.id("scope", "For", hint: "The LEA that is not visited; absent is everybody")
    from = f.day("from", "First day")
    to = f.day("to", "Last day")
    why = f.choice("why", "Why")
    note = f.text("note", "Note", max: 500, lines: 2, personal: true)
  }
}
