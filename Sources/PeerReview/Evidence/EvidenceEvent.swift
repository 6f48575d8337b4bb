/// What is stored of evidence.
package enum EvidenceEvent: AggregateEvent {
  case recorded(EvidenceRecorded)
  case summaryRevised(EvidenceSummaryRevised)
  case shared(EvidenceShared)

  package static let kinds = [
    EventKind(.evidence, EvidenceEvent.recorded),
    EventKind(.evidence, EvidenceEvent.summaryRevised),
    EventKind(.evidence, EvidenceEvent.shared),
  ]

  package static func event(_ happened: Self) -> Event { .evidence(happened) }

  package var payload: any EventPayload {
    switch self {
    case .recorded(let payload): payload
    case .summaryRevised(let payload): payload
    case .shared(let payload): payload
    }
  }
}

/// The cycle is the envelope's.
package struct EvidenceRecorded: EventPayload {
  package static let type = "EvidenceRecorded"
  package let title: String
  package let approach: Approach
  package let compulsion: Compulsion
  package let dimensions: [Dimension]
  package let context: Bool
  package let groups: [String]
  package let voice: Bool
  package let covers: String
  package let collectedOn: CalendarDay
  package let summary: String
  package let caveats: [Caveat]
  package let identifiable: Bool
  package let questions: [QuestionID]
  package let heads: Int?
  package let hostConsent: String?
  package let warningsAccepted: [WarningCode]
}

extension EvidenceRecorded {
  package init(_ f: inout Fields) {
    title = f.text("title", "Title", personal: true)
    approach = f.choice("approach", "Approach")
    compulsion = f.choice("compulsion", "Required or local")
    dimensions = f.choices("dimensions", "Dimensions")
    context = f.flag("context", "It describes the context")
    groups = f.texts("groups", "Groups at risk")
    voice = f.flag("voice", "Voice of learners")
    covers = f.text("covers", "Period covered")
    collectedOn = f.day("collected_on", "Collected on")
    summary = f.prose("summary", "Summary")
    caveats = f.parts("caveats", "Caveats")
    identifiable = f.flag("identifiable", "Somebody may be identified")
    questions = f.ids("questions", "Questions")
    heads = f.whole("heads", "People counted")
    hostConsent = f.text("host_consent", "Consent of the host", max: 300, personal: true)
    warningsAccepted = f.choices("warnings_accepted", "Warnings accepted")
  }
}

package struct EvidenceSummaryRevised: EventPayload {
  package static let type = "EvidenceSummaryRevised"
  package let from: String
  package let to: String
  package let reason: String
  package let interruption: InterruptionID?
}

extension EvidenceSummaryRevised {
  package init(_ f: inout Fields) {
    from = f.prose("from", "Before")
    to = f.prose("to", "After")
    reason = f.reason()
    interruption = f.id("interruption", "Interruption that provoked it")
  }
}

/// From here on the visiting team sees it.
package struct EvidenceShared: EventPayload {
  package static let type = "EvidenceShared"
  package static let visibility: Visibility? = .team
  package let to: Visibility
  package let consentRef: String?
}

extension EvidenceShared {
  package init(_ f: inout Fields) {
    to = f.choice("to", "Shared with")
    consentRef = f.text("consent_ref", "Consent", max: 300)
  }
}
