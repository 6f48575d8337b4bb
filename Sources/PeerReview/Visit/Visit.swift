/// Colleagues of neighbouring LEAs and the university come to see, support and challenge one LEA's review.
/// The visitors notice, wonder and offer; the host decides what travels.
package struct Visit: Aggregate {
  package static let kind = StreamKind.visit
  package static let home: Home<Visit> = \.visits

  package let id: VisitID
  package private(set) var host: OrganisationID?
  package private(set) var cycle: CycleID?
  package private(set) var programme: ProgrammeID?
  package private(set) var status = VisitStatus.proposed

  package private(set) var purpose: VisitKind?
  package private(set) var focus = ""
  package private(set) var window: VisitWindow?
  /// Who of the host wants the visit: by proposing it, or by agreeing to it.
  package private(set) var hostAgreedBy: PersonID?
  /// The first day, once there are days.
  package private(set) var from: CalendarDay?
  /// The last day.
  package private(set) var to: CalendarDay?
  package private(set) var meetingPlace: String?
  package private(set) var replaces: VisitID?

  /// Everybody who was ever asked.
  package private(set) var members: [PersonID: Member] = [:]
  package private(set) var lead: PersonID?
  package private(set) var conflicts: [Conflict] = []

  package private(set) var agenda: [AgendaSession] = []
  /// The agenda's version, 0 before there is one.
  package private(set) var agendaVersion = 0
  package private(set) var briefings: [BriefingShared] = []
  /// Which sides do without what.
  package private(set) var waivers: [TeamGap: Set<VisitSide>] = [:]

  package private(set) var records: [SessionRecorded] = []
  package private(set) var requests: [EvidenceRequest] = []
  package private(set) var days: VisitHeld?

  package private(set) var report: ReportedBack?
  package private(set) var points: [AccuracyPoint] = []
  /// Whether the report settled by lapse of time.
  package private(set) var hasLapsed = false
  package private(set) var releasedOn: CalendarDay?
  package private(set) var releasedTo: Visibility?
  package private(set) var takeAways: [TakeAway] = []

  package init(id: String) { self.id = VisitID(id) }

  package mutating func evolve(_ event: VisitEvent, _ envelope: Envelope) {
    switch event {
    case .proposed(let e):
      host = e.host
      cycle = e.cycle
      programme = envelope.place.programme
      purpose = e.kind
      focus = e.focus
      window = e.window
      if envelope.role == .ll { hostAgreedBy = envelope.actor }
    case .agreedTo: hostAgreedBy = envelope.actor
    case .scheduled(let e):
      status = .scheduled
      from = e.from
      to = e.to
      meetingPlace = e.place
      replaces = e.replaces
    case .memberInvited(let e): members[e.person] = Member(e, after: members[e.person])
    case .accepted(let e): members[e.person]?.accept(e)
    case .declined(let e): members[e.person]?.status = .declined
    case .conflictDeclared(let e): conflicts.append(Conflict(e))
    case .conflictAssessed(let e):
      for at in conflicts.indices where conflicts[at].n == e.conflict { conflicts[at].assessed = e }
    case .memberStoodDown(let e): endService(of: e.person, as: .stoodDown)
    case .leadAppointed(let e): lead = e.person
    case .agendaSet(let e):
      agenda = e.sessions
      agendaVersion = e.n
    case .briefingShared(let e): briefings.append(e)
    case .gapWaived(let e): waivers[e.gap, default: []].insert(e.side)
    case .begun: status = .begun
    case .sessionRecorded(let e): records.append(e)
    case .evidenceRequested(let e): requests.append(EvidenceRequest(e, by: envelope.actor))
    case .requestAnswered(let e):
      for at in requests.indices where requests[at].n == e.request { requests[at].answered = e }
    case .held(let e):
      status = .held
      days = e
    case .reportedBack(let e):
      status = .reported
      report = e
    case .pointRaised(let e): points.append(AccuracyPoint(e))
    case .pointAnswered(let e):
      for at in points.indices where points[at].n == e.point { points[at].answered = e }
    case .reportSettled(let e):
      status = .settled
      hasLapsed = e.lapsed
    case .reportReleased(let e):
      status = .released
      releasedOn = e.on
      releasedTo = e.to.visibility
    case .takeAwayRecorded(let e):
      takeAways.append(TakeAway(person: envelope.actor, forLea: e.forLea, idea: e.idea))
    }
  }

  /// Whoever leaves the team does not lead it.
  private mutating func endService(of person: PersonID, as status: MemberStatus) {
    members[person]?.status = status
    if lead == person { lead = nil }
  }

  package func decide(
    _ command: VisitCommand,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [VisitEvent] {
    switch command {
    case .propose(let c): try propose(c, &facts, occasion)
    case .agreeTo(let c): try agreeTo(c)
    case .schedule(let c): try schedule(c, &facts, occasion)
    case .inviteMember(let c): try invite(c, &facts, occasion)
    case .accept(let c): try accept(c, &facts, occasion)
    case .decline(let c): try decline(c, occasion)
    case .declareConflict(let c): try declareConflict(c, occasion)
    case .assessConflict(let c): try assessConflict(c, occasion)
    case .appointLead(let c): try appointLead(c)
    case .setAgenda(let c): try setAgenda(c, &facts)
    case .shareBriefing(let c): try shareBriefing(c, &facts, occasion)
    case .waiveGap(let c): try waiveGap(c, occasion)
    case .begin: try begin(&facts, occasion)
    case .recordSession(let c): try recordSession(c, occasion)
    case .requestEvidence(let c): try requestEvidence(c)
    case .answerRequest(let c): try answerRequest(c, &facts)
    case .end: try end()
    case .reportBack(let c): try reportBack(c, &facts, occasion)
    case .raisePoint(let c): try raisePoint(c, occasion)
    case .answerPoint(let c): try answerPoint(c)
    case .settleReport: try settleReport(occasion)
    case .releaseReport(let c): try releaseReport(c, occasion)
    case .recordTakeAway(let c): try recordTakeAway(c, occasion)
    }
  }

  package static func place(
    _ command: VisitCommand,
    actingFor: OrganisationID,
    _ facts: inout Facts
  ) throws(Refusal) -> Place {
    guard case .propose(let c) = command else { return .common }
    let cycle = try cycle(c.cycle, &facts)
    return Place(programme: cycle.programme, lea: cycle.lea, cycle: cycle.id)
  }
}

/// How far a visit has come.
package enum VisitStatus: String, Choice {
  case proposed, scheduled, begun, held, reported, settled, released, cancelled
}
