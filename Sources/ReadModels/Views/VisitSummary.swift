import PeerReview

/// A visit's events in one line for people; who was asked and what a report says stay out of it.
enum VisitSummary {
  static func of(_ event: VisitEvent) -> String {
    switch event {
    case .proposed(let e): "Visit proposed: \(e.focus)"
    case .scheduled(let e): "Visit scheduled for \(e.from) to \(e.to), \(e.place)"
    case .memberInvited(let e): "\(Words.article(e.role.rawValue)) of \(e.organisation) invited"
    case .accepted: "An invitation accepted"
    case .declined(let e): "An invitation declined: \(e.category.label.lowercased())"
    case .conflictDeclared(let e): "Conflict \(e.n) declared"
    case .conflictAssessed(let e): "Conflict \(e.conflict) assessed: \(Words.plain(e.outcome.rawValue))"
    case .memberStoodDown: "A member stood down"
    case .leadAppointed: "The visit lead appointed"
    case .agendaSet(let e): "Agenda set, version \(e.n): \(e.sessions.count) sessions"
    case .briefingShared(let e): "Briefing shared, \(e.workingDaysBefore) working days ahead"
    case .gapWaived(let e): "Gap waived: \(Words.plain(e.gap.rawValue))"
    case .begun(let e): "Visit begun with \(e.team.count) visitors"
    case .sessionRecorded(let e): "Session recorded: \(e.outcome.rawValue)"
    case .evidenceRequested(let e): "Evidence requested: \(e.what)"
    case .requestAnswered(let e): "Request for evidence answered: \(e.answer.rawValue)"
    case .held(let e): "Visit held: \(e.peerDays) peer-days, \(e.outsiderDays) outsider-days"
    case .reportedBack: "The team reported back"
    case .pointRaised(let e): "Accuracy point \(e.n) raised"
    case .pointAnswered(let e): "Accuracy point \(e.point) answered: \(Words.plain(e.answer.rawValue))"
    case .reportSettled(let e): e.lapsed ? "Report settled as the accuracy period lapsed" : "Report settled"
    case .reportReleased(let e): "Report released: \(e.to.rawValue)"
    case .takeAwayRecorded(let e): "Take-away recorded for \(e.forLea)"
    case .agreedTo: "Visit agreed to by its host"
    }
  }
}
