/// What may be asked of a judgement: by its own LEA alone.
package enum JudgementCommand: Sendable {
  case propose(ProposeJudgement)
  case revise(ReviseJudgement)
  case confirm(ConfirmJudgement)
  case recordDissent(RecordDissent)
}

/// The LEA's first view on one question of its review.
package struct ProposeJudgement: Payload {
  package let cycle: CycleID
  package let question: QuestionID
  package let content: JudgementContent
}

extension ProposeJudgement {
  package init(_ f: inout Fields) {
    cycle = f.id("cycle", "Cycle", hint: "The review that it belongs to")
    question = f.id("question", "Question", hint: "One that the review takes up: 11.2")
    content = f.part("content", "Judgement")
  }
}

/// The LEA thinks otherwise now, or says it better, because something made it look again.
package struct ReviseJudgement: Payload {
  package let content: JudgementContent
  package let provokedBy: [Provocation]
  package let rationale: String
  package let statementVersion: Int?
}

extension ReviseJudgement {
  package init(_ f: inout Fields) {
    content = f.part("content", "Judgement", hint: "Whole, as it is to stand")
    provokedBy = f.parts(
      "provoked_by",
      "Provoked by",
      hint: "What made you look again: at least one",
      count: 0...20
    )
    rationale = f.prose("rationale", "Why it changed", hint: "What you had taken for granted, and see now")
    statementVersion = f.whole(
      "statement_version",
      "Wording that you saw",
      hint: "Nobody's newer wording is then overwritten unseen",
      in: 1...10_000
    )
  }
}

/// A decision-maker stands by the judgement for the LEA, as it is worded now.
package struct ConfirmJudgement: Payload {
  package let noEvidenceReason: String?
  package let statementVersion: Int?
}

extension ConfirmJudgement {
  package init(_ f: inout Fields) {
    noEvidenceReason = f.text(
      "no_evidence_reason",
      "Why no evidence is cited",
      hint: "Only where none is",
      max: 2000,
      lines: 4,
      personal: true
    )
    statementVersion = f.whole(
      "statement_version",
      "Wording that you saw",
      hint: "Nobody's newer wording is then confirmed unseen",
      in: 1...10_000
    )
  }
}

/// A colleague in the LEA sees it differently; both views stand.
package struct RecordDissent: Payload {
  package let view: String
}

extension RecordDissent {
  package init(_ f: inout Fields) {
    view = f.prose("view", "Your view", hint: "How you see it, and why; the judgement stays as it is")
  }
}

extension JudgementCommand {
  package static let kinds: [CommandKind] = [
    CommandKind(
      Judgement.self,
      "ProposeJudgement",
      "propose",
      "Put down your LEA's first view on a question.",
      by: [.lc, .ll],
      starts: .derived,
      ownLeaOnly: true,
      refusals: [.exists],
      JudgementCommand.propose
    ),
    CommandKind(
      Judgement.self,
      "ReviseJudgement",
      "revise",
      "Change the judgement, and say what made you look again.",
      by: [.lc, .ll, .ld],
      ownLeaOnly: true,
      refusals: [.provocationRequired, .noChange],
      JudgementCommand.revise
    ),
    CommandKind(
      Judgement.self,
      "ConfirmJudgement",
      "confirm",
      "Stand by the judgement for your LEA.",
      by: [.ld],
      ownLeaOnly: true,
      refusals: [.evidenceUndeclared],
      JudgementCommand.confirm
    ),
    CommandKind(
      Judgement.self,
      "RecordDissent",
      "record-dissent",
      "Say that you see it differently; both views stand.",
      by: [.lc, .ll],
      ownLeaOnly: true,
      JudgementCommand.recordDissent
    ),
  ]
}
