/// What is stored of an action.
package enum ActionEvent: AggregateEvent {
  case suggested(ActionSuggested)
  case agreed(ActionAgreed)
  case deferred(ActionDeferred)
  case declined(ActionDeclined)
  case progressReported(ProgressReported)
  case completed(ActionCompleted)
  case abandoned(ActionAbandoned)
  case impactReviewed(ImpactReviewed)

  package static let kinds = [
    EventKind(.action, ActionEvent.suggested),
    EventKind(.action, ActionEvent.agreed),
    EventKind(.action, ActionEvent.deferred),
    EventKind(.action, ActionEvent.declined),
    EventKind(.action, ActionEvent.progressReported),
    EventKind(.action, ActionEvent.completed),
    EventKind(.action, ActionEvent.abandoned),
    EventKind(.action, ActionEvent.impactReviewed),
  ]

  package static func event(_ happened: Self) -> Event { .action(happened) }

  package var payload: any EventPayload {
    switch self {
    case .suggested(let payload): payload
    case .agreed(let payload): payload
    case .deferred(let payload): payload
    case .declined(let payload): payload
    case .progressReported(let payload): payload
    case .completed(let payload): payload
    case .abandoned(let payload): payload
    case .impactReviewed(let payload): payload
    }
  }
}

package struct ActionSuggested: EventPayload {
  package static let type = "ActionSuggested"
  package let what: String
  package let factor: FactorID
  package let from: ActionSource
}

extension ActionSuggested {
  package init(_ f: inout Fields) {
    what = f.prose("what", "What might be done")
    factor = f.id("factor", "Factor")
    from = f.part("from", "What it follows from")
  }
}

package struct ActionAgreed: EventPayload {
  package static let type = "ActionAgreed"
  package let owner: PersonID
  package let due: CalendarDay
  package let difference: String
  package let barrier: String
  package let factor: FactorID
  package let leverage: Leverage
  package let why: String
  package let kind: ActionKind
  package let dimensions: [Dimension]
  package let groups: [String]
  package let minuteRef: String?
  package let warningsAccepted: [WarningCode]
}

extension ActionAgreed {
  package init(_ f: inout Fields) {
    owner = f.id("owner", "Owner")
    due = f.day("due", "Due")
    difference = f.prose("difference", "Difference expected")
    barrier = f.prose("barrier", "Barrier")
    factor = f.id("factor", "Factor")
    leverage = f.choice("leverage", "Leverage")
    why = f.prose("why", "Why it is a lever")
    kind = f.choice("kind", "Kind of action")
    dimensions = f.choices("dimensions", "Dimensions")
    groups = f.texts("groups", "Groups at risk")
    minuteRef = f.text("minute_ref", "Minute")
    warningsAccepted = f.choices("warnings_accepted", "Warnings accepted")
  }
}

package struct ActionDeferred: EventPayload {
  package static let type = "ActionDeferred"
  package let reason: String
  package let until: CalendarDay?
}

extension ActionDeferred {
  package init(_ f: inout Fields) {
    reason = f.reason()
    until = f.day("until", "Until")
  }
}

package struct ActionDeclined: EventPayload {
  package static let type = "ActionDeclined"
  package let reason: String
}

extension ActionDeclined {
  package init(_ f: inout Fields) { reason = f.reason() }
}

package struct ProgressReported: EventPayload {
  package static let type = "ProgressReported"
  package let state: ProgressState
  package let text: String
  package let evidence: [EvidenceID]
}

extension ProgressReported {
  package init(_ f: inout Fields) {
    state = f.choice("state", "How it is going")
    text = f.prose("text", "In words")
    evidence = f.ids("evidence", "Evidence")
  }
}

package struct ActionCompleted: EventPayload {
  package static let type = "ActionCompleted"
  package let on: CalendarDay
  package let evidence: [EvidenceID]
}

extension ActionCompleted {
  package init(_ f: inout Fields) {
    on = f.day("on", "Completed on")
    evidence = f.ids("evidence", "Evidence")
  }
}

package struct ActionAbandoned: EventPayload {
  package static let type = "ActionAbandoned"
  package let reason: String
  package let replacedBy: ActionID?
}

extension ActionAbandoned {
  package init(_ f: inout Fields) {
    reason = f.reason()
    replacedBy = f.id("replaced_by", "Replaced by")
  }
}

package struct ImpactReviewed: EventPayload {
  package static let type = "ImpactReviewed"
  package let dimensions: [Dimension]
  package let groups: [String]
  package let looksOrWorks: LooksOrWorks
  package let voice: Bool
  package let unexpected: String?
  package let evidence: [EvidenceID]
  package let noEvidenceBecause: String?
}

extension ImpactReviewed {
  package init(_ f: inout Fields) {
    dimensions = f.choices("dimensions", "Dimensions")
    groups = f.texts("groups", "Groups at risk")
    looksOrWorks = f.choice("looks_or_works", "What is different")
    voice = f.flag("voice", "Learners were heard on it")
    unexpected = f.text("unexpected", "What nobody expected", max: 5000, lines: 6, personal: true)
    evidence = f.ids("evidence", "Evidence")
    noEvidenceBecause = f.text(
      "no_evidence_because",
      "Why there is no evidence",
      max: 2000,
      lines: 4,
      personal: true
    )
  }
}
