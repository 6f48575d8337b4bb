/// What visitors see of the LEA that they visit.
extension Sight {
  /// For how many working days after its report was released a team goes on seeing the evidence shared
  /// with it.
  package static let evidenceDays = 20

  func isSeenByTeam(_ recorded: Recorded) -> Bool {
    let stream = recorded.envelope.stream
    switch stream.kind {
    case .visit: return recorded.envelope.visibility >= .team && isVisited(VisitID(stream.id))
    case .interruption: return recorded.envelope.visibility >= .team && isNoticedByTeam(stream.id, recorded)
    case .evidence: return isSharedEvidence(stream.id, recorded.envelope.place.cycle)
    case .judgement: return isSharedVersion(recorded)
    case .cycle, .programme, .organisations, .framework, .agreement, .person:
      return recorded.envelope.visibility >= .team
    case .definition, .action, .redaction: return false
    }
  }

  private func isVisited(_ visit: VisitID) -> Bool { consortium.visits[visit.text].map(isVisitor) ?? false }

  /// What arose at a visit is that visit's team's; what an insider noticed between visits is every team's.
  private func isNoticedByTeam(_ id: String, _ recorded: Recorded) -> Bool {
    if let visit = consortium.interruptions[id]?.visit { return isVisited(visit) }
    return !visits(recorded.envelope.place.cycle).isEmpty
  }

  /// The visits that make the reader a visitor of this cycle; its own LEA looks through all of them.
  private func visits(_ cycle: CycleID?) -> [Visit] {
    guard let cycle else { return [] }
    return consortium.visits.values.filter { $0.cycle == cycle && isVisitor($0) }
  }

  private func isVisitor(_ visit: Visit) -> Bool {
    looksAsTeam ? visit.host == reader.organisation : visit.isOnTeam(reader.person)
  }

  private func isSharedEvidence(_ id: String, _ cycle: CycleID?) -> Bool {
    guard consortium.evidence[id]?.isSharedWithTeam == true else { return false }
    return visits(cycle).contains { visit in
      guard let released = visit.releasedOn else { return true }
      return today <= WorkingDays.day(Self.evidenceDays, after: released)
    }
  }

  /// The wordings up to the one that the cycle's shared statement cites.
  private func isSharedVersion(_ recorded: Recorded) -> Bool {
    guard case .judgement(let event) = recorded.event, let wording = event.statementVersion,
      let cycle = recorded.envelope.place.cycle, !visits(cycle).isEmpty,
      let statement = consortium.cycles[cycle.text]?.statement
    else { return false }
    let question = JudgementID(recorded.envelope.stream.id).question
    return statement.judgementVersions.contains { $0.question == question && wording <= $0.version }
  }

  /// Whether an event changes what somebody sees of earlier ones.
  package static func isChanged(by recorded: Recorded) -> Bool {
    decisive.contains(recorded.envelope.type)
  }

  private static let decisive: Set<String> = [
    "PersonRegistered", "RoleGranted", "RoleRevoked", "VisitProposed", "TeamMemberInvited",
    "InvitationAccepted", "InvitationDeclined", "MemberStoodDown", "EvidenceShared",
    "SelfReviewStatementShared",
    "ReportReleased", "InterruptionRecorded", "ActionSuggested",
  ]
}
