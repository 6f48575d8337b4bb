import PeerReview
import TestSupport
import Testing

@Suite("Visit: the report")
struct VisitReportTests {
  @Test func `the lead reports once, when the visit is over`() throws {
    #expect(
      try Scenario.ashmere(.begun).whyNot("report-back", as: "bir-lead", of: "bir", Scenario.report)?.code
        == .wrongState
    )
    #expect(
      try Scenario.ashmere(.held).whyNot("report-back", as: "cal-lead", of: "cal", Scenario.report)?.code
        == .notPermitted
    )
    #expect(
      try Scenario.ashmere(.reported).whyNot("report-back", as: "bir-lead", of: "bir", Scenario.report)?.code
        == .wrongState
    )
  }

  @Test func `a report says something noticed, and has no field for a step`() throws {
    let s = try Scenario.ashmere(.held)
    #expect(throws: InvalidInput.self) {
      try s.whyNot("report-back", as: "bir-lead", of: "bir", #"{"wondered":["Who is present?"]}"#)
    }
    let error = #expect(throws: InvalidInput.self) {
      try s.whyNot("report-back", as: "bir-lead", of: "bir", #"{"noticed":["Calm"],"step":"emerging"}"#)
    }
    #expect(error?.errors.map(\.code) == ["unknown_field"])
  }

  @Test func `the time for points of accuracy ends with the tenth working day after the report`() throws {
    let s = try Scenario.ashmere(.reported)
    #expect(s.visit.reportedOn == CalendarDay("2026-01-30"))
    #expect(s.visit.accuracyEnds == CalendarDay("2026-02-13"))
  }

  private static let point = #"{"where":"Noticed, 2","what":"It is two schools, not three"}"#

  @Test func `the host raises points until the last day, and not after`() throws {
    let s = try Scenario.ashmere(.reported)
    #expect(try s.whyNot("raise-point", as: "bir-lead", of: "bir", Self.point)?.code == .notPermitted)
    #expect(try s.whyNot("raise-point", as: "ash-lead", of: "ash", on: "2026-02-13", Self.point) == nil)
    #expect(
      try s.whyNot("raise-point", as: "ash-lead", of: "ash", on: "2026-02-14", Self.point)?.code
        == .wrongState
    )
    #expect(
      try Scenario.ashmere(.held).whyNot("raise-point", as: "ash-lead", of: "ash", Self.point)?.code
        == .wrongState
    )
    #expect(
      try Scenario.ashmere(.settled).whyNot("raise-point", as: "ash-lead", of: "ash", Self.point)?.code
        == .wrongState
    )
  }

  /// Two points are raised.
  private func disputed() throws -> Scenario {
    var s = try Scenario.ashmere(.reported)
    try s.perform("visits/vis-1/raise-point", as: "ash-lead", of: "ash", on: "2026-02-02", Self.point)
    try s.perform("visits/vis-1/raise-point", as: "ash-lead", of: "ash", on: "2026-02-03", Self.point)
    return s
  }

  private func answer(_ point: Int, _ answer: String = "accepted") -> String {
    #"{"point":\#(point),"answer":"\#(answer)","why":"We looked again"}"#
  }

  @Test func `the lead answers each point once`() throws {
    var s = try disputed()
    #expect(s.visit.points.map(\.n) == [1, 2])
    #expect(try s.whyNot("answer-point", as: "cal-lead", of: "cal", answer(1))?.code == .notPermitted)
    #expect(try s.whyNot("answer-point", as: "bir-lead", of: "bir", answer(3))?.code == .unknownReference)
    try s.asMember("answer-point", "bir-lead", "bir", answer(1))
    #expect(try s.asMember("answer-point", "bir-lead", "bir", answer(1)).isEmpty)
    #expect(
      try s.whyNot("answer-point", as: "bir-lead", of: "bir", answer(1, "not_accepted"))?.code == .wrongState
    )
  }

  @Test func `the lead settles the report when all points are answered`() throws {
    var s = try disputed()
    try s.asMember("answer-point", "bir-lead", "bir", answer(1))
    let refusal = try s.whyNot("settle-report", as: "bir-lead", of: "bir")
    #expect(refusal?.code == .pointsOpen)
    #expect(refusal?.detail.contains("2") == true)
    try s.asMember("answer-point", "bir-lead", "bir", answer(2, "not_accepted"))
    #expect(try s.whyNot("settle-report", as: "ash-lead", of: "ash")?.code == .notPermitted)
    try s.asMember("settle-report", "bir-lead", "bir")
    #expect(s.visit.status == .settled)
    #expect(!s.visit.hasLapsed)
  }

  @Test func `the report settles by itself when the time is over, even with points open, and not before`()
    throws
  {
    var s = try disputed()
    #expect(throws: Refusal.self) { try s.performAsSystem("visits/vis-1/settle-report", on: "2026-02-13") }
    try s.performAsSystem("visits/vis-1/settle-report", on: "2026-02-14")
    #expect(s.visit.status == .settled)
    #expect(s.visit.hasLapsed)
    #expect(s.last("ReportSettled")?.envelope.role == .sys)
    #expect(throws: Refusal.self) { try s.performAsSystem("visits/vis-1/settle-report") }
  }

  @Test func `the host alone releases the report, once it is settled`() throws {
    let to = #"{"to":"collegiate"}"#
    #expect(
      try Scenario.ashmere(.reported).whyNot("release-report", as: "ash-lead", of: "ash", to)?.code
        == .wrongState
    )
    var s = try Scenario.ashmere(.settled)
    for (person, of) in [("co-1", "office"), ("bir-lead", "bir"), ("ash-off", "ash")] {
      #expect(try s.whyNot("release-report", as: person, of: of, to)?.code == .notPermitted)
    }
    try s.perform("visits/vis-1/release-report", as: "ash-lead", of: "ash", on: "2026-02-25", to)
    #expect(try s.perform("visits/vis-1/release-report", as: "ash-lead", of: "ash", to).isEmpty)
    #expect(s.visit.releasedTo == .collegiate)
    #expect(s.visit.releasedOn == CalendarDay("2026-02-25"))
    #expect(try s.whyNot("release-report", as: "ash-lead", of: "ash", #"{"to":"open"}"#)?.code == .wrongState)
  }

  @Test func `visitors note what they take home after the visit, also after release, for whom they act`()
    throws
  {
    let idea = #"{"idea":"Count reduced timetables too"}"#
    #expect(
      try Scenario.ashmere(.begun).whyNot("record-take-away", as: "esk-lead", of: "esk", idea)?.code
        == .wrongState
    )
    #expect(try Scenario.ashmere(.held).whyNot("record-take-away", as: "esk-lead", of: "esk", idea) == nil)
    var s = try Scenario.ashmere(.released)
    #expect(try s.whyNot("record-take-away", as: "dun-lead", of: "dun", idea)?.code == .notPermitted)
    try s.asMember("record-take-away", "esk-lead", "esk", idea)
    try s.asMember("record-take-away", "bir-lead", "bir", idea)
    #expect(s.visit.takeAways.map(\.forLea.text) == ["esk", "bir"])
  }
}
