import PeerReview

/// A visit as pages speak of it.
struct VisitInWords: Sendable {
  let id: String
  let host: String
  let days: String
  let status: Badge
  let place: String?
  let team: [Member]
  let hasTeam: Bool

  struct Member: Sendable {
    let name: String
    let organisation: String
    /// Leads the team, is a peer, is the university's outsider.
    let part: String
  }

  init(_ visit: Visit, _ directory: Directory) {
    id = visit.id.text
    host = directory.name(visit.host)
    days = visit.from.flatMap { from in visit.to.map { InWords.days(from, $0) } } ?? "Days not settled yet"
    status = Self.status(visit.status)
    place = visit.meetingPlace
    team = visit.team.compactMap { person in
      visit.members[person].map { member in
        Member(
          name: directory.name(person), organisation: directory.name(member.organisation),
          part: (visit.lead == person ? "leads the team, " : "") + member.role.label.lowercased())
      }
    }
    hasTeam = !team.isEmpty
  }

  /// What to call the visit that a page shows.
  static func label(_ visit: Visit?) -> String {
    switch visit?.status {
    case .begun: "Visit under way"
    case .held, .reported, .settled, .released: "Last visit"
    case .proposed, .scheduled, .cancelled, nil: "Next visit"
    }
  }

  static func status(_ status: VisitStatus) -> Badge {
    switch status {
    case .proposed: Badge("○", "Proposed")
    case .scheduled: Badge("◷", "Planned")
    case .begun: Badge("▶", "Under way", "care")
    case .held: Badge("◐", "Held; the team has still to report")
    case .reported: Badge("◐", "Reported; the host checks it for accuracy")
    case .settled: Badge("◑", "Report settled; not released yet")
    case .released: Badge("●", "Report released", "good")
    case .cancelled: Badge("✕", "Called off", "stop")
    }
  }
}

extension Visit {
  /// Of several visits the one that people ask about: under way or still to come, else the last.
  static func foremost(_ visits: some Sequence<Visit>, on today: CalendarDay) -> Visit? {
    let settled = visits.filter { $0.from != nil && $0.status != .cancelled }.sorted {
      $0.sortKey < $1.sortKey
    }
    return settled.first { $0.status == .begun || ($0.status == .scheduled && ($0.to ?? today) >= today) }
      ?? settled.last ?? visits.min { $0.sortKey < $1.sortKey }
  }

  private var sortKey: (Int, String) { (from?.number ?? 0, id.text) }
}
