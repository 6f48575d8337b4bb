extension Action {
  func suggest(_ c: SuggestAction, _ facts: inout Facts) throws(Refusal) -> [ActionEvent] {
    try requireFactor(c.factor, of: try c.from.cycle(&facts), &facts)
    return [.suggested(ActionSuggested(what: c.what, factor: c.factor, from: c.from))]
  }

  func agree(
    _ c: AgreeAction,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [ActionEvent] {
    switch state {
    case .suggested, .deferred, .declined: break
    case nil, .agreed, .completed, .abandoned: throw wrongState("agreed to")
    }
    guard let owner = c.owner else {
      throw Refusal(
        .ownerRequired,
        "Name the person who sees to it; what nobody owns does not happen.",
        field: "owner"
      )
    }
    guard facts.person(owner)?.organisation == lea else {
      throw Refusal(.unknownReference, "\(owner) is not a person of your LEA.", field: "owner")
    }
    guard c.due >= occasion.today else {
      throw Refusal(.invalidDate, "An action cannot fall due before it is agreed.", field: "due")
    }
    if let cycle = cycle.flatMap({ facts.cycle($0) }) { try requireFactor(c.factor, of: cycle, &facts) }
    var warnings = Warnings()
    warnings.add(
      .lowLeverage,
      "Policy documents, conferences and courses mostly change how things look. What would change how they work?",
      when: c.kind.isLowLeverage || c.leverage == .low
    )
    let accepted = try warnings.accepted(occasion)
    return [
      .agreed(
        ActionAgreed(
          owner: owner,
          due: c.due,
          difference: c.difference,
          barrier: c.barrier,
          factor: c.factor,
          leverage: c.leverage,
          why: c.why,
          kind: c.kind,
          dimensions: c.dimensions,
          groups: c.groups,
          minuteRef: c.minuteRef,
          warningsAccepted: accepted
        )
      )
    ]
  }

  /// It may be put off again, and to another day.
  func `defer`(_ c: DeferAction, _ occasion: Occasion) throws(Refusal) -> [ActionEvent] {
    switch state {
    case .suggested, .deferred: break
    case nil, .agreed, .declined, .completed, .abandoned: throw wrongState("put off")
    }
    if let until = c.until, until < occasion.today {
      throw Refusal(.invalidDate, "The day until which you put it off has passed.", field: "until")
    }
    if state == .deferred, reason == c.reason, deferredUntil == c.until { return [] }
    return [.deferred(ActionDeferred(reason: c.reason, until: c.until))]
  }

  func decline(_ c: DeclineAction) throws(Refusal) -> [ActionEvent] {
    switch state {
    case .suggested, .deferred: break
    case .declined where reason == c.reason: return []
    case nil, .agreed, .declined, .completed, .abandoned: throw wrongState("declined")
    }
    return [.declined(ActionDeclined(reason: c.reason))]
  }

  private func requireFactor(
    _ factor: FactorID,
    of cycle: Cycle,
    _ facts: inout Facts
  ) throws(Refusal) {
    let framework = cycle.framework.flatMap { facts.framework($0) }
    guard framework?.factors.contains(where: { $0.id == factor }) == true else {
      throw Refusal(
        .unknownReference,
        "The framework that \(cycle.id) uses has no factor \(factor).",
        field: "factor"
      )
    }
  }

  func wrongState(_ done: String) -> Refusal {
    Refusal(
      .wrongState, "The action \(id) is \(state?.label.lowercased() ?? "not there"), so it cannot be \(done)."
    )
  }
}

extension ActionSource {
  /// The cycle of the thing cited, which must be there for whoever cites it.
  func cycle(_ facts: inout Facts) throws(Refusal) -> Cycle {
    let id: CycleID? =
      switch kind {
      case .judgement:
        JudgementID.allows(ref)
          ? facts.judgement(JudgementID(ref)).flatMap { $0.isLive ? $0.cycle : nil } : nil
      case .interruption:
        facts.interruption(InterruptionID(ref)).flatMap { $0.isWithdrawn ? nil : $0.cycle }
      // No interruption has opened a possibility yet.
      case .possibility: nil
      }
    guard let stream = StreamID("\(kind.rawValue)-\(ref)"), facts.sees(stream),
      let cycle = id.flatMap({ facts.cycle($0) })
    else {
      throw Refusal(
        .unknownReference,
        "There is no \(kind.rawValue) \(ref) here that a suggestion could follow from.",
        field: "from.ref"
      )
    }
    return cycle
  }
}
