extension Action {
  func reportProgress(
    _ c: ReportProgress,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [ActionEvent] {
    guard occasion.role == .ll || occasion.actor == owner else {
      throw Refusal(.notPermitted, "The review lead or the action's owner says how it is going.")
    }
    guard state == .agreed else { throw wrongState("reported on") }
    try requireOwn(c.evidence, &facts)
    return [.progressReported(ProgressReported(state: c.state, text: c.text, evidence: c.evidence))]
  }

  func complete(
    _ c: CompleteAction,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [ActionEvent] {
    if state == .completed, completedOn == c.on { return [] }
    guard state == .agreed else { throw wrongState("completed") }
    guard c.on <= occasion.today else {
      throw Refusal(.invalidDate, "What is completed has happened already.", field: "on")
    }
    try requireOwn(c.evidence, &facts)
    return [.completed(ActionCompleted(on: c.on, evidence: c.evidence))]
  }

  func abandon(_ c: AbandonAction, _ facts: inout Facts) throws(Refusal) -> [ActionEvent] {
    if state == .abandoned, reason == c.reason, replacedBy == c.replacedBy { return [] }
    guard state == .agreed else { throw wrongState("given up") }
    if let other = c.replacedBy {
      guard other != id, let action = facts.action(other), action.state != nil, action.lea == lea else {
        throw Refusal(
          .unknownReference,
          "Your LEA has no other action \(other) that could take its place.",
          field: "replaced_by"
        )
      }
    }
    return [.abandoned(ActionAbandoned(reason: c.reason, replacedBy: c.replacedBy))]
  }

  /// Impact is looked at once it has ended, and may be looked at again later.
  func reviewImpact(_ c: ReviewImpact, _ facts: inout Facts) throws(Refusal) -> [ActionEvent] {
    switch state {
    case .completed, .abandoned: break
    case nil, .suggested, .agreed, .deferred, .declined: throw wrongState("reviewed yet")
    }
    guard !c.evidence.isEmpty || c.noEvidenceBecause != nil else {
      throw Refusal(
        .evidenceUndeclared,
        "Cite the evidence you looked at, or say why there is none.",
        field: "evidence"
      )
    }
    try requireOwn(c.evidence, &facts)
    return [
      .impactReviewed(
        ImpactReviewed(
          dimensions: c.dimensions,
          groups: c.groups,
          looksOrWorks: c.looksOrWorks,
          voice: c.voice,
          unexpected: c.unexpected,
          evidence: c.evidence,
          noEvidenceBecause: c.noEvidenceBecause
        )
      )
    ]
  }

  private func requireOwn(_ cited: [EvidenceID], _ facts: inout Facts) throws(Refusal) {
    for (index, id) in cited.enumerated() {
      guard let evidence = facts.evidence(id), evidence.lea == lea, !evidence.isWithdrawn else {
        throw Refusal(
          .unknownReference,
          "Your LEA has no evidence \(id) that stands.",
          field: "evidence[\(index)]"
        )
      }
    }
  }
}
