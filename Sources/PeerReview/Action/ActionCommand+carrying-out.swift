/// How an agreed action is going.
package struct ReportProgress: Payload {
  package let state: ProgressState
  package let text: String
  package let evidence: [EvidenceID]
}

extension ReportProgress {
  package init(_ f: inout Fields) {
    state = f.choice("state", "How it is going")
    text = f.prose("text", "In words", hint: "What has changed so far, and what has not")
    evidence = f.ids("evidence", "Evidence", hint: "Your LEA's own, where there is some", count: 0...20)
  }
}

package enum ProgressState: String, Choice {
  case onTrack = "on_track"
  case slow, stuck
}

package struct CompleteAction: Payload {
  package let on: CalendarDay
  package let evidence: [EvidenceID]
}

extension CompleteAction {
  package init(_ f: inout Fields) {
    on = f.day("on", "Completed on")
    evidence = f.ids("evidence", "Evidence", hint: "Your LEA's own, where there is some", count: 0...20)
  }
}

package struct AbandonAction: Payload {
  package let reason: String
  package let replacedBy: ActionID?
}

extension AbandonAction {
  package init(_ f: inout Fields) {
    reason = f.reason(hint: "What was learnt: an action that is given up has taught something")
    replacedBy = f.id("replaced_by", "Replaced by", hint: "The action that takes its place")
  }
}

/// What an action came to, once it has ended.
package struct ReviewImpact: Payload {
  package let dimensions: [Dimension]
  package let groups: [String]
  package let looksOrWorks: LooksOrWorks
  package let voice: Bool
  package let unexpected: String?
  package let evidence: [EvidenceID]
  package let noEvidenceBecause: String?
}

extension ReviewImpact {
  package init(_ f: inout Fields) {
    dimensions = f.choices(
      "dimensions",
      "Dimensions",
      hint: "In which a difference was looked for",
      count: 1...3
    )
    groups = f.texts("groups", "Groups at risk", hint: "For whom", count: 0...20)
    looksOrWorks = f.choice("looks_or_works", "What is different")
    voice = f.flag("voice", "Learners were heard on it")
    unexpected = f.text(
      "unexpected",
      "What nobody expected",
      hint: "Good or bad",
      max: 5000,
      lines: 6,
      personal: true
    )
    evidence = f.ids("evidence", "Evidence", hint: "Your LEA's own", count: 0...20)
    noEvidenceBecause = f.text(
      "no_evidence_because",
      "Why there is no evidence",
      hint: "Where none is cited",
      max: 2000,
      lines: 4,
      personal: true
    )
    f.check(
      evidence.isEmpty || noEvidenceBecause == nil,
      "no_evidence_because",
      "contradiction",
      "Either cite evidence or say why there is none."
    )
  }
}

package enum LooksOrWorks: String, Choice {
  case looksDifferent = "looks_different"
  case worksDifferently = "works_differently"
  case neither

  package var label: String {
    switch self {
    case .looksDifferent: "It looks different"
    case .worksDifferently: "It works differently"
    case .neither: "Neither"
    }
  }
}
