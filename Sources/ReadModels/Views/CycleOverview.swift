import PeerReview

/// Where is each LEA?
package struct CycleOverview: View {
  package static let name = "cycle_overview"
  package static let version = 1
  package static let question = "Where is each LEA?"

  package struct Row: Sendable {
    let member: OrganisationID
    var focus: String?
    var factor: FactorID?
    var stage: CycleStage?
    var stageSince: CalendarDay?
    var definition: DefinitionStatus?
    var framework: FrameworkID?
    var paused = false
    /// The days of the visits that are still to come or under way.
    var visits: [VisitID: (from: CalendarDay, to: CalendarDay)] = [:]

    func nextVisit(_ today: CalendarDay) -> (id: VisitID, from: CalendarDay)? {
      visits.filter { $0.value.to >= today }.min {
        ($0.value.from, $0.key.text) < ($1.value.from, $1.key.text)
      }
      .map { ($0.key, $0.value.from) }
    }
  }

  package static let columns: [Column<Row>] = [
    Column("member", \.member, "The LEA; one that has joined and opened no cycle yet has a row without one"),
    Column("focus", \.focus, "What is under review"),
    Column("factor", \.factor, "The factor that the focus belongs to"),
    Column("stage", \.stage, "Where the emphasis lies now"),
    Column("days_in_stage", "Since the stage began", unit: "days") { row, today in
      row.stageSince.map { today - $0 }
    },
    Column("definition", \.definition, "Whether the definition it works by is adopted or a draft"),
    Column("framework", \.framework, "The version of the framework instrument"),
    Column("next_visit", "The next visit, or the one under way") { row, today in row.nextVisit(today)?.id },
    Column("next_visit_on", "Its first day, in London") { row, today in row.nextVisit(today)?.from },
    Column("paused", \.paused, "Whether the cycle is paused"),
  ]

  package var rows = Rows<Row>()
  private var keys: [CycleID: RowKey] = [:]
  private var cycleOf: [VisitID: CycleID] = [:]
  package init() {}

  package mutating func fold(_ seen: Seen) {
    switch seen.event {
    case .programme(.leaJoined(let e)):
      let place = Place(programme: seen.envelope.place.programme, lea: e.lea)
      rows.set(RowKey(e.lea.text, ""), Row(member: e.lea), by: seen, place: place)
    case .cycle(let event): fold(event, seen)
    case .visit(let event): fold(event, VisitID(seen.envelope.stream.id), seen)
    case .programme, .organisations, .agreement, .framework, .definition, .evidence, .judgement,
      .interruption, .action, .person, .redaction:
      break
    }
  }

  private mutating func fold(_ event: CycleEvent, _ seen: Seen) {
    let cycle = CycleID(seen.envelope.stream.id)
    switch event {
    case .opened(let e):
      guard let lea = seen.envelope.place.lea else { return }
      rows.remove(RowKey(lea.text, ""))
      let key = RowKey(lea.text, cycle.text)
      keys[cycle] = key
      rows.set(
        key,
        Row(
          member: lea, focus: e.focus, factor: e.factor, stage: .focusing, stageSince: seen.occurredOn,
          framework: e.frameworkVersion),
        by: seen)
    case .definitionPinned(let e): update(cycle, seen) { $0.definition = e.status }
    case .stageMoved(let e):
      update(cycle, seen) {
        $0.stage = e.to
        $0.stageSince = seen.occurredOn
      }
    case .statementShared: break
    }
  }

  private mutating func fold(_ event: VisitEvent, _ visit: VisitID, _ seen: Seen) {
    switch event {
    case .proposed(let e): cycleOf[visit] = e.cycle
    case .scheduled(let e):
      if let cycle = cycleOf[visit] { update(cycle, seen) { $0.visits[visit] = (e.from, e.to) } }
    case .held: if let cycle = cycleOf[visit] { update(cycle, seen) { $0.visits[visit] = nil } }
    case .agreedTo, .memberInvited, .memberStoodDown, .accepted, .declined, .conflictDeclared,
      .conflictAssessed, .leadAppointed,
      .agendaSet, .briefingShared, .gapWaived, .begun, .sessionRecorded, .evidenceRequested, .requestAnswered,
      .reportedBack, .pointRaised, .pointAnswered, .reportSettled, .reportReleased, .takeAwayRecorded:
      break
    }
  }

  private mutating func update(_ cycle: CycleID, _ seen: Seen, _ change: (inout Row) -> Void) {
    if let key = keys[cycle] { rows.update(key, by: seen, change) }
  }
}
