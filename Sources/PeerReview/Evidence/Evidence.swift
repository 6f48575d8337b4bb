/// One piece of evidence of one LEA's review: what was looked at, what it shows, what it may hide. Whether
/// it came late is for views to derive, and never a reason to refuse it.
package struct Evidence: Aggregate {
  package static let kind = StreamKind.evidence
  package static let home: Home<Evidence> = \.evidence

  package let id: EvidenceID
  package private(set) var lea: OrganisationID?
  package private(set) var cycle: CycleID?
  package private(set) var author: PersonID?
  package private(set) var recordedAt: Moment?
  package private(set) var collectedOn: CalendarDay?
  package private(set) var title = ""
  package private(set) var summary = ""
  package private(set) var questions: [QuestionID] = []
  /// Pupils or families give their own account.
  package private(set) var voice = false
  package private(set) var isIdentifiable = false
  package private(set) var isSharedWithTeam = false
  /// Nothing withdraws evidence yet; rules that cite it ask already.
  package private(set) var isWithdrawn = false
  private var recorded: EvidenceRecorded?

  package init(id: String) { self.id = EvidenceID(id) }

  package mutating func evolve(_ event: EvidenceEvent, _ envelope: Envelope) {
    switch event {
    case .recorded(let e):
      lea = envelope.place.lea
      cycle = envelope.place.cycle
      author = envelope.actor
      recordedAt = envelope.recordedAt
      collectedOn = e.collectedOn
      title = e.title
      summary = e.summary
      questions = e.questions
      voice = e.voice
      isIdentifiable = e.identifiable
      recorded = e
    case .summaryRevised(let e): summary = e.to
    case .shared: isSharedWithTeam = true
    }
  }

  package func decide(
    _ command: EvidenceCommand,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [EvidenceEvent] {
    switch command {
    case .record(let c): try record(c, &facts, occasion)
    case .reviseSummary(let c): try revise(c, &facts)
    case .share(let c): try share(c)
    }
  }

  package static func place(
    _ command: EvidenceCommand,
    actingFor: OrganisationID,
    _ facts: inout Facts
  ) throws(Refusal) -> Place {
    guard case .record(let c) = command else { return .common }
    return try Cycle.place(of: c.cycle, &facts)
  }

  package static let properties: [Property<Evidence>] = [
    Property("cycle", "The review that it is for") { $0.cycle },
    Property("title", "What it is") { $0.title },
    Property("approach", "How it was come by", content: true) { $0.recorded?.approach },
    Property("compulsion", "Whether government asks for it", content: true) { $0.recorded?.compulsion },
    Property("dimensions", "What it says something about", content: true) { $0.recorded?.dimensions },
    Property("context", "Whether it describes the context", content: true) { $0.recorded?.context },
    Property("groups", "The groups at risk that it says something about", content: true) {
      $0.recorded?.groups
    },
    Property("voice", "Whether learners or families give their own account", content: true) { $0.voice },
    Property("covers", "The period covered", content: true) { $0.recorded?.covers },
    Property("collected_on", "The day on which it was complete", content: true) { $0.collectedOn },
    Property("summary", "What it shows, as last worded", content: true) { $0.summary },
    Property("caveats", "What it may conceal, mislead about or distort", content: true) {
      $0.recorded?.caveats
    },
    Property("identifiable", "Whether somebody may be identified", content: true) { $0.isIdentifiable },
    Property("questions", "The questions that it bears on", content: true) { $0.questions },
    Property("heads", "How many people it counts", content: true) { $0.recorded?.heads },
    Property("shared_with_team", "Whether the visiting team may read it", content: true) {
      $0.isSharedWithTeam
    },
  ]
}
