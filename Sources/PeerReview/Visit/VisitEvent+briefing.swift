package struct AgendaSet: EventPayload {
  package static let type = "AgendaSet"
  /// The version of the agenda, from 1.
  package let n: Int
  package let sessions: [AgendaSession]
}

extension AgendaSet {
  package init(_ f: inout Fields) {
    n = f.whole("n", "Version")
    sessions = f.parts("sessions", "Sessions", count: 1...50)
  }
}

package struct BriefingShared: EventPayload {
  package static let type = "BriefingShared"
  package let items: [String]
  /// The number of the self-review statement that the team reads with it.
  package let statement: Int
  /// Between the day of sharing and the first day of the visit, which counts.
  package let workingDaysBefore: Int
  package let warningsAccepted: [WarningCode]
}

extension BriefingShared {
  package init(_ f: inout Fields) {
    items = f.texts("items", "What is sent", count: 1...50, max: 500, personal: true)
    statement = f.whole("statement", "Statement")
    workingDaysBefore = f.whole("working_days_before", "Working days before the visit")
    warningsAccepted = f.choices("warnings_accepted", "Warnings that were read")
  }
}
