/// Whether and when there is a visit.
extension Visit {
  func propose(
    _ c: ProposeVisit,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [VisitEvent] {
    guard host == nil else {
      throw Refusal(.exists, "There is a visit \(id) already; choose another id.", field: "id")
    }
    let cycle = try Self.cycle(c.cycle, &facts)
    guard cycle.isOpen, let lea = cycle.lea else {
      throw Refusal(
        .wrongState,
        "The cycle \(c.cycle) is not open; visits serve an open one.",
        field: "cycle"
      )
    }
    guard c.window.to >= occasion.today else {
      throw Refusal(.invalidDate, "The window has passed; give days to come.", field: "window.to")
    }
    return [
      .proposed(VisitProposed(host: lea, cycle: c.cycle, kind: c.kind, focus: c.focus, window: c.window))
    ]
  }

  func agreeTo(_ c: AgreeToVisit) throws(Refusal) -> [VisitEvent] {
    // Proposing a visit oneself is agreeing to it.
    guard hostAgreedBy == nil else { return [] }
    try require(.proposed, otherwise: "There is nothing left to agree to.")
    return [.agreedTo(VisitAgreedTo(note: c.note))]
  }

  func schedule(
    _ c: ScheduleVisit,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [VisitEvent] {
    try require(.proposed, otherwise: "Days are set once, for a visit that is proposed.")
    guard let host, let hostAgreedBy else {
      throw wrong("The host's review lead has not agreed to this visit yet.")
    }
    guard c.from >= occasion.today else {
      throw Refusal(.invalidDate, "The first day lies in the past.", field: "from")
    }
    let programme = try programme(&facts)
    _ = try agreement(of: programme, &facts)
    if let period = programme.noVisitPeriod(for: host, c.from...c.to) {
      throw Refusal(
        .noVisitPeriod,
        "No visits from \(period.from) to \(period.to)\(period.scope.map { " at \($0)" } ?? ""): \(period.why.label). "
          + "Choose days outside this period.",
        field: "from"
      )
    }
    try requireCalledOff(c.replaces, host, &facts)
    return [
      .scheduled(
        VisitScheduled(
          from: c.from,
          to: c.to,
          place: c.place,
          hostAgreedBy: hostAgreedBy,
          replaces: c.replaces
        )
      )
    ]
  }

  /// One visit makes up for another only where that one is off, and was to the same LEA.
  private func requireCalledOff(
    _ replaced: VisitID?,
    _ host: OrganisationID,
    _ facts: inout Facts
  ) throws(Refusal) {
    guard let replaced else { return }
    guard let earlier = facts.visit(replaced), earlier.host == host else {
      throw Refusal(.unknownReference, "There is no visit \(replaced) to \(host).", field: "replaces")
    }
    guard earlier.status == .cancelled else {
      throw Refusal(.wrongState, "The visit \(replaced) still stands; call it off first.", field: "replaces")
    }
  }
}
