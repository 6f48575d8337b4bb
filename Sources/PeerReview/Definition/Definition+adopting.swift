/// Adoption: the decision-maker's, after those whom it concerns were asked.
extension Definition {
  func adopt(
    _ c: AdoptDefinition,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [DefinitionEvent] {
    if let adopted, adopted.version == statementVersion {
      if adopted.on == c.adoptedOn, adopted.minuteRef == c.minuteRef { return [] }
      throw Refusal(
        .wrongState,
        "Wording \(statementVersion) was adopted on \(adopted.on), \(adopted.minuteRef)."
      )
    }
    guard c.adoptedOn <= occasion.today else {
      throw Refusal(
        .invalidDate,
        "A wording is adopted on the day of the decision, not before it.",
        field: "adopted_on"
      )
    }
    if let adopted, c.adoptedOn < adopted.on {
      throw Refusal(
        .invalidDate,
        "The wording in force was adopted on \(adopted.on); the next one follows it.",
        field: "adopted_on"
      )
    }
    // A later revision needs no new consultation, so what counts is that the latest one is closed.
    if consultation?.isClosed != true { try requireEarlier(c.adoptedOn, &facts, occasion) }
    return [
      .adopted(
        DefinitionAdopted(statementVersion: statementVersion, minuteRef: c.minuteRef, adoptedOn: c.adoptedOn)
      )
    ]
  }

  /// A wording that an LEA brings with it was argued over elsewhere; its date says so.
  private func requireEarlier(
    _ day: CalendarDay,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) {
    let watched = Guard([ProgrammeProposed.type, LeaJoined.type])
    let all = facts.all(Programme.self, guardedBy: watched) { _ in true }
    let joined = all.filter { $0.members.contains(id) }
    let first = (joined.isEmpty ? all : joined).compactMap(\.period?.from).min() ?? occasion.today
    guard day < first else {
      throw Refusal(
        .noConsultation,
        consultation == nil
          ? "Ask those whom it concerns first: open a consultation, and close it, before the wording is adopted."
          : "Close the consultation before the wording is adopted."
      )
    }
  }
}
