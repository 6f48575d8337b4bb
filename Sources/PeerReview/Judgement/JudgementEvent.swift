/// What is stored of judgements. The cycle and the question are the stream's id.
package enum JudgementEvent: AggregateEvent {
  case proposed(JudgementProposed)
  case revised(JudgementRevised)
  case confirmed(JudgementConfirmed)
  case dissentRecorded(DissentRecorded)

  package static let kinds = [
    EventKind(.judgement, JudgementEvent.proposed),
    EventKind(.judgement, JudgementEvent.revised),
    EventKind(.judgement, JudgementEvent.confirmed),
    EventKind(.judgement, JudgementEvent.dissentRecorded),
  ]

  package static func event(_ happened: Self) -> Event { .judgement(happened) }

  package var payload: any EventPayload {
    switch self {
    case .proposed(let payload): payload
    case .revised(let payload): payload
    case .confirmed(let payload): payload
    case .dissentRecorded(let payload): payload
    }
  }

  /// The wording that the event puts down; nil where it puts down none.
  package var statementVersion: Int? {
    switch self {
    case .proposed(let e): e.statementVersion
    case .revised(let e): e.statementVersion
    case .confirmed, .dissentRecorded: nil
    }
  }
}

package struct JudgementProposed: EventPayload {
  package static let type = "JudgementProposed"
  package let content: JudgementContent
  package let statementVersion: Int
}

extension JudgementProposed {
  package init(_ f: inout Fields) {
    content = f.part("content", "Judgement")
    statementVersion = f.whole("statement_version", "Statement version")
  }
}

/// Both wordings, so that the movement can be read from the event alone.
package struct JudgementRevised: EventPayload {
  package static let type = "JudgementRevised"
  package let from: JudgementContent
  package let to: JudgementContent
  package let provokedBy: [Provocation]
  package let rationale: String
  package let statementVersion: Int
}

extension JudgementRevised {
  package init(_ f: inout Fields) {
    from = f.part("from", "Before")
    to = f.part("to", "After")
    provokedBy = f.parts("provoked_by", "Provoked by")
    rationale = f.prose("rationale", "Why it changed")
    statementVersion = f.whole("statement_version", "Statement version", hint: "That of the new wording")
  }
}

package struct JudgementConfirmed: EventPayload {
  package static let type = "JudgementConfirmed"
  package let version: Int
  package let noEvidenceReason: String?
  package let warningsAccepted: [WarningCode]
}

extension JudgementConfirmed {
  package init(_ f: inout Fields) {
    version = f.whole("version", "Statement version", hint: "The wording that was confirmed")
    noEvidenceReason = f.text(
      "no_evidence_reason",
      "Why no evidence is cited",
      max: 2000,
      lines: 4,
      personal: true
    )
    warningsAccepted = f.choices("warnings_accepted", "Warnings accepted")
  }
}

/// Commentary: it changes neither the judgement nor whether it is confirmed.
package struct DissentRecorded: EventPayload {
  package static let type = "DissentRecorded"
  package let view: String
  package let statementVersion: Int
}

extension DissentRecorded {
  package init(_ f: inout Fields) {
    view = f.prose("view", "View")
    statementVersion = f.whole("statement_version", "Statement version", hint: "The wording dissented from")
  }
}
