/// What may be asked of one piece of evidence.
package enum EvidenceCommand: Sendable {
  case record(RecordEvidence)
  case reviseSummary(ReviseSummary)
  case share(ShareEvidence)
}

/// An LEA enters what it has looked at, what that shows, and what it may hide.
package struct RecordEvidence: Payload {
  package let cycle: CycleID
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
}

extension RecordEvidence {
  package init(_ f: inout Fields) {
    cycle = f.id("cycle", "Cycle", hint: "The review that it is for")
    title = f.text("title", "Title", hint: "Seen by the coordinator too: name nobody", personal: true)
    approach = f.choice("approach", "Approach", hint: "How it was come by")
    compulsion = f.choice("compulsion", "Required or local")
    dimensions = f.choices("dimensions", "Dimensions", hint: "What it says something about", count: 0...3)
    context = f.flag("context", "It describes the context", hint: "And none of the dimensions by itself")
    groups = f.texts("groups", "Groups at risk", hint: "Those whom it says something about", count: 0...20)
    voice = f.flag("voice", "Voice of learners", hint: "Pupils or families give their own account")
    covers = f.text("covers", "Period covered", hint: "In words: autumn term 2025")
    collectedOn = f.day("collected_on", "Collected on", hint: "The day on which it was complete")
    summary = f.prose("summary", "Summary", hint: "What it shows; groups and arrangements, never a pupil")
    caveats = f.parts(
      "caveats",
      "Caveats",
      hint: "What it may conceal, mislead about or distort",
      count: 0...10
    )
    identifiable = f.flag(
      "identifiable",
      "Somebody may be identified",
      hint: "From it, or from it and what is known"
    )
    questions = f.ids("questions", "Questions", hint: "Those of the cycle that it bears on", count: 0...30)
    heads = f.whole(
      "heads",
      "People counted",
      hint: "A count under 5 may identify somebody",
      in: 0...10_000_000
    )
    hostConsent = f.text(
      "host_consent",
      "Consent of the host",
      hint: "From a visitor: who agreed, by role, and when",
      max: 300,
      personal: true
    )
    f.check(
      !dimensions.isEmpty || context,
      "dimensions",
      "missing",
      "Name at least one dimension, or say that it describes the context."
    )
  }
}

/// Better words for what the evidence shows; the earlier ones stay in the log.
package struct ReviseSummary: Payload {
  package let summary: String
  package let reason: String
  package let interruption: InterruptionID?
}

extension ReviseSummary {
  package init(_ f: inout Fields) {
    summary = f.prose("summary", "Summary", hint: "What it shows; groups and arrangements, never a pupil")
    reason = f.reason()
    interruption = f.id("interruption", "Interruption", hint: "The one that made you look again, if one did")
  }
}

/// The visiting team may read it from now on.
package struct ShareEvidence: Payload {
  package let consentRef: String?
}

extension ShareEvidence {
  package init(_ f: inout Fields) {
    consentRef = f.text(
      "consent_ref",
      "Consent",
      hint: "Where the consent of those who may be identified is kept",
      max: 300
    )
  }
}

extension EvidenceCommand {
  package static let kinds: [CommandKind] = [
    CommandKind(
      Evidence.self,
      "RecordEvidence",
      "record",
      "Enter evidence for a review, with its caveats.",
      by: [.lc, .ll, .vm],
      starts: .named,
      refusals: [.caveatRequired, .consentMissing, .exists],
      EvidenceCommand.record
    ),
    CommandKind(
      Evidence.self,
      "ReviseSummary",
      "revise-summary",
      "Put what the evidence shows into better words.",
      by: [.lc, .ll],
      EvidenceCommand.reviseSummary
    ),
    CommandKind(
      Evidence.self,
      "ShareEvidence",
      "share",
      "Let the visiting team read the evidence.",
      by: [.ll],
      refusals: [.consentMissing],
      EvidenceCommand.share
    ),
  ]
}
