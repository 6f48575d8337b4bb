/// Who comes, and whether it may.
extension Visit {
  func invite(
    _ c: InviteMember,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [VisitEvent] {
    try require(.scheduled, otherwise: "People are asked once the days are set and until the visit begins.")
    guard c.organisation != host else { throw hostPerson(c.person) }
    guard let person = facts.person(c.person), let employer = person.organisation else {
      throw Refusal(.unknownReference, "No person \(c.person) is registered.", field: "person")
    }
    guard employer != host else { throw hostPerson(c.person) }
    guard employer == c.organisation, let organisation = facts.organisation(employer) else {
      throw Refusal(
        .unknownReference,
        "\(c.person) does not work for \(c.organisation).",
        field: "organisation"
      )
    }
    guard (c.role == .peer) == (organisation.kind == .lea) else {
      throw Refusal(
        .wrongState,
        "Peers come from neighbouring LEAs, outsiders from the university or another partner.",
        field: "role"
      )
    }
    try requireInTime(c.replyBy, occasion)
    return try invite(c, again: members[c.person])
  }

  private func invite(_ c: InviteMember, again earlier: Member?) throws(Refusal) -> [VisitEvent] {
    switch earlier?.status {
    case nil, .declined:
      return [
        .memberInvited(
          TeamMemberInvited(
            person: c.person,
            organisation: c.organisation,
            role: c.role,
            why: c.why,
            replyBy: c.replyBy
          )
        )
      ]
    case .invited where earlier?.role == c.role && earlier?.replyBy == c.replyBy: return []
    case .invited: throw Refusal(.wrongState, "\(c.person) is asked already and has not answered yet.")
    case .accepted: throw Refusal(.wrongState, "\(c.person) has accepted already.")
    case .withdrew, .stoodDown:
      throw Refusal(.wrongState, "\(c.person) has left this team, and is not asked again for it.")
    }
  }

  private func requireInTime(_ replyBy: CalendarDay, _ occasion: Occasion) throws(Refusal) {
    guard replyBy >= occasion.today, from.map({ replyBy <= $0 }) ?? true else {
      throw Refusal(
        .invalidDate,
        "The reply is due between today and the first day of the visit.",
        field: "reply_by"
      )
    }
  }

  private func hostPerson(_ person: PersonID) -> Refusal {
    Refusal(
      .hostPerson,
      "\(person) works for the host; the team comes from elsewhere, so as to see what insiders do not.",
      field: "person"
    )
  }

  /// Only the person who was asked answers, and for the organisation for which it was asked.
  private func invitation(of occasion: Occasion) throws(Refusal) -> Member {
    guard let member = members[occasion.actor], member.organisation == occasion.actingFor else {
      throw Refusal(
        .notPermitted,
        "Only somebody who was asked answers, and you were not asked to this visit."
      )
    }
    return member
  }

  func accept(
    _ c: AcceptInvitation,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [VisitEvent] {
    let member = try invitation(of: occasion)
    if member.status == .accepted { return [] }
    guard member.status == .invited else {
      throw Refusal(.wrongState, "You have left this invitation behind; the coordinator may ask you again.")
    }
    try require(.scheduled, otherwise: "It is too late to join.")
    let agreement = try agreement(of: programme(&facts), &facts)
    if let read = c.groundRulesVersion, read != agreement.statementVersion {
      throw Refusal(
        .oldVersion,
        "The ground rules are at version \(agreement.statementVersion), not \(read). Read them, then accept.",
        field: "ground_rules_version"
      )
    }
    return [
      .accepted(
        InvitationAccepted(
          person: occasion.actor,
          groundRulesVersion: agreement.statementVersion,
          on: occasion.today
        )
      )
    ]
  }

  func decline(_ c: DeclineInvitation, _ occasion: Occasion) throws(Refusal) -> [VisitEvent] {
    switch try invitation(of: occasion).status {
    case .invited:
      return [.declined(InvitationDeclined(person: occasion.actor, category: c.category, note: c.note))]
    case .declined: return []
    case .accepted, .withdrew, .stoodDown:
      throw Refusal(
        .wrongState,
        "You have answered this invitation already; a member withdraws from the team."
      )
    }
  }

  func declareConflict(_ c: DeclareConflict, _ occasion: Occasion) throws(Refusal) -> [VisitEvent] {
    try require(
      .scheduled,
      .begun,
      .held,
      .reported,
      otherwise: "A conflict matters until the report is settled."
    )
    if conflicts.contains(where: { $0.person == occasion.actor && $0.kind == c.kind && $0.detail == c.detail }
    ) {
      return []
    }
    return [
      .conflictDeclared(
        ConflictDeclared(n: conflicts.count + 1, person: occasion.actor, kind: c.kind, detail: c.detail)
      )
    ]
  }

  func assessConflict(_ c: AssessConflict, _ occasion: Occasion) throws(Refusal) -> [VisitEvent] {
    guard let conflict = conflicts.first(where: { $0.n == c.conflict }) else {
      throw Refusal(
        .unknownReference,
        "No conflict \(c.conflict) was declared on this visit.",
        field: "conflict"
      )
    }
    guard conflict.person != occasion.actor else {
      throw Refusal(.selfAssessment, "Nobody weighs a conflict of one's own; another coordinator does.")
    }
    if let before = conflict.assessed, before.outcome == c.outcome, before.condition == c.condition {
      return []
    }
    guard isOnTeam(conflict.person) else {
      throw Refusal(.wrongState, "\(conflict.person) is not on the team any more.")
    }
    let assessed = VisitEvent.conflictAssessed(
      ConflictAssessed(
        conflict: c.conflict,
        person: conflict.person,
        outcome: c.outcome,
        condition: c.condition
      )
    )
    guard c.outcome == .stoodDown else { return [assessed] }
    return [assessed, .memberStoodDown(MemberStoodDown(person: conflict.person, conflict: c.conflict))]
  }

  func appointLead(_ c: AppointLead) throws(Refusal) -> [VisitEvent] {
    guard let member = members[c.person] else {
      throw Refusal(.unknownReference, "\(c.person) was not asked to this visit.", field: "person")
    }
    guard member.status == .accepted, member.role == .peer else {
      throw Refusal(
        .wrongState,
        "A peer who has accepted leads the team; \(c.person) is not one.",
        field: "person"
      )
    }
    guard lead != c.person else { return [] }
    try require(
      .scheduled,
      .begun,
      .held,
      .reported,
      otherwise: "The lead is appointed until the report is settled."
    )
    return [.leadAppointed(VisitLeadAppointed(person: c.person))]
  }
}
