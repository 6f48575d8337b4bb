import PeerReview

/// What happens when?
package struct VisitCalendar: View {
  package static let name = "visit_calendar"
  package static let version = 1
  package static let question = "What happens when?"

  package struct Row: Sendable {
    let visit: VisitID
    let host: OrganisationID
    var startsOn: CalendarDay?
    var endsOn: CalendarDay?
    var place: String?
    var status = VisitStatus.proposed
    var lead: PersonID?
    var team: [PersonID] = []
    var clash: [VisitID] = []
    var icalSequence = 0
  }

  package static let columns: [Column<Row>] = [
    Column("visit", \.visit, "The visit"),
    Column("host", \.host, "The LEA that is visited"),
    Column("starts_on", \.startsOn, "First day, in London"),
    Column("ends_on", \.endsOn, "Last day, in London"),
    Column("place", \.place, "Where"),
    Column("status", \.status, "How far the visit has come"),
    Column("lead", \.lead, "Who leads the team"),
    Column("team", \.team, "Who has accepted, in the order of their ids"),
    Column("clash", \.clash, "Other visits of the same people on the same days"),
    Column("ical_sequence", \.icalSequence, "How often the dates have moved", unit: "times"),
  ]

  package var rows = Rows<Row>()
  private var visitsOf: [PersonID: Set<VisitID>] = [:]
  package init() {}

  package mutating func fold(_ seen: Seen) {
    guard case .visit(let event) = seen.event else { return }
    let visit = VisitID(seen.envelope.stream.id)
    let key = RowKey(visit.text)
    switch event {
    case .proposed(let e): rows.set(key, Row(visit: visit, host: e.host), by: seen)
    case .scheduled(let e):
      rows.update(key, by: seen) {
        $0.startsOn = e.from
        $0.endsOn = e.to
        $0.place = e.place
        $0.status = .scheduled
      }
      findClashes(of: visit, seen)
    case .accepted(let e):
      rows.update(key, by: seen) { $0.team = ($0.team + [e.person]).sorted { $0.text < $1.text } }
      visitsOf[e.person, default: []].insert(visit)
      findClashes(of: visit, seen)
    case .memberStoodDown(let e):
      rows.update(key, by: seen) {
        $0.team.removeAll { $0 == e.person }
        if $0.lead == e.person { $0.lead = nil }
      }
      visitsOf[e.person]?.remove(visit)
      findClashes(of: visit, seen)
    case .leadAppointed(let e): rows.update(key, by: seen) { $0.lead = e.person }
    case .begun: move(key, to: .begun, seen)
    case .held: move(key, to: .held, seen)
    case .reportedBack: move(key, to: .reported, seen)
    case .reportSettled: move(key, to: .settled, seen)
    case .reportReleased: move(key, to: .released, seen)
    case .agreedTo, .memberInvited, .declined, .conflictDeclared, .conflictAssessed, .agendaSet,
      .briefingShared, .gapWaived, .sessionRecorded, .evidenceRequested, .requestAnswered, .pointRaised,
      .pointAnswered, .takeAwayRecorded:
      break
    }
  }

  private mutating func move(_ key: RowKey, to status: VisitStatus, _ seen: Seen) {
    rows.update(key, by: seen) { $0.status = status }
  }

  /// A clash stands in both visits' rows, or in neither.
  private mutating func findClashes(of visit: VisitID, _ seen: Seen) {
    guard let row = rows[RowKey(visit.text)] else { return }
    let clashing = Set(row.team.flatMap { visitsOf[$0] ?? [] }.filter { $0 != visit && overlaps($0, row) })
    for other in clashing.union(row.clash) {
      let clashes = clashing.contains(other)
      let key = RowKey(other.text)
      guard rows[key]?.clash.contains(visit) != clashes else { continue }
      rows.update(key, by: seen) { row in
        row.clash = (row.clash.filter { $0 != visit } + (clashes ? [visit] : [])).sorted { $0.text < $1.text }
      }
    }
    let sorted = clashing.sorted { $0.text < $1.text }
    if sorted != row.clash { rows.update(RowKey(visit.text), by: seen) { $0.clash = sorted } }
  }

  private func overlaps(_ other: VisitID, _ row: Row) -> Bool {
    guard let theirs = rows[RowKey(other.text)], let from = row.startsOn, let to = row.endsOn,
      let theirFrom = theirs.startsOn, let theirTo = theirs.endsOn, theirs.status != .cancelled
    else { return false }
    return from <= theirTo && theirFrom <= to
  }
}
