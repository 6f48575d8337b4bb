import PeerReview

/// Who gives and gains? Shown to be even-handed, and never as a ranking.
package struct ReciprocityMatrix: View {
  package static let name = "reciprocity_matrix"
  package static let version = 1
  package static let question = "Who gives and gains?"

  package struct Row: Sendable {
    let from: OrganisationID
    let to: OrganisationID
    var visits = 0
    var peerDays = 0
    var outsiderDays = 0
    var takeAways = 0
    var received = 0
  }

  package static let columns: [Column<Row>] = [
    Column("from_lea", \.from, "Whose people visited; a university's are outsiders"),
    Column("to_lea", \.to, "The LEA that was visited"),
    Column("visits", \.visits, "Visits held", unit: "visits"),
    Column("peer_days", \.peerDays, "Days given by visitors from an LEA", unit: "days"),
    Column("outsider_days", \.outsiderDays, "Days given by outsiders", unit: "days"),
    Column("take_aways", \.takeAways, "Ideas that the visitors took home", unit: "ideas"),
    Column("balance", "Peer-days given to it less those received from it", unit: "days") { row, _ in
      row.peerDays - row.received
    },
  ]

  package var rows = Rows<Row>()
  private var begun: [VisitID: Visiting] = [:]
  package init() {}

  private struct Visiting {
    let host: OrganisationID
    var days = 0
    var team: [TeamMember] = []
  }

  package mutating func fold(_ seen: Seen) {
    guard case .visit(let event) = seen.event else { return }
    let visit = VisitID(seen.envelope.stream.id)
    switch event {
    case .proposed(let e): begun[visit] = Visiting(host: e.host)
    case .scheduled(let e): begun[visit]?.days = e.to - e.from + 1
    case .begun(let e): begun[visit]?.team = e.team
    case .held: if let visiting = begun[visit] { count(visiting, seen) }
    case .takeAwayRecorded(let e):
      if let visiting = begun[visit] { update(e.forLea, visiting.host, seen) { $0.takeAways += 1 } }
    case .agreedTo, .memberInvited, .memberStoodDown, .accepted, .declined, .conflictDeclared,
      .conflictAssessed, .leadAppointed,
      .agendaSet, .briefingShared, .gapWaived, .sessionRecorded, .evidenceRequested, .requestAnswered,
      .reportedBack, .pointRaised, .pointAnswered, .reportSettled, .reportReleased:
      break
    }
  }

  private mutating func count(_ visiting: Visiting, _ seen: Seen) {
    for organisation in Set(visiting.team.map(\.organisation)).sorted(by: { $0.text < $1.text }) {
      let members = visiting.team.filter { $0.organisation == organisation }
      let peerDays = members.count { $0.role == .peer } * visiting.days
      let outsiderDays = members.count { $0.role == .outsider } * visiting.days
      update(organisation, visiting.host, seen) {
        $0.visits += 1
        $0.peerDays += peerDays
        $0.outsiderDays += outsiderDays
      }
      if peerDays > 0 { update(visiting.host, organisation, seen) { $0.received += peerDays } }
    }
  }

  private mutating func update(
    _ from: OrganisationID, _ to: OrganisationID, _ seen: Seen, _ change: (inout Row) -> Void
  ) {
    let key = RowKey(from.text, to.text)
    var row = rows[key] ?? Row(from: from, to: to)
    change(&row)
    // A pair belongs to no one stream and to neither LEA.
    rows.set(key, row, by: seen, stream: .some(nil), place: Place(programme: seen.envelope.place.programme))
  }
}
