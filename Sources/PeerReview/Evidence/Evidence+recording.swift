extension Evidence {
  func record(
    _ c: RecordEvidence,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [EvidenceEvent] {
    try requireConsent(c, occasion)
    guard c.compulsion == .local || !c.caveats.isEmpty else {
      throw Refusal(
        .caveatRequired,
        "Say what this required evidence may conceal, mislead about or distort.",
        field: "caveats"
      )
    }
    guard c.collectedOn <= occasion.today else {
      throw Refusal(.invalidDate, "Evidence is entered once it is collected.", field: "collected_on")
    }
    try Cycle.requireOpen(c.cycle, with: c.questions, &facts)
    var warnings = Warnings()
    warnings.add(
      .smallCount,
      "A count under 5 may identify somebody: leave it out, or say that you have considered it.",
      when: c.heads.map { $0 < 5 } ?? false
    )
    let accepted = try warnings.accepted(occasion)
    return [
      .recorded(
        EvidenceRecorded(
          title: c.title,
          approach: c.approach,
          compulsion: c.compulsion,
          dimensions: c.dimensions,
          context: c.context,
          groups: c.groups,
          voice: c.voice,
          covers: c.covers,
          collectedOn: c.collectedOn,
          summary: c.summary,
          caveats: c.caveats,
          identifiable: c.identifiable,
          questions: c.questions,
          heads: c.heads,
          hostConsent: c.hostConsent,
          warningsAccepted: accepted
        )
      )
    ]
  }

  /// A visitor enters evidence about the host only as the host's guest.
  private func requireConsent(_ c: RecordEvidence, _ occasion: Occasion) throws(Refusal) {
    guard occasion.role == .vm, c.hostConsent == nil else { return }
    throw Refusal(
      .consentMissing,
      "Say who at the host agreed that a visitor enters this, and when.",
      field: "host_consent"
    )
  }

  func revise(_ c: ReviseSummary, _ facts: inout Facts) throws(Refusal) -> [EvidenceEvent] {
    try requireLive()
    if let id = c.interruption {
      guard let interruption = facts.interruption(id), interruption.cycle == cycle else {
        throw Refusal(
          .unknownReference,
          "This review has no interruption \(id).",
          field: "interruption"
        )
      }
    }
    guard c.summary != summary else { return [] }
    facts.watch(Redaction.mayBlank)
    return [
      .summaryRevised(
        EvidenceSummaryRevised(from: summary, to: c.summary, reason: c.reason, interruption: c.interruption)
      )
    ]
  }

  func share(_ c: ShareEvidence) throws(Refusal) -> [EvidenceEvent] {
    try requireLive()
    guard !isSharedWithTeam else { return [] }
    guard !isIdentifiable || c.consentRef != nil else {
      throw Refusal(
        .consentMissing,
        "Somebody may be identified from this: say where their consent is kept.",
        field: "consent_ref"
      )
    }
    return [.shared(EvidenceShared(to: .team, consentRef: c.consentRef))]
  }

  private func requireLive() throws(Refusal) {
    guard !isWithdrawn else {
      throw Refusal(.wrongState, "This evidence was withdrawn; enter new evidence instead.")
    }
  }
}
