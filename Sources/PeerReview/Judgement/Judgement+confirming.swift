extension Judgement {
  /// A decision-maker stands by this wording, with open eyes for what it lacks.
  func confirm(
    _ c: ConfirmJudgement,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [JudgementEvent] {
    _ = try liveContent()
    try Cycle.requireOpen(cycle, &facts)
    try requireCurrent(c.statementVersion)
    guard !isConfirmed else { return [] }
    let evidence = liveEvidence(&facts)
    try requireDeclared(evidence, c)
    let unanswered = unansweredInterruptions(&facts)
    var warnings = Warnings()
    warnings.add(
      .noLearnerVoice,
      "No learner's voice is among the evidence that this judgement cites.",
      when: !evidence.contains(where: \.voice)
    )
    warnings.add(
      .unansweredInterruption,
      "On this question you have not answered \(unanswered.map(\.id.text).joined(separator: ", ")).",
      when: !unanswered.isEmpty
    )
    let accepted = try warnings.accepted(occasion)
    return [
      .confirmed(
        JudgementConfirmed(
          version: statementVersion,
          noEvidenceReason: c.noEvidenceReason,
          warningsAccepted: accepted
        )
      )
    ]
  }

  /// A judgement rests on evidence, or says why it does not; never both.
  private func requireDeclared(_ evidence: [Evidence], _ c: ConfirmJudgement) throws(Refusal) {
    guard evidence.isEmpty || c.noEvidenceReason == nil else {
      throw Refusal(
        .wrongState,
        "This judgement cites evidence: leave out why it would not.",
        field: "no_evidence_reason"
      )
    }
    guard !evidence.isEmpty || c.noEvidenceReason != nil else {
      throw Refusal(
        .evidenceUndeclared,
        "This judgement cites no evidence that still stands: cite some, or say why there is none.",
        field: "no_evidence_reason"
      )
    }
  }
}
