/// The LEA's view on one question of its review: its own alone, moved only by what it names.
package struct Judgement: Aggregate {
  package static let kind = StreamKind.judgement
  package static let home: Home<Judgement> = \.judgements

  package let id: JudgementID
  /// Counts the wordings: 1 at proposal, one more with each revision.
  package private(set) var statementVersion = 0
  package private(set) var content: JudgementContent?
  package private(set) var isConfirmed = false
  /// Nothing withdraws a judgement yet; rules ask already.
  package private(set) var isWithdrawn = false
  package private(set) var dissents = 0

  package var cycle: CycleID { id.cycle }
  package var question: QuestionID { id.question }
  /// Proposed and not withdrawn.
  package var isLive: Bool { content != nil && !isWithdrawn }

  /// Events after which a review's live judgements, or their wordings, are others; what guards watch.
  package static let statementEvents = [JudgementProposed.type, JudgementRevised.type]

  package init(id: String) { self.id = JudgementID(id) }

  package mutating func evolve(_ event: JudgementEvent, _ envelope: Envelope) {
    switch event {
    case .proposed(let e):
      content = e.content
      statementVersion = e.statementVersion
    case .revised(let e):
      content = e.to
      statementVersion = e.statementVersion
      isConfirmed = false
    case .confirmed: isConfirmed = true
    case .dissentRecorded: dissents += 1
    }
  }

  package func decide(
    _ command: JudgementCommand,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [JudgementEvent] {
    switch command {
    case .propose(let c): try propose(c, &facts)
    case .revise(let c): try revise(c, &facts)
    case .confirm(let c): try confirm(c, &facts, occasion)
    case .recordDissent(let c): try dissent(c)
    }
  }

  package static func place(
    _ command: JudgementCommand,
    actingFor: OrganisationID,
    _ facts: inout Facts
  ) throws(Refusal) -> Place {
    guard case .propose(let c) = command else { return .common }
    return try Cycle.place(of: c.cycle, &facts)
  }

  package static func id(_ command: JudgementCommand, actingFor: OrganisationID) -> String? {
    guard case .propose(let c) = command else { return nil }
    return JudgementID(c.cycle, c.question).text
  }

  package static let properties: [Property<Judgement>] = [
    Property("cycle", "The review that it belongs to") { $0.cycle },
    Property("question", "The question that it answers") { $0.question },
    Property("statement_version", "How often it has been worded") { $0.statementVersion },
    Property("confirmed", "Whether a decision-maker stands by this wording") { $0.isConfirmed },
    Property("dissents", "How many colleagues recorded that they see it differently") { $0.dissents },
    Property("statement", "The LEA's view, in its words", content: true) { $0.content?.statement },
    Property("step", "Its place on the review's scale", content: true) { $0.content?.step },
    Property("confidence", "How sure the LEA is of it", content: true) { $0.content?.confidence },
    Property("rationale", "How the LEA came to it", content: true) { $0.content?.rationale },
    Property("evidence", "What it rests on", content: true) { $0.content?.evidence },
    Property("dimensions", "The dimensions considered", content: true) { $0.content?.dimensions },
    Property("groups", "The groups at risk considered", content: true) { $0.content?.groups },
  ]
}
