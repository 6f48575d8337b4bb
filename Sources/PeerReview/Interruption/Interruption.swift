/// A recorded disturbance of what an LEA takes for granted. It belongs to the LEA whose cycle it is; its
/// author's words stay the author's.
package struct Interruption: Aggregate {
  package static let kind = StreamKind.interruption
  package static let home: Home<Interruption> = \.interruptions

  package let id: InterruptionID
  package private(set) var lea: OrganisationID?
  package private(set) var cycle: CycleID?
  package private(set) var visit: VisitID?
  /// The framework's question that it bears on, where its author named one.
  package private(set) var question: QuestionID?
  package private(set) var author: PersonID?
  package private(set) var authorOrganisation: OrganisationID?
  package private(set) var recorded: InterruptionRecorded?
  package private(set) var answers: [Answer] = []
  package private(set) var vigilances: [Vigilance] = []
  package private(set) var status: Status?

  /// How far it has come; settling, leaving open and withdrawing end it.
  package enum Status: String, Choice {
    case recorded, answered, settled
    case leftOpen = "left_open"
    case withdrawn
  }

  /// One answer of the LEA; it may give several, and all stay.
  package struct Answer: Sendable, Equatable, Encodable {
    package let response: InterruptionResponse
    package let reason: String
    package let by: PersonID
    package let at: Moment
  }

  /// Words that somebody asked the LEA to look at again.
  package struct Vigilance: Sendable, Equatable, Encodable {
    package let n: Int
    package let target: VigilanceTarget
    package let words: String
    package let why: String
    package let by: PersonID
    package internal(set) var answer: VigilanceAnswer?
    package internal(set) var text: String?
  }

  package init(id: String) { self.id = InterruptionID(id) }

  package var latestAnswer: InterruptionResponse? { answers.last?.response }
  package var isAnswered: Bool { !answers.isEmpty }
  package var isWithdrawn: Bool { status == .withdrawn }
  package var isSettled: Bool { status == .settled }

  package mutating func evolve(_ event: InterruptionEvent, _ envelope: Envelope) {
    switch event {
    case .recorded(let e):
      lea = envelope.place.lea
      cycle = e.cycle
      visit = e.visit
      question = e.question
      author = envelope.actor
      authorOrganisation = envelope.actingFor
      recorded = e
      status = .recorded
    case .answered(let e):
      answers.append(
        Answer(response: e.response, reason: e.reason, by: envelope.actor, at: envelope.recordedAt)
      )
      status = .answered
    case .vigilanceRaised(let e):
      vigilances.append(
        Vigilance(n: e.n, target: e.target, words: e.words, why: e.why, by: envelope.actor)
      )
    case .vigilanceAnswered(let e):
      guard let index = vigilances.firstIndex(where: { $0.n == e.vigilance }) else { return }
      vigilances[index].answer = e.answer
      vigilances[index].text = e.text
    }
  }

  package static func place(
    _ command: InterruptionCommand,
    actingFor: OrganisationID,
    _ facts: inout Facts
  ) throws(Refusal) -> Place {
    guard case .record(let c) = command else { return .common }
    guard let cycle = facts.cycle(c.cycle), let lea = cycle.lea else {
      throw Refusal(.unknownReference, "There is no cycle \(c.cycle) here.", field: "cycle")
    }
    return Place(programme: cycle.programme, lea: lea, cycle: c.cycle)
  }

  package func decide(
    _ command: InterruptionCommand,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [InterruptionEvent] {
    switch command {
    case .record(let c): try record(c, &facts, occasion)
    case .answer(let c): try answer(c)
    case .raiseVigilance(let c): try raise(c, &facts)
    case .answerVigilance(let c): try answer(c, &facts, occasion)
    }
  }

  package static let properties: [Property<Interruption>] = [
    Property("cycle", "The self-review that it interrupts") { $0.cycle },
    Property("visit", "The visit during which it was noticed") { $0.visit },
    Property("question", "The framework's question that it bears on") { $0.question },
    Property("origin", "Whether its author is of the LEA or free of its habits") { $0.recorded?.origin },
    Property("author", "Who recorded it") { $0.author },
    Property("author_organisation", "For whom") { $0.authorOrganisation },
    Property("status", "How far it has come") { $0.status },
    Property("latest_answer", "What the LEA makes of it now") { $0.latestAnswer },
    Property("taken_for_granted", "What is taken for granted", content: true) {
      $0.recorded?.takenForGranted
    },
    Property("asks", "The question it asks", content: true) { $0.recorded?.asks },
    Property("prompted_by", "What prompted it", content: true) { $0.recorded?.promptedBy ?? [] },
    Property("answers", "The LEA's answers, in order", content: true) { $0.answers },
    Property("vigilances", "Words to look at again, by number", content: true) { $0.vigilances },
  ]
}
