/// Who is asked, who comes, and what each hopes for and brings.
extension Programme {
  func propose(_ c: ProposeProgramme, _ facts: inout Facts) throws(Refusal) -> [ProgrammeEvent] {
    guard name == nil else {
      throw Refusal(.exists, "There is a programme \(id) already: choose another id.", field: "id")
    }
    guard c.period.from <= c.period.to else {
      throw Refusal(.invalidDate, "The programme would end before it begins.", field: "period.to")
    }
    for partner in c.partners {
      guard let known = facts.organisation(partner) else {
        throw Refusal(.unknownReference, "No organisation \(partner) is registered.", field: "partners")
      }
      guard known.kind != .lea else {
        throw Refusal(
          .unknownReference,
          "\(known.name) is an LEA, and joins by invitation: leave it out here and invite it.",
          field: "partners"
        )
      }
    }
    return [
      .proposed(
        ProgrammeProposed(
          name: c.name,
          purpose: c.purpose,
          period: c.period,
          partners: c.partners,
          rules: c.rules?.completed ?? .usual
        )
      )
    ]
  }

  func invite(
    _ c: InviteLea,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [ProgrammeEvent] {
    try refuseClosed()
    let lea = try registeredLea(c.lea, "lea", &facts)
    guard !members.contains(lea.id) else {
      throw Refusal(.alreadyMember, "\(lea.name) has joined already.", field: "lea")
    }
    if let replyBy = c.replyBy, replyBy < occasion.today {
      throw Refusal(.invalidDate, "The day to answer by lies in the past.", field: "reply_by")
    }
    if let pending = invitations[lea.id], pending == c.replyBy { return [] }
    return [.leaInvited(LeaInvited(lea: lea.id, replyBy: c.replyBy))]
  }

  func join(_ c: JoinProgramme, _ occasion: Occasion) throws(Refusal) -> [ProgrammeEvent] {
    guard let benefit = c.benefitSought else {
      throw Refusal(
        .benefitRequired,
        "Say what is in it for your LEA: what it hopes to gain by taking part.",
        field: "benefit_sought"
      )
    }
    guard let offer = c.offer else {
      throw Refusal(
        .benefitRequired,
        "Say which visiting days your LEA offers: each visits as well as being visited.",
        field: "offer"
      )
    }
    try refuseClosed()
    let lea = occasion.actingFor
    if members.contains(lea) { return [] }
    try requireInvitation(lea)
    return [.leaJoined(LeaJoined(lea: lea, benefitSought: benefit, offer: offer))]
  }

  func decline(_ c: DeclineToJoin, _ occasion: Occasion) throws(Refusal) -> [ProgrammeEvent] {
    try refuseClosed()
    let lea = occasion.actingFor
    guard !members.contains(lea) else {
      throw Refusal(.alreadyMember, "Your LEA has joined already; an invitation is declined before that.")
    }
    if declined.contains(lea) { return [] }
    try requireInvitation(lea)
    return [.leaDeclined(LeaDeclined(lea: lea, reason: c.reason))]
  }

  private func requireInvitation(_ lea: OrganisationID) throws(Refusal) {
    guard invitations[lea] == nil else { return }
    throw Refusal(
      .notInvited,
      declined.contains(lea)
        ? "Your LEA declined: ask the coordinator to invite it again."
        : "Your LEA has not been invited: ask the coordinator."
    )
  }

  func registeredLea(
    _ id: OrganisationID,
    _ field: String,
    _ facts: inout Facts
  ) throws(Refusal) -> Organisation {
    guard let known = facts.organisation(id) else {
      throw Refusal(
        .unknownReference,
        "No organisation \(id) is registered: register it first.",
        field: field
      )
    }
    guard known.kind == .lea else {
      throw Refusal(.unknownReference, "\(known.name) is not an LEA.", field: field)
    }
    return known
  }

  func refuseClosed() throws(Refusal) {
    if isClosed { throw Refusal(.wrongState, "The programme is closed.") }
  }
}
