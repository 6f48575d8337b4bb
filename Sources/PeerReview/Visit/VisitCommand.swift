/// What may be asked of a visit, from its proposal to what the visitors take home.
package enum VisitCommand: Sendable {
  // Planning
  case propose(ProposeVisit)
  case agreeTo(AgreeToVisit)
  case schedule(ScheduleVisit)
  // The team
  case inviteMember(InviteMember)
  case accept(AcceptInvitation)
  case decline(DeclineInvitation)
  case declareConflict(DeclareConflict)
  case assessConflict(AssessConflict)
  case appointLead(AppointLead)
  // The briefing
  case setAgenda(SetAgenda)
  case shareBriefing(ShareBriefing)
  // The visit itself
  case waiveGap(WaiveGap)
  case begin(BeginVisit)
  case recordSession(RecordSession)
  case requestEvidence(RequestEvidence)
  case answerRequest(AnswerRequest)
  case end(EndVisit)
  // The report
  case reportBack(ReportBack)
  case raisePoint(RaisePoint)
  case answerPoint(AnswerPoint)
  case settleReport(SettleReport)
  case releaseReport(ReleaseReport)
  case recordTakeAway(RecordTakeAway)
}

extension VisitCommand {
  package static let kinds: [CommandKind] = planning + team + briefing + visiting + report

  private static let planning = [
    CommandKind(
      Visit.self,
      "ProposeVisit",
      "propose",
      "Propose that colleagues visit an LEA in a cycle of its review.",
      by: [.ll, .co],
      starts: .named,
      VisitCommand.propose
    ),
    CommandKind(
      Visit.self,
      "AgreeToVisit",
      "agree-to",
      "Agree, as the host, to a visit that the coordinator proposed.",
      by: [.ll],
      VisitCommand.agreeTo
    ),
    CommandKind(
      Visit.self,
      "ScheduleVisit",
      "schedule",
      "Settle the days and the place of a visit that its host wants.",
      by: [.co],
      refusals: [.noVisitPeriod, .agreementMissing],
      VisitCommand.schedule
    ),
  ]

  private static let team = [
    CommandKind(
      Visit.self,
      "InviteMember",
      "invite-member",
      "Ask a colleague of a neighbour or the university to join the team.",
      by: [.co],
      refusals: [.hostPerson],
      VisitCommand.inviteMember
    ),
    // Whoever is asked is no member yet: the role follows from the invitation, which the rule looks up.
    CommandKind(
      Visit.self,
      "AcceptInvitation",
      "accept",
      "Join the team, and keep to its ground rules.",
      by: [.vm],
      anyReader: true,
      storedAs: .vm,
      refusals: [.oldVersion, .agreementMissing],
      VisitCommand.accept
    ),
    CommandKind(
      Visit.self,
      "DeclineInvitation",
      "decline",
      "Say no to an invitation; it may be asked again.",
      by: [.vm],
      anyReader: true,
      storedAs: .vm,
      VisitCommand.decline
    ),
    CommandKind(
      Visit.self,
      "DeclareConflict",
      "declare-conflict",
      "Say what ties you to the host, so that it can be weighed.",
      by: [.vm],
      VisitCommand.declareConflict
    ),
    CommandKind(
      Visit.self,
      "AssessConflict",
      "assess-conflict",
      "Say what a declared conflict means for the visit.",
      by: [.co],
      refusals: [.selfAssessment],
      VisitCommand.assessConflict
    ),
    CommandKind(
      Visit.self,
      "AppointLead",
      "appoint-lead",
      "Name the peer who leads the team.",
      by: [.co],
      VisitCommand.appointLead
    ),
  ]

  private static let briefing = [
    CommandKind(
      Visit.self,
      "SetAgenda",
      "set-agenda",
      "Say who is met where, on which question; each change is a new version.",
      by: [.ll],
      VisitCommand.setAgenda
    ),
    CommandKind(
      Visit.self,
      "ShareBriefing",
      "share-briefing",
      "Send the team what it should read before it comes.",
      by: [.ll],
      VisitCommand.shareBriefing
    ),
  ]

  private static let visiting = [
    CommandKind(
      Visit.self,
      "WaiveGap",
      "waive-gap",
      "Accept, for your side, that the team lacks something the rules ask for.",
      by: [.ll, .co],
      VisitCommand.waiveGap
    ),
    CommandKind(
      Visit.self,
      "BeginVisit",
      "begin",
      "Begin the visit with the team as it stands.",
      by: [.vl],
      refusals: [.teamIncomplete, .conflictOpen, .agreementMissing],
      VisitCommand.begin
    ),
    CommandKind(
      Visit.self,
      "RecordSession",
      "record-session",
      "Note what a session was, or that it was missed.",
      by: [.vm],
      VisitCommand.recordSession
    ),
    CommandKind(
      Visit.self,
      "RequestEvidence",
      "request-evidence",
      "Ask the host for evidence that the team has not seen.",
      by: [.vm],
      VisitCommand.requestEvidence
    ),
    CommandKind(
      Visit.self,
      "AnswerRequest",
      "answer-request",
      "Provide the evidence that was asked for, or say why not.",
      by: [.ll],
      VisitCommand.answerRequest
    ),
    CommandKind(
      Visit.self,
      "EndVisit",
      "end",
      "End the visit; its days then count as given and received.",
      by: [.vl],
      refusals: [.nothingHeld],
      VisitCommand.end
    ),
  ]

  private static let report = [
    CommandKind(
      Visit.self,
      "ReportBack",
      "report-back",
      "Tell the host what the team noticed, wondered and offers.",
      by: [.vl],
      VisitCommand.reportBack
    ),
    CommandKind(
      Visit.self,
      "RaisePoint",
      "raise-point",
      "Say where the report is not accurate, while there is time.",
      by: [.ll],
      VisitCommand.raisePoint
    ),
    CommandKind(
      Visit.self,
      "AnswerPoint",
      "answer-point",
      "Accept a point of accuracy, or say why not.",
      by: [.vl],
      VisitCommand.answerPoint
    ),
    CommandKind(
      Visit.self,
      "SettleReport",
      "settle-report",
      "Settle the report, once its points of accuracy are answered.",
      by: [.vl, .sys],
      refusals: [.pointsOpen],
      VisitCommand.settleReport
    ),
    CommandKind(
      Visit.self,
      "ReleaseReport",
      "release-report",
      "Let others read the report; the host alone decides who.",
      by: [.ll],
      VisitCommand.releaseReport
    ),
    CommandKind(
      Visit.self,
      "RecordTakeAway",
      "record-take-away",
      "Note what you take home to your own LEA.",
      by: [.vm],
      VisitCommand.recordTakeAway
    ),
  ]
}
