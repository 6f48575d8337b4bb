/// The visit itself: whether the team may begin, what it does there, and when it has been.
extension Visit {
  func waiveGap(_ c: WaiveGap, _ occasion: Occasion) throws(Refusal) -> [VisitEvent] {
    try require(.scheduled, otherwise: "A gap is waived before the visit begins.")
    let side: VisitSide = occasion.role == .co ? .programme : .host
    guard waivers[c.gap]?.contains(side) != true else { return [] }
    return [.gapWaived(GapWaived(gap: c.gap, side: side, reason: c.reason))]
  }

  func begin(_ facts: inout Facts, _ occasion: Occasion) throws(Refusal) -> [VisitEvent] {
    try require(.scheduled, otherwise: "Only a visit whose days are set, and that has not begun, begins.")
    guard let from, from <= occasion.today else {
      throw Refusal(
        .invalidDate,
        "The visit begins on its first day, \(from?.description ?? "not set"), or later."
      )
    }
    try requireConflictsAssessed()
    let programme = try programme(&facts)
    try requireSignatures(try agreement(of: programme, &facts))
    let gaps = gaps(by: programme.rules)
    let open = gaps.filter { waivers[$0]?.count != VisitSide.allCases.count }
    guard open.isEmpty else {
      throw Refusal(
        .teamIncomplete,
        "The team is not what the rules ask for: \(open.map(\.rawValue).joined(separator: ", ")). "
          + "Ask more people, or let the host and the coordinator each waive it."
      )
    }
    return [.begun(VisitBegun(team: teamMembers, waivers: gaps))]
  }

  private func requireConflictsAssessed() throws(Refusal) {
    let open = openConflicts
    guard open.isEmpty else {
      let people = Set(open.map(\.person.text)).sorted().joined(separator: ", ")
      throw Refusal(.conflictOpen, "The coordinator has yet to weigh what was declared by \(people).")
    }
  }

  private func requireSignatures(_ agreement: Agreement) throws(Refusal) {
    let unsigned = Set(teamMembers.map(\.organisation)).filter { !agreement.hasSigned($0) }
    guard unsigned.isEmpty else {
      let names = unsigned.map(\.text).sorted().joined(separator: ", ")
      throw Refusal(
        .agreementMissing,
        "The agreement as it is worded now lacks the signature of \(names), who are on the team."
      )
    }
  }

  /// What nobody has weighed yet, of those who are on the team.
  package var openConflicts: [Conflict] { conflicts.filter { $0.assessed == nil && isOnTeam($0.person) } }

  package var teamMembers: [TeamMember] {
    team.compactMap { person in
      members[person].map { TeamMember(person: person, organisation: $0.organisation, role: $0.role) }
    }
  }

  /// What the team lacks by these rules, waived or not.
  package func gaps(by rules: ProgrammeRules) -> [TeamGap] {
    let peers = teamMembers.filter { $0.role == .peer }
    return TeamGap.allCases.filter { gap in
      switch gap {
      case .tooFewPeers: peers.count < rules.minPeers
      case .tooFewPeerLeas: Set(peers.map(\.organisation)).count < rules.minPeerLeas
      case .noOutsider: rules.outsiderNeeded && peers.count == teamMembers.count
      }
    }
  }

  func recordSession(_ c: RecordSession, _ occasion: Occasion) throws(Refusal) -> [VisitEvent] {
    try require(.begun, otherwise: "Sessions are noted while the visit lasts.")
    if let number = c.session, !agenda.contains(where: { $0.number == number }) {
      throw Refusal(.unknownReference, "The agenda has no session \(number).", field: "session")
    }
    var warnings = Warnings()
    warnings.add(
      .smallCount,
      "Fewer than 5 people may be known by what they said: check that the notes name and describe nobody.",
      when: c.heads.map { $0 < 5 } ?? false
    )
    return [
      .sessionRecorded(
        SessionRecorded(
          n: records.count + 1,
          session: c.session,
          unplanned: c.unplanned,
          outcome: c.outcome,
          notes: c.notes,
          heads: c.heads,
          warningsAccepted: try warnings.accepted(occasion)
        )
      )
    ]
  }

  func requestEvidence(_ c: RequestEvidence) throws(Refusal) -> [VisitEvent] {
    try require(
      .scheduled,
      .begun,
      .held,
      .reported,
      otherwise: "Evidence is asked for until the report is settled."
    )
    return [.evidenceRequested(EvidenceRequested(n: requests.count + 1, what: c.what, why: c.why))]
  }

  func answerRequest(_ c: AnswerRequest, _ facts: inout Facts) throws(Refusal) -> [VisitEvent] {
    guard let request = requests.first(where: { $0.n == c.request }) else {
      throw Refusal(.unknownReference, "There is no request \(c.request) on this visit.", field: "request")
    }
    let event = EvidenceRequestAnswered(
      request: c.request,
      answer: c.answer,
      evidence: c.evidence,
      reason: c.reason
    )
    if request.answered == event { return [] }
    // What was refused may be provided after all; what was provided is known.
    guard request.answered?.answer != .provided else {
      throw Refusal(
        .wrongState,
        "Request \(c.request) was answered: the evidence was provided.",
        field: "request"
      )
    }
    for (at, id) in c.evidence.enumerated() {
      guard let evidence = facts.evidence(id), evidence.lea == host, !evidence.isWithdrawn else {
        throw Refusal(.unknownReference, "You have no evidence \(id) that holds.", field: "evidence[\(at)]")
      }
    }
    return [.requestAnswered(event)]
  }

  func end() throws(Refusal) -> [VisitEvent] {
    try require(.begun, otherwise: "Only a visit that has begun, and not ended, ends.")
    guard records.contains(where: { $0.outcome == .held }), let from, let to else {
      throw Refusal(
        .nothingHeld,
        "No session was held; record at least one, or let the coordinator call it off."
      )
    }
    let length = to - from + 1
    let peers = teamMembers.count { $0.role == .peer }
    return [
      .held(
        VisitHeld(
          peerDays: length * peers,
          outsiderDays: length * (teamMembers.count - peers),
          sessionsMissed: sessionsMissed.count
        )
      )
    ]
  }

  /// A session that one member missed and another held was held.
  private var sessionsMissed: Set<Int> {
    Set(records.filter { $0.outcome == .missed }.compactMap(\.session))
      .subtracting(records.filter { $0.outcome == .held }.compactMap(\.session))
  }
}
