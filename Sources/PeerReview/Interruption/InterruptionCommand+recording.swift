/// Somebody noticed what an LEA takes for granted, and says what made them notice.
package struct RecordInterruption: Payload {
  package let cycle: CycleID
  package let visit: VisitID?
  package let takenForGranted: String
  package let promptedBy: [InterruptionPrompt]
  package let question: QuestionID?
  package let asks: String
  /// That it describes an arrangement and names nobody: an affirmation, which only "yes" makes.
  package let describesArrangement: Bool
}

extension RecordInterruption {
  package init(_ f: inout Fields) {
    cycle = f.id("cycle", "Cycle", hint: "The self-review that it interrupts")
    visit = f.id("visit", "Visit", hint: "Where it was noticed during one")
    takenForGranted = f.prose(
      "taken_for_granted",
      "What is taken for granted",
      hint: "The arrangement that is so ordinary here that nobody discusses it"
    )
    promptedBy = f.parts(
      "prompted_by",
      "What prompted it",
      hint: "At least one: evidence, a session, an alternative, a talk",
      count: 0...20
    )
    question = f.id("question", "Question of the framework", hint: "Where it bears on one: 11.2")
    asks = f.prose("asks", "The question it asks", hint: "What you wonder, as a question to the LEA")
    describesArrangement = f.flag(
      "describes_arrangement",
      "It describes an arrangement and names nobody",
      hint: "No person, no child, no family can be recognised in it"
    )
    f.check(
      describesArrangement,
      "describes_arrangement",
      "not_affirmed",
      "Affirm that this describes an arrangement and names nobody; if it does not yet, reword it first."
    )
  }
}

/// One thing that made somebody notice.
package struct InterruptionPrompt: Payload {
  package let kind: PromptKind
  package let ref: String?
  package let what: String?
}

extension InterruptionPrompt {
  package init(_ f: inout Fields) {
    kind = f.choice("kind", "Kind")
    ref = f.text("ref", "Which", hint: "The evidence's id; the session as the agenda has it", max: 63)
    what = f.text(
      "what",
      "What it was",
      hint: "In a sentence, naming nobody",
      max: 1000,
      lines: 3,
      personal: true
    )
    f.check(
      kind != .evidence || ref != nil,
      "ref",
      "missing",
      "Say which evidence prompted it, by its id."
    )
  }
}

package enum PromptKind: String, Choice {
  case evidence, session, alternative, talk

  package var label: String {
    switch self {
    case .evidence: "Evidence"
    case .session: "A session of the visit"
    case .alternative: "Another way, seen at work elsewhere"
    case .talk: "A conversation"
    }
  }
}

/// The LEA says what it makes of the interruption; it may do so again.
package struct AnswerInterruption: Payload {
  package let response: AnswerChoice
  package let reason: String
}

extension AnswerInterruption {
  package init(_ f: inout Fields) {
    response = f.choice("response", "Answer", hint: "To contest is as good an answer as any")
    reason = f.reason(hint: "Why you answer so; both views stay visible")
  }
}

/// How an LEA may answer.
package enum AnswerChoice: String, Choice {
  case recognise, explore, contest
  case setAside = "set_aside"

  package var label: String {
    switch self {
    case .recognise: "Recognise: yes, we took that for granted"
    case .explore: "Explore: we want to look into it"
    case .contest: "Contest: we see it differently"
    case .setAside: "Set aside: not now, for a reason"
    }
  }

  /// The answer as it is stored.
  package var response: InterruptionResponse {
    switch self {
    case .recognise: .recognised
    case .explore: .explored
    case .contest: .contested
    case .setAside: .setAside
    }
  }
}
