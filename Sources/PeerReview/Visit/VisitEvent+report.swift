package struct ReportedBack: EventPayload {
  package static let type = "ReportedBack"
  package static let visibility: Visibility? = .team
  package let noticed: [String]
  package let wondered: [String]
  package let offered: [String]
  /// The day in London.
  package let on: CalendarDay
  /// The last day on which the host may raise a point of accuracy, by the rules of the day of the report.
  package let accuracyEnds: CalendarDay
}

extension ReportedBack {
  package init(_ f: inout Fields) {
    noticed = f.noticed()
    wondered = f.wondered()
    offered = f.offered()
    on = f.day("on", "On")
    accuracyEnds = f.day("accuracy_ends", "Points of accuracy until")
  }
}

package struct AccuracyPointRaised: EventPayload {
  package static let type = "AccuracyPointRaised"
  package static let visibility: Visibility? = .team
  package let n: Int
  package let `where`: String
  package let what: String
}

extension AccuracyPointRaised {
  package init(_ f: inout Fields) {
    n = f.whole("n", "Number")
    `where` = f.text("where", "Where", max: 300, personal: true)
    what = f.text("what", "What is not accurate", max: 3000, lines: 4, personal: true)
  }
}

package struct AccuracyPointAnswered: EventPayload {
  package static let type = "AccuracyPointAnswered"
  package static let visibility: Visibility? = .team
  package let point: Int
  package let answer: PointAnswer
  package let why: String
}

extension AccuracyPointAnswered {
  package init(_ f: inout Fields) {
    point = f.whole("point", "Point")
    answer = f.choice("answer", "Answer")
    why = f.text("why", "Why", max: 3000, lines: 4, personal: true)
  }
}

package struct ReportSettled: EventPayload {
  package static let type = "ReportSettled"
  /// Whether it settled because the time for accuracy ran out, points open or not.
  package let lapsed: Bool
}

extension ReportSettled {
  package init(_ f: inout Fields) { lapsed = f.flag("lapsed", "By lapse of time") }
}

package struct ReportReleased: EventPayload {
  package static let type = "ReportReleased"
  package let to: ReleaseTo
  /// The day in London.
  package let on: CalendarDay
}

extension ReportReleased {
  package init(_ f: inout Fields) {
    to = f.choice("to", "To")
    on = f.day("on", "On")
  }
}

package struct TakeAwayRecorded: EventPayload {
  package static let type = "TakeAwayRecorded"
  package let idea: String
  /// The organisation to which the visitor takes it.
  package let forLea: OrganisationID
}

extension TakeAwayRecorded {
  package init(_ f: inout Fields) {
    idea = f.text("idea", "Idea", max: 3000, lines: 4, personal: true)
    forLea = f.id("for_lea", "For")
  }
}
