/// When it starts, and when nobody travels.
extension Programme {
  func start(
    _ c: StartProgramme,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [ProgrammeEvent] {
    try refuseClosed()
    if isStarted {
      if framework == c.framework, agreement == c.agreement { return [] }
      throw Refusal(.wrongState, "The programme has started already, with another framework or agreement.")
    }
    guard members.count >= 2 else {
      throw Refusal(
        .tooFewLeas,
        "Neighbours visit one another: at least two LEAs must have joined, and \(joined) so far."
      )
    }
    try requirePublished(c.framework, &facts)
    try requireInForce(c.agreement, &facts)
    var warnings = Warnings()
    warnings.add(
      .fewLeas,
      "Only \(joined): with fewer than three each team is drawn from one neighbour.",
      when: members.count < 3
    )
    let accepted = try warnings.accepted(occasion)
    return [
      .started(ProgrammeStarted(framework: c.framework, agreement: c.agreement, warningsAccepted: accepted))
    ]
  }

  private var joined: String {
    switch members.count {
    case 0: "none has joined"
    case 1: "one has joined"
    case let count: "\(count) LEAs have joined"
    }
  }

  private func requirePublished(_ id: FrameworkID, _ facts: inout Facts) throws(Refusal) {
    guard let version = facts.framework(id) else {
      throw Refusal(.unknownReference, "There is no framework version \(id).", field: "framework")
    }
    guard version.isPublished else {
      throw Refusal(
        .wrongState,
        "The framework version \(id) is a draft: publish it first.",
        field: "framework"
      )
    }
  }

  private func requireInForce(_ id: AgreementID, _ facts: inout Facts) throws(Refusal) {
    guard let agreement = facts.agreement(id), agreement.programme == self.id else {
      throw Refusal(.unknownReference, "There is no agreement \(id) for this programme.", field: "agreement")
    }
    guard agreement.isInForce else {
      throw Refusal(
        .agreementMissing,
        "The agreement \(id) is not in force: every party signs, then it is brought into force.",
        field: "agreement"
      )
    }
  }

  func declareNoVisitPeriod(
    _ c: DeclareNoVisitPeriod,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [ProgrammeEvent] {
    try refuseClosed()
    guard c.from <= c.to else {
      throw Refusal(.invalidDate, "The period would end before it begins.", field: "to")
    }
    if occasion.role == .ll, c.scope != occasion.actingFor {
      throw Refusal(
        .notPermitted,
        "A review lead speaks for the own LEA: name \(occasion.actingFor), or ask the coordinator.",
        field: "scope"
      )
    }
    if let scope = c.scope {
      let lea = try registeredLea(scope, "scope", &facts)
      guard members.contains(lea.id) else {
        throw Refusal(.wrongState, "\(lea.name) has not joined this programme.", field: "scope")
      }
    }
    let period = NoVisitPeriod(scope: c.scope, from: c.from, to: c.to, why: c.why)
    if noVisitPeriods.contains(period) { return [] }
    return [
      .noVisitPeriodDeclared(
        NoVisitPeriodDeclared(scope: c.scope, from: c.from, to: c.to, why: c.why, note: c.note)
      )
    ]
  }
}
