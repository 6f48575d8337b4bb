extension Interruption {
  func record(
    _ c: RecordInterruption,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [InterruptionEvent] {
    guard let cycle = facts.cycle(c.cycle), let lea = cycle.lea else {
      throw Refusal(.unknownReference, "There is no cycle \(c.cycle) here.", field: "cycle")
    }
    guard cycle.isOpen else {
      throw Refusal(
        .wrongState,
        "The cycle \(c.cycle) is not open; what is noticed now belongs to the next one."
      )
    }
    if let question = c.question, !cycle.questions.contains(question) {
      throw Refusal(
        .unknownReference,
        "The cycle \(c.cycle) does not ask \(question).",
        field: "question"
      )
    }
    try requireVisit(c, &facts, occasion)
    try requirePrompts(c, &facts, occasion)
    return [
      .recorded(
        InterruptionRecorded(
          cycle: c.cycle,
          visit: c.visit,
          takenForGranted: c.takenForGranted,
          promptedBy: c.promptedBy,
          question: c.question,
          asks: c.asks,
          describesArrangement: c.describesArrangement,
          origin: occasion.actingFor == lea ? .insider : .outsider
        )
      )
    ]
  }

  /// An outsider who says "during this visit" was on its team; an insider may have met it there.
  private func requireVisit(
    _ c: RecordInterruption,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) {
    guard let id = c.visit else { return }
    guard let visit = facts.visit(id), visit.cycle == c.cycle else {
      throw Refusal(.unknownReference, "The cycle \(c.cycle) has no visit \(id).", field: "visit")
    }
    guard occasion.role == .lc || visit.isOnTeam(occasion.actor) else {
      throw Refusal(
        .notPermitted,
        "Only those on the team of \(id) say what they noticed during it; leave the visit out.",
        field: "visit"
      )
    }
  }

  /// Nobody learns from a refusal that evidence is there which the LEA has not shared.
  private func requirePrompts(
    _ c: RecordInterruption,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) {
    guard !c.promptedBy.isEmpty else {
      throw Refusal(
        .promptRequired,
        "Say what made you notice: evidence, a session, an alternative or a talk.",
        field: "prompted_by"
      )
    }
    for (index, prompt) in c.promptedBy.enumerated() {
      guard prompt.kind == .evidence, let ref = prompt.ref else { continue }
      guard let evidence = facts.evidence(EvidenceID(ref)), evidence.cycle == c.cycle,
        occasion.role == .lc || evidence.isSharedWithTeam, facts.sees(StreamID(.evidence, ref))
      else {
        throw Refusal(
          .unknownReference,
          "The cycle \(c.cycle) has no evidence \(ref) that you may see.",
          field: "prompted_by[\(index)].ref"
        )
      }
    }
  }

  /// Answers may follow one another, until the interruption is settled, left open or withdrawn.
  func answer(_ c: AnswerInterruption) throws(Refusal) -> [InterruptionEvent] {
    switch status {
    case nil, .recorded, .answered: break
    case .settled, .leftOpen, .withdrawn:
      throw Refusal(.wrongState, "The interruption \(id) has ended; there is nothing left to answer.")
    }
    if let last = answers.last, last.response == c.response.response, last.reason == c.reason { return [] }
    return [.answered(InterruptionAnswered(response: c.response.response, reason: c.reason))]
  }
}
