/// What may be asked of one LEA's turn through review.
package enum CycleCommand: Sendable {
  case open(OpenCycle)
  case pinDefinition(PinDefinition)
  case moveStage(MoveStage)
  case shareStatement(ShareStatement)
}

/// An LEA sets out to review one aspect of its own policy and practice.
package struct OpenCycle: Payload {
  package let programme: ProgrammeID
  package let focus: String
  package let factor: FactorID
  package let whyHighLeverage: String
  package let frameworkVersion: FrameworkID
  package let scale: String?
  package let questions: [QuestionID]
}

extension OpenCycle {
  package init(_ f: inout Fields) {
    programme = f.id("programme", "Programme")
    focus = f.text(
      "focus",
      "Focus",
      hint: "The aspect of inclusion that you review",
      max: 300,
      personal: true
    )
    factor = f.id("factor", "Factor", hint: "The one of the framework that the focus belongs to: 11")
    whyHighLeverage = f.prose(
      "why_high_leverage",
      "Why it is of high leverage",
      hint: "How it changes how things work, not how they look"
    )
    frameworkVersion = f.id("framework_version", "Framework version", hint: "One that is published")
    scale = f.text("scale", "Scale", hint: "One that the framework offers; none is as good", max: 60)
    questions = f.ids(
      "questions",
      "Questions",
      hint: "Those of the framework that you take up",
      count: 1...60
    )
    f.check(
      Set(questions).count == questions.count,
      "questions",
      "repeated",
      "Name each question once."
    )
  }
}

/// The review goes by this wording of the LEA's definition of inclusion.
package struct PinDefinition: Payload {
  package let version: Int
  package let reason: String?
}

extension PinDefinition {
  package init(_ f: inout Fields) {
    version = f.whole("version", "Version", hint: "The one adopted, or the present draft", in: 1...10_000)
    reason = f.reason(hint: "For a draft: why the review does not wait for its adoption")
  }
}

/// The emphasis of the review moves on, or back.
package struct MoveStage: Payload {
  package let to: CycleStage
  package let reason: String?
}

extension MoveStage {
  package init(_ f: inout Fields) {
    to = f.choice("to", "Stage")
    reason = f.reason(hint: "For a move back, which is normal: what made you return")
  }
}

/// The self-review statement goes to the visitors, with the judgements as they are worded now.
package struct ShareStatement: Payload {
  package let textRef: String
}

extension ShareStatement {
  package init(_ f: inout Fields) {
    textRef = f.text("text_ref", "Statement", hint: "Where its text is kept", max: 300)
  }
}

extension CycleCommand {
  package static let kinds: [CommandKind] = [
    CommandKind(
      Cycle.self,
      "OpenCycle",
      "open",
      "Set out to review one aspect of your own policy and practice.",
      by: [.ll],
      starts: .named,
      refusals: [.duplicateFocus, .exists],
      CycleCommand.open
    ),
    CommandKind(
      Cycle.self,
      "PinDefinition",
      "pin-definition",
      "Say which wording of your definition the review goes by.",
      by: [.ll],
      CycleCommand.pinDefinition
    ),
    CommandKind(
      Cycle.self,
      "MoveStage",
      "move-stage",
      "Move the emphasis of the review on, or back.",
      by: [.ll],
      CycleCommand.moveStage
    ),
    CommandKind(
      Cycle.self,
      "ShareStatement",
      "share-statement",
      "Share your self-review statement, with the judgements as they are worded now.",
      by: [.ll],
      CycleCommand.shareStatement
    ),
  ]
}
