/// What the LEA thinks on one question, and why. Stored: its shape is fixed.
package struct JudgementContent: Payload, Slot {
  package typealias Value = JudgementContent
  package let statement: String
  package let step: String?
  package let confidence: Confidence
  package let rationale: String
  package let evidence: [EvidenceID]
  package let dimensions: [Dimension]
  package let groups: [String]
}

extension JudgementContent {
  package init(_ f: inout Fields) {
    statement = f.prose("statement", "Statement", hint: "Your view of your own practice, in your own words")
    step = f.text(
      "step",
      "Step",
      hint: "On the review's scale: emerging, or cannot_yet_say; none where it has no scale",
      max: 60
    )
    confidence = f.choice("confidence", "Confidence", hint: "How sure you are of it")
    rationale = f.prose("rationale", "Rationale", hint: "How you came to it from what you saw")
    evidence = f.ids("evidence", "Evidence", hint: "What it rests on, of this review", count: 0...50)
    dimensions = f.choices("dimensions", "Dimensions considered", count: 0...3)
    groups = f.texts("groups", "Groups at risk considered", count: 0...20)
  }

  /// Whether it says the same, in whatever order its lists were given.
  func saysTheSame(as other: Self) -> Bool {
    statement == other.statement && step == other.step && confidence == other.confidence
      && rationale == other.rationale && Set(evidence) == Set(other.evidence)
      && Set(dimensions) == Set(other.dimensions) && Set(groups) == Set(other.groups)
  }
}

package enum Confidence: String, Choice {
  case low, medium, high
}
