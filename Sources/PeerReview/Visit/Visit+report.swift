/// What the team says, how it is made accurate, and who reads it.
extension Visit {
  func reportBack(
    _ c: ReportBack,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [VisitEvent] {
    try require(.held, otherwise: "The team reports once, when the visit is over.")
    let days = try programme(&facts).rules.accuracyDays
    return [
      .reportedBack(
        ReportedBack(
          noticed: c.noticed,
          wondered: c.wondered,
          offered: c.offered,
          on: occasion.today,
          accuracyEnds: WorkingDays.day(days, after: occasion.today)
        )
      )
    ]
  }

  func raisePoint(_ c: RaisePoint, _ occasion: Occasion) throws(Refusal) -> [VisitEvent] {
    try require(.reported, otherwise: "Points of accuracy are raised on a report that is not settled.")
    guard let last = accuracyEnds, occasion.today <= last else {
      throw wrong("The time for points of accuracy ended on \(accuracyEnds?.description ?? "no day").")
    }
    return [.pointRaised(AccuracyPointRaised(n: points.count + 1, where: c.where, what: c.what))]
  }

  func answerPoint(_ c: AnswerPoint) throws(Refusal) -> [VisitEvent] {
    guard let point = points.first(where: { $0.n == c.point }) else {
      throw Refusal(.unknownReference, "There is no point \(c.point) on this report.", field: "point")
    }
    let event = AccuracyPointAnswered(point: c.point, answer: c.answer, why: c.why)
    if point.answered == event { return [] }
    try require(.reported, otherwise: "Points are answered until the report is settled.")
    guard point.answered == nil else {
      throw Refusal(.wrongState, "Point \(c.point) is answered already.", field: "point")
    }
    return [.pointAnswered(event)]
  }

  /// The lead settles when all is answered; the product itself when the time is over, so that nobody can
  /// keep a report open by silence.
  func settleReport(_ occasion: Occasion) throws(Refusal) -> [VisitEvent] {
    try require(.reported, otherwise: "There is no open report to settle.")
    if occasion.role == .sys {
      guard let last = accuracyEnds, occasion.today > last else {
        throw wrong("The time for points of accuracy lasts until \(accuracyEnds?.description ?? "no day").")
      }
      return [.reportSettled(ReportSettled(lapsed: true))]
    }
    let open = points.filter { $0.answered == nil }.map { String($0.n) }
    guard open.isEmpty else {
      throw Refusal(.pointsOpen, "Answer the points still open first: \(open.joined(separator: ", ")).")
    }
    return [.reportSettled(ReportSettled(lapsed: false))]
  }

  func releaseReport(_ c: ReleaseReport, _ occasion: Occasion) throws(Refusal) -> [VisitEvent] {
    if status == .released, releasedTo == c.to.visibility { return [] }
    try require(.settled, otherwise: "A report is released once, when it is settled.")
    return [.reportReleased(ReportReleased(to: c.to, on: occasion.today))]
  }

  func recordTakeAway(_ c: RecordTakeAway, _ occasion: Occasion) throws(Refusal) -> [VisitEvent] {
    try require(
      .held,
      .reported,
      .settled,
      .released,
      otherwise: "What you take home is noted after the visit."
    )
    return [.takeAwayRecorded(TakeAwayRecorded(idea: c.idea, forLea: occasion.actingFor))]
  }
}
