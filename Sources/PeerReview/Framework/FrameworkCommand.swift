/// What may be asked of one version of the framework instrument.
package enum FrameworkCommand: Sendable {
  case draft(DraftFrameworkVersion)
  case addFactor(AddFactor)
  case addQuestion(AddQuestion)
  case markSuperordinate(MarkSuperordinate)
  case offerScale(OfferScale)
  case publish(PublishVersion)
}

/// A version is begun, empty or with all that an earlier one holds.
package struct DraftFrameworkVersion: Payload {
  package let basedOn: FrameworkID?
}

extension DraftFrameworkVersion {
  package init(_ f: inout Fields) {
    basedOn = f.id(
      "based_on",
      "Based on",
      hint: "The published version that it changes; leave out to begin with an empty one"
    )
  }
}

package struct AddFactor: Payload {
  package let factor: FactorID
  package let name: String
}

extension AddFactor {
  package init(_ f: inout Fields) {
    factor = f.id("factor", "Factor", hint: "Its number, which its questions start with: 11")
    name = f.text("name", "Name", hint: "In a word or two: Use of evidence")
  }
}

package struct AddQuestion: Payload {
  package let question: QuestionID
  package let factor: FactorID
  package let text: String
}

extension AddQuestion {
  package init(_ f: inout Fields) {
    question = f.id("question", "Question", hint: "The factor's number, a dot and its own: 11.2")
    factor = f.id("factor", "Factor", hint: "The factor that it asks about: 11")
    text = f.text("text", "The question", hint: "As an LEA would put it to itself", max: 1000, lines: 3)
    f.check(
      question.text.hasPrefix(factor.text + ".") && question.text != factor.text + ".",
      "question",
      "invalid_id",
      "The question's id starts with its factor's, then a dot: \(factor).1."
    )
  }
}

package struct MarkSuperordinate: Payload {
  package let factor: FactorID
  package let why: String?
}

extension MarkSuperordinate {
  package init(_ f: inout Fields) {
    factor = f.id("factor", "Factor", hint: "The factor on which the others rest")
    why = f.text(
      "why",
      "Why",
      hint: "What makes the others depend on it",
      max: 1000,
      lines: 3,
      personal: true
    )
  }
}

package struct OfferScale: Payload {
  package let name: String
  package let steps: [ScaleStep]
}

extension OfferScale {
  package init(_ f: inout Fields) {
    name = f.text("name", "Name", hint: "Small letters, digits and underscores: progress", max: 40)
    steps = f.parts(
      "steps",
      "Steps",
      hint: "From the first to the last; cannot_yet_say is always one of them",
      count: 2...12
    )
    f.check(
      SnakeCase.allows(name),
      "name",
      "invalid_id",
      "The name of a scale is of small letters, digits and underscores: progress."
    )
    f.check(
      Set(steps.map(\.step)).count == steps.count,
      "steps",
      "repeated",
      "Each step of a scale has a name of its own."
    )
    f.check(
      steps.contains { $0.step == Scale.cannotYetSay },
      "steps",
      "missing",
      "A scale always leaves room for not knowing: offer the step \(Scale.cannotYetSay) too."
    )
  }
}

package struct PublishVersion: Payload {
  package let changeNote: String?
}

extension PublishVersion {
  package init(_ f: inout Fields) {
    changeNote = f.prose(
      "change_note",
      "What changed",
      hint: "And what it was learnt from; needed where it is based on another version"
    )
  }
}

extension FrameworkCommand {
  package static let kinds: [CommandKind] = [
    CommandKind(
      Framework.self,
      "DraftFrameworkVersion",
      "draft",
      "Begin a version of the framework.",
      by: [.uf, .co],
      starts: .named,
      refusals: [.exists],
      FrameworkCommand.draft
    ),
    CommandKind(
      Framework.self,
      "AddFactor",
      "add-factor",
      "Add a factor that helps or hinders.",
      by: [.uf],
      refusals: [.versionPublished, .exists],
      FrameworkCommand.addFactor
    ),
    CommandKind(
      Framework.self,
      "AddQuestion",
      "add-question",
      "Add a question under a factor.",
      by: [.uf],
      refusals: [.versionPublished, .exists],
      FrameworkCommand.addQuestion
    ),
    CommandKind(
      Framework.self,
      "MarkSuperordinate",
      "mark-superordinate",
      "Mark a factor on which the others rest.",
      by: [.uf],
      refusals: [.versionPublished],
      FrameworkCommand.markSuperordinate
    ),
    CommandKind(
      Framework.self,
      "OfferScale",
      "offer-scale",
      "Offer a scale that a cycle may pick.",
      by: [.uf],
      refusals: [.versionPublished],
      FrameworkCommand.offerScale
    ),
    CommandKind(
      Framework.self,
      "PublishVersion",
      "publish",
      "Publish the version; nothing in it changes afterwards.",
      by: [.uf],
      refusals: [.emptyFactor],
      FrameworkCommand.publish
    ),
  ]
}
