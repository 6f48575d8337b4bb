/// What is stored of visits.
package enum VisitEvent: AggregateEvent {
  case proposed(VisitProposed)
  case agreedTo(VisitAgreedTo)
  case scheduled(VisitScheduled)
  case memberInvited(TeamMemberInvited)
  case accepted(InvitationAccepted)
  case declined(InvitationDeclined)
  case conflictDeclared(ConflictDeclared)
  case conflictAssessed(ConflictAssessed)
  case memberStoodDown(MemberStoodDown)
  case leadAppointed(VisitLeadAppointed)
  case agendaSet(AgendaSet)
  case briefingShared(BriefingShared)
  case gapWaived(GapWaived)
  case begun(VisitBegun)
  case sessionRecorded(SessionRecorded)
  case evidenceRequested(EvidenceRequested)
  case requestAnswered(EvidenceRequestAnswered)
  case held(VisitHeld)
  case reportedBack(ReportedBack)
  case pointRaised(AccuracyPointRaised)
  case pointAnswered(AccuracyPointAnswered)
  case reportSettled(ReportSettled)
  case reportReleased(ReportReleased)
  case takeAwayRecorded(TakeAwayRecorded)

  package static let kinds = [
    EventKind(.visit, VisitEvent.proposed),
    EventKind(.visit, VisitEvent.agreedTo),
    EventKind(.visit, VisitEvent.scheduled),
    EventKind(.visit, VisitEvent.memberInvited),
    EventKind(.visit, VisitEvent.accepted),
    EventKind(.visit, VisitEvent.declined),
    EventKind(.visit, VisitEvent.conflictDeclared),
    EventKind(.visit, VisitEvent.conflictAssessed),
    EventKind(.visit, VisitEvent.memberStoodDown),
    EventKind(.visit, VisitEvent.leadAppointed),
    EventKind(.visit, VisitEvent.agendaSet),
    EventKind(.visit, VisitEvent.briefingShared),
    EventKind(.visit, VisitEvent.gapWaived),
    EventKind(.visit, VisitEvent.begun),
    EventKind(.visit, VisitEvent.sessionRecorded),
    EventKind(.visit, VisitEvent.evidenceRequested),
    EventKind(.visit, VisitEvent.requestAnswered),
    EventKind(.visit, VisitEvent.held),
    EventKind(.visit, VisitEvent.reportedBack),
    EventKind(.visit, VisitEvent.pointRaised),
    EventKind(.visit, VisitEvent.pointAnswered),
    EventKind(.visit, VisitEvent.reportSettled),
    EventKind(.visit, VisitEvent.reportReleased),
    EventKind(.visit, VisitEvent.takeAwayRecorded),
  ]

  package static func event(_ happened: Self) -> Event { .visit(happened) }

  package var payload: any EventPayload {
    switch self {
    case .proposed(let payload): payload
    case .agreedTo(let payload): payload
    case .scheduled(let payload): payload
    case .memberInvited(let payload): payload
    case .accepted(let payload): payload
    case .declined(let payload): payload
    case .conflictDeclared(let payload): payload
    case .conflictAssessed(let payload): payload
    case .memberStoodDown(let payload): payload
    case .leadAppointed(let payload): payload
    case .agendaSet(let payload): payload
    case .briefingShared(let payload): payload
    case .gapWaived(let payload): payload
    case .begun(let payload): payload
    case .sessionRecorded(let payload): payload
    case .evidenceRequested(let payload): payload
    case .requestAnswered(let payload): payload
    case .held(let payload): payload
    case .reportedBack(let payload): payload
    case .pointRaised(let payload): payload
    case .pointAnswered(let payload): payload
    case .reportSettled(let payload): payload
    case .reportReleased(let payload): payload
    case .takeAwayRecorded(let payload): payload
    }
  }
}
