/// Days from the first to the last, both included.
package struct Period: Payload, Slot {
  package typealias Value = Period
  package let from: CalendarDay
  package let to: CalendarDay
}

extension Period {
  package init(_ f: inout Fields) {
    from = f.day("from", "First day")
    to = f.day("to", "Last day")
  }
}

/// Why nobody is visited on some days.
package enum NoVisitReason: String, Choice {
  case holidays, tests, inspection
  case preElection = "pre_election"

  package var label: String {
    switch self {
    case .holidays: "Holidays"
    case .tests: "Tests or examinations"
    case .inspection: "Inspection by another body"
    case .preElection: "Pre-election period"
    }
  }
}

/// Days on which an LEA, or everybody, is not visited.
package struct NoVisitPeriod: Payload {
  /// Nil is everybody.
  package let scope: OrganisationID?
  package let from: CalendarDay
  package let to: CalendarDay
  package let why: NoVisitReason

  func covers(_ host: OrganisationID, _ days: ClosedRange<CalendarDay>) -> Bool {
    (scope == nil || scope == host) && from <= days.upperBound && days.lowerBound <= to
  }
}

extension NoVisitPeriod {
  package init(_ f: inout Fields) {
    scope = f.id("scope", "For")
    from = f.day("from", "First day")
    to = f.day("to", "Last day")
    why = f.choice("why", "Why")
  }
}
