/// One LEA's turn through review on one focus, from its opening to its close. The LEA alone leads it.
package struct Cycle: Aggregate {
  package static let kind = StreamKind.cycle
  package static let home: Home<Cycle> = \.cycles

  package let id: CycleID
  package private(set) var lea: OrganisationID?
  package private(set) var programme: ProgrammeID?
  package private(set) var focus = ""
  package private(set) var factor: FactorID?
  package private(set) var whyHighLeverage = ""
  package private(set) var framework: FrameworkID?
  package private(set) var scale: String?
  package private(set) var questions: [QuestionID] = []
  package private(set) var stage = CycleStage.focusing
  /// Every stage that the emphasis has lain on.
  package private(set) var stagesReached: Set<CycleStage> = [.focusing]
  /// Opened, and neither closed nor abandoned.
  package private(set) var isOpen = false
  /// Nothing pauses a review yet; rules ask already.
  package private(set) var isPaused = false
  package private(set) var pinned: PinnedDefinition?
  package private(set) var statement: SharedStatement?

  /// Events after which an LEA may have one more open review on a factor; what guards watch.
  package static let openingEvents = [CycleOpened.type]

  package init(id: String) { self.id = CycleID(id) }

  package mutating func evolve(_ event: CycleEvent, _ envelope: Envelope) {
    switch event {
    case .opened(let e):
      lea = envelope.place.lea
      programme = envelope.place.programme
      focus = e.focus
      factor = e.factor
      whyHighLeverage = e.whyHighLeverage
      framework = e.frameworkVersion
      scale = e.scale
      questions = e.questions
      isOpen = true
    case .definitionPinned(let e): pinned = PinnedDefinition(version: e.version, status: e.status)
    case .stageMoved(let e):
      stage = e.to
      stagesReached.insert(e.to)
    case .statementShared(let e):
      statement = SharedStatement(
        n: e.n,
        textRef: e.textRef,
        judgementVersions: e.judgementVersions,
        on: e.on
      )
    }
  }

  package func decide(
    _ command: CycleCommand,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [CycleEvent] {
    switch command {
    case .open(let c): try open(c, &facts, occasion)
    case .pinDefinition(let c): try pin(c, &facts)
    case .moveStage(let c): try move(c, occasion)
    case .shareStatement(let c): try share(c, &facts, occasion)
    }
  }

  package static func place(
    _ command: CycleCommand,
    actingFor: OrganisationID,
    _ facts: inout Facts
  ) throws(Refusal) -> Place {
    guard case .open(let c) = command else { return .common }
    return Place(programme: c.programme, lea: actingFor)
  }

  package static let properties: [Property<Cycle>] = [
    Property("lea", "The LEA that reviews itself") { $0.lea },
    Property("programme", "The programme that it belongs to") { $0.programme },
    Property("focus", "The aspect of inclusion under review") { $0.focus },
    Property("factor", "The factor of the framework that the focus belongs to") { $0.factor },
    Property("why_high_leverage", "Why the LEA thinks it of high leverage") { $0.whyHighLeverage },
    Property("framework_version", "The version of the framework") { $0.framework },
    Property("scale", "The scale that judgements may use, where one was chosen") { $0.scale },
    Property("questions", "The questions taken up") { $0.questions },
    Property("stage", "Where the emphasis lies") { $0.stage },
    Property("open", "Whether the review is open") { $0.isOpen },
    Property("paused", "Whether the review is paused") { $0.isPaused },
    Property("definition_version", "The wording of the definition that it goes by") { $0.pinned?.version },
    Property("definition_status", "Whether that wording was adopted when it was pinned") {
      $0.pinned?.status
    },
    Property("statement", "The number of the statement last shared") { $0.statement?.n },
    Property("statement_text_ref", "Where that statement's text is kept") { $0.statement?.textRef },
    Property("statement_shared_on", "The day on which it was shared") { $0.statement?.on },
    Property("judgement_versions", "The judgements as worded in it") { $0.statement?.judgementVersions },
  ]
}

/// The wording of the LEA's definition that a review goes by.
package struct PinnedDefinition: Sendable, Equatable {
  package let version: Int
  package let status: DefinitionStatus
}

/// The self-review statement last shared with the visitors.
package struct SharedStatement: Sendable, Equatable {
  package let n: Int
  package let textRef: String
  package let judgementVersions: [JudgementVersion]
  package let on: CalendarDay
}
