import PeerReview
import TestSupport
import Testing

@Suite("Visit: the briefing")
struct VisitBriefingTests {
  private func agenda(_ number: Int = 1, question: String = "11.2", day: String = "2026-01-20") -> String {
    #"""
    {"sessions":[{"number":\#(number),"where":"Hill School","with":"Head","question":"\#(question)",
     "approach":"conversation","day":"\#(day)"}]}
    """#
  }

  @Test func `each change of the agenda is a version, the same agenda is none`() throws {
    var s = try Scenario.ashmere(.scheduled)
    for body in [Scenario.agenda, Scenario.agenda, agenda()] {
      try s.perform("visits/vis-1/set-agenda", as: "ash-lead", of: "ash", body)
    }
    #expect(s.visit.agendaVersion == 2)
    #expect(s.visitEvents.count { $0 == "AgendaSet" } == 2)
  }

  @Test func `a session asks a question of the cycle, on a day of the visit`() throws {
    let s = try Scenario.ashmere(.scheduled)
    let question = try s.whyNot("set-agenda", as: "ash-lead", of: "ash", agenda(question: "1.1"))
    #expect(question?.code == .unknownReference)
    #expect(question?.field == "sessions[0].question")
    let day = try s.whyNot("set-agenda", as: "ash-lead", of: "ash", agenda(day: "2026-01-22"))
    #expect(day?.code == .invalidDate)
    #expect(day?.field == "sessions[0].day")
  }

  @Test func `no two sessions have one number`() throws {
    let s = try Scenario.ashmere(.scheduled)
    #expect(throws: InvalidInput.self) {
      try s.refusal(
        "visits/vis-1/set-agenda",
        as: "ash-lead",
        of: "ash",
        Scenario.agenda.replacing(#""number":2"#, with: #""number":1"#)
      )
    }
  }

  @Test func `the agenda is the host's, once there are days and until the end`() throws {
    #expect(
      try Scenario.ashmere(.proposed).whyNot("set-agenda", as: "ash-lead", of: "ash", agenda())?.code
        == .wrongState
    )
    #expect(
      try Scenario.ashmere(.scheduled).whyNot("set-agenda", as: "bir-lead", of: "bir", agenda())?.code
        == .notPermitted
    )
    #expect(try Scenario.ashmere(.begun).whyNot("set-agenda", as: "ash-lead", of: "ash", agenda()) == nil)
    #expect(
      try Scenario.ashmere(.held).whyNot("set-agenda", as: "ash-lead", of: "ash", agenda())?.code
        == .wrongState
    )
  }

  private static let briefing = #"{"items":["Self-review statement","A1 exclusions"]}"#

  private func stated(_ stage: Scenario.VisitStage = .scheduled) throws -> Scenario {
    var s = try Scenario.ashmere(stage)
    try s.perform("cycles/ash-2025/share-statement", as: "ash-lead", of: "ash", #"{"text_ref":"SRS 1"}"#)
    return s
  }

  @Test func `a briefing rests on a statement that was shared`() throws {
    let s = try Scenario.ashmere(.scheduled)
    #expect(try s.whyNot("share-briefing", as: "ash-lead", of: "ash", Self.briefing)?.code == .wrongState)
    #expect(try stated().whyNot("share-briefing", as: "ash-lead", of: "ash", Self.briefing) == nil)
  }

  @Test func `from 5 to 20 January 2026 there are 11 working days`() throws {
    var s = try stated()
    try s.perform("visits/vis-1/share-briefing", as: "ash-lead", of: "ash", on: "2026-01-05", Self.briefing)
    #expect(s.visit.briefings.map(\.workingDaysBefore) == [11])
    #expect(s.visit.briefings.map(\.statement) == [1])
    #expect(s.visit.briefings.map(\.warningsAccepted) == [[]])
  }

  @Test func `a briefing later than the rules ask for goes out with the host's knowledge`() throws {
    var s = try stated()
    // 6 January is 10 working days before, as the rules ask; 7 January is 9.
    #expect(
      try s.whyNot("share-briefing", as: "ash-lead", of: "ash", on: "2026-01-06", Self.briefing) == nil
    )
    let refusal = try s.whyNot("share-briefing", as: "ash-lead", of: "ash", on: "2026-01-07", Self.briefing)
    #expect(refusal?.code == .acknowledgementRequired)
    #expect(refusal?.warnings.map(\.code) == [.lateBriefing])
    try s.perform(
      "visits/vis-1/share-briefing",
      as: "ash-lead",
      of: "ash",
      on: "2026-01-07",
      #"{"items":["Self-review statement"],"acknowledge":["late_briefing"]}"#
    )
    #expect(s.visit.briefings.map(\.warningsAccepted) == [[.lateBriefing]])
    #expect(s.visit.briefings.map(\.workingDaysBefore) == [9])
  }

  @Test func `a briefing comes before the visit, from the host`() throws {
    #expect(
      try stated(.begun).whyNot("share-briefing", as: "ash-lead", of: "ash", Self.briefing)?.code
        == .wrongState
    )
    #expect(
      try stated().whyNot("share-briefing", as: "co-1", of: "office", Self.briefing)?.code == .notPermitted
    )
  }
}
