/// What the host prepares for its visitors.
extension Visit {
  func setAgenda(_ c: SetAgenda, _ facts: inout Facts) throws(Refusal) -> [VisitEvent] {
    try require(
      .scheduled,
      .begun,
      otherwise: "The agenda is set between the setting of the days and the end."
    )
    guard c.sessions != agenda else { return [] }
    let questions = try cycle(&facts).questions
    for (at, session) in c.sessions.enumerated() {
      guard questions.contains(session.question) else {
        throw Refusal(
          .unknownReference,
          "The cycle does not ask question \(session.question).",
          field: "sessions[\(at)].question"
        )
      }
      if let day = session.day, let from, let to, !(from...to).contains(day) {
        throw Refusal(
          .invalidDate,
          "The visit lasts from \(from) to \(to); \(day) is no day of it.",
          field: "sessions[\(at)].day"
        )
      }
    }
    return [.agendaSet(AgendaSet(n: agendaVersion + 1, sessions: c.sessions))]
  }

  func shareBriefing(
    _ c: ShareBriefing,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [VisitEvent] {
    try require(.scheduled, otherwise: "A briefing comes between the setting of the days and the visit.")
    guard let statement = try cycle(&facts).statement else {
      throw Refusal(.wrongState, "Share the cycle's self-review statement first: the briefing rests on it.")
    }
    guard let from else { throw wrong("The visit has no days yet.") }
    let needed = try programme(&facts).rules.briefingDays
    let before = WorkingDays.count(after: occasion.today, until: from)
    var warnings = Warnings()
    warnings.add(
      .lateBriefing,
      "The team has \(before) working days to read this; the programme asks for \(needed).",
      when: before < needed
    )
    return [
      .briefingShared(
        BriefingShared(
          items: c.items,
          statement: statement.n,
          workingDaysBefore: before,
          warningsAccepted: try warnings.accepted(occasion)
        )
      )
    ]
  }
}
