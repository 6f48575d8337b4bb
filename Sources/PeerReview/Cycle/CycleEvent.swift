/// What is stored of reviews.
package enum CycleEvent: AggregateEvent {
  case opened(CycleOpened)
  case definitionPinned(DefinitionPinned)
  case stageMoved(CycleStageMoved)
  case statementShared(SelfReviewStatementShared)

  package static let kinds = [
    EventKind(.cycle, CycleEvent.opened),
    EventKind(.cycle, CycleEvent.definitionPinned),
    EventKind(.cycle, CycleEvent.stageMoved),
    EventKind(.cycle, CycleEvent.statementShared),
  ]

  package static func event(_ happened: Self) -> Event { .cycle(happened) }

  package var payload: any EventPayload {
    switch self {
    case .opened(let payload): payload
    case .definitionPinned(let payload): payload
    case .stageMoved(let payload): payload
    case .statementShared(let payload): payload
    }
  }
}

/// The LEA and the programme are the envelope's; the stage is focusing.
package struct CycleOpened: EventPayload {
  package static let type = "CycleOpened"
  package let focus: String
  package let factor: FactorID
  package let whyHighLeverage: String
  package let frameworkVersion: FrameworkID
  package let scale: String?
  package let questions: [QuestionID]
  package let warningsAccepted: [WarningCode]
}

extension CycleOpened {
  package init(_ f: inout Fields) {
    focus = f.text("focus", "Focus", max: 300, personal: true)
    factor = f.id("factor", "Factor")
    whyHighLeverage = f.prose("why_high_leverage", "Why it is of high leverage")
    frameworkVersion = f.id("framework_version", "Framework version")
    scale = f.text("scale", "Scale", max: 60)
    questions = f.ids("questions", "Questions", count: 0...60)
    warningsAccepted = f.choices("warnings_accepted", "Warnings accepted")
  }
}

package struct DefinitionPinned: EventPayload {
  package static let type = "DefinitionPinned"
  package let version: Int
  package let status: DefinitionStatus
  package let reason: String?
}

extension DefinitionPinned {
  package init(_ f: inout Fields) {
    version = f.whole("version", "Version")
    status = f.choice("status", "Status")
    reason = f.reason()
  }
}

package struct CycleStageMoved: EventPayload {
  package static let type = "CycleStageMoved"
  package let from: CycleStage
  package let to: CycleStage
  package let reason: String?
  package let warningsAccepted: [WarningCode]
}

extension CycleStageMoved {
  package init(_ f: inout Fields) {
    from = f.choice("from", "From")
    to = f.choice("to", "To")
    reason = f.reason()
    warningsAccepted = f.choices("warnings_accepted", "Warnings accepted")
  }
}

package struct SelfReviewStatementShared: EventPayload {
  package static let type = "SelfReviewStatementShared"
  package let n: Int
  package let textRef: String
  package let judgementVersions: [JudgementVersion]
  package let on: CalendarDay
}

extension SelfReviewStatementShared {
  package init(_ f: inout Fields) {
    n = f.whole("n", "Statement", hint: "1 is the first that this review shares")
    textRef = f.text("text_ref", "Where its text is kept", max: 300)
    judgementVersions = f.parts("judgement_versions", "Judgements, as worded then", count: 0...60)
    on = f.day("on", "Shared on")
  }
}

/// A judgement at one of its wordings. Stored: its shape is fixed.
package struct JudgementVersion: Payload {
  package let question: QuestionID
  package let version: Int
}

extension JudgementVersion {
  package init(_ f: inout Fields) {
    question = f.id("question", "Question")
    version = f.whole("version", "Statement version", hint: "1 at proposal, one more with each revision")
  }
}

/// Whether a wording of the definition has been adopted.
package enum DefinitionStatus: String, Choice {
  case adopted, draft
}
