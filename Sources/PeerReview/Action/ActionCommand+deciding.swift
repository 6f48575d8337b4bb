/// Somebody offers a way forward, and says what it follows from.
package struct SuggestAction: Payload {
  package let what: String
  package let factor: FactorID
  package let from: ActionSource
}

extension SuggestAction {
  package init(_ f: inout Fields) {
    what = f.prose("what", "What might be done", hint: "An offer: the LEA decides")
    factor = f.id("factor", "Factor", hint: "Of the framework that the cycle uses: 11")
    from = f.part("from", "What it follows from")
  }
}

/// What a suggestion follows from: it is never out of the blue.
package struct ActionSource: Payload, Slot {
  package typealias Value = ActionSource
  package let kind: ActionSourceKind
  package let ref: String
}

extension ActionSource {
  package init(_ f: inout Fields) {
    kind = f.choice("kind", "Kind")
    ref = f.text(
      "ref",
      "Which",
      hint: "Its id: int-1, or ash-evidence:11.2 for a judgement",
      max: 127
    )
  }
}

package enum ActionSourceKind: String, Choice {
  case judgement, interruption, possibility

  package var label: String {
    switch self {
    case .judgement: "A judgement"
    case .interruption: "An interruption"
    case .possibility: "A possibility that an interruption opened"
    }
  }
}

/// The LEA decides to act: who, by when, against which barrier, and why that is a lever.
package struct AgreeAction: Payload {
  package let owner: PersonID?
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
}

extension AgreeAction {
  package init(_ f: inout Fields) {
    owner = f.id("owner", "Owner", hint: "The person of your LEA who sees to it")
    due = f.day("due", "Due")
    difference = f.prose("difference", "Difference expected", hint: "What learners will notice")
    barrier = f.prose("barrier", "Barrier", hint: "The arrangement that it removes or lowers")
    factor = f.id("factor", "Factor", hint: "Of the framework that the cycle uses: 11")
    leverage = f.choice("leverage", "Leverage")
    why = f.prose("why", "Why it is a lever", hint: "How it changes what people do")
    kind = f.choice("kind", "Kind of action")
    dimensions = f.choices(
      "dimensions",
      "Dimensions",
      hint: "What it is to change for learners",
      count: 1...3
    )
    groups = f.texts(
      "groups",
      "Groups at risk",
      hint: "Those it is meant for; none means everybody",
      count: 0...20
    )
    minuteRef = f.text("minute_ref", "Minute", hint: "Where the decision is minuted")
  }
}

/// High leverage changes how things work; low leverage changes how they look.
package enum Leverage: String, Choice {
  case high, low

  package var label: String {
    switch self {
    case .high: "High: it changes how things work"
    case .low: "Low: it changes how things look"
    }
  }
}

package enum ActionKind: String, Choice {
  case howItWorks = "how_it_works"
  case workingTogether = "working_together"
  case useOfEvidence = "use_of_evidence"
  case policyDocument = "policy_document"
  case conference, course

  package var label: String {
    switch self {
    case .howItWorks: "How something works: who does what, with what, when"
    case .workingTogether: "People working alongside one another"
    case .useOfEvidence: "What is counted, asked and looked at"
    case .policyDocument: "A policy document or leaflet"
    case .conference: "A conference"
    case .course: "A course or training day"
    }
  }

  /// What by experience changes how things look more than how they work.
  package var isLowLeverage: Bool {
    switch self {
    case .howItWorks, .workingTogether, .useOfEvidence: false
    case .policyDocument, .conference, .course: true
    }
  }
}

/// Not now; the suggestion stays listed.
package struct DeferAction: Payload {
  package let reason: String
  package let until: CalendarDay?
}

extension DeferAction {
  package init(_ f: inout Fields) {
    reason = f.reason()
    until = f.day("until", "Until", hint: "When to look at it again, where that is known")
  }
}

/// Not this; the suggestion and the reason stay listed.
package struct DeclineAction: Payload {
  package let reason: String
}

extension DeclineAction {
  package init(_ f: inout Fields) { reason = f.reason() }
}
