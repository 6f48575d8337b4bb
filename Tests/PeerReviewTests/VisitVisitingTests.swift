import PeerReview
import TestSupport
import Testing

@Suite("Visit: beginning")
struct VisitBeginningTests {
  private func beginning(
    _ s: Scenario,
    as person: String = "bir-lead",
    of: String = "bir",
    on day: String = "2026-01-20"
  ) throws -> Refusal? {
    try s.whyNot("begin", as: person, of: of, on: day)
  }

  /// A team of these only, the first of whom leads.
  private func team(_ members: [(String, String, String)]) throws -> Scenario {
    var s = try Scenario.ashmere(.scheduled)
    for (person, of, role) in members {
      try s.invite((person, of, role))
      try s.asMember("accept", person, of)
    }
    try s.asCoordinator("visits/vis-1/appoint-lead", #"{"person":"\#(members[0].0)"}"#)
    return s
  }

  @Test func `the lead begins the visit, on its first day or later`() throws {
    let s = try Scenario.ashmere(.led)
    #expect(try beginning(s, as: "cal-lead", of: "cal")?.code == .notPermitted)
    #expect(try beginning(s, as: "ash-lead", of: "ash")?.code == .notPermitted)
    #expect(try beginning(s, on: "2026-01-19")?.code == .invalidDate)
    #expect(try beginning(s, on: "2026-01-20") == nil)
    #expect(try beginning(s, on: "2026-01-21") == nil)
  }

  @Test func `a visit begins once`() throws {
    #expect(try beginning(.ashmere(.begun))?.code == .wrongState)
  }

  @Test func `what begins is kept: who came from where, and what was waived`() throws {
    let s = try Scenario.ashmere(.begun)
    guard case .visit(.begun(let begun)) = s.last("VisitBegun")?.event else {
      Issue.record("The visit has not begun")
      return
    }
    #expect(begun.team.map(\.person.text) == ["bir-lead", "cal-lead", "esk-lead", "uni-1"])
    #expect(begun.team.map(\.role) == [.peer, .peer, .peer, .outsider])
    #expect(begun.waivers == [])
  }

  @Test func `a declared conflict that nobody has weighed keeps the visit from beginning`() throws {
    var s = try Scenario.ashmere(.led)
    try s.asMember("declare-conflict", "cal-lead", "cal", #"{"kind":"trust","detail":"Same trust"}"#)
    let refusal = try beginning(s)
    #expect(refusal?.code == .conflictOpen)
    #expect(refusal?.detail.contains("cal-lead") == true)
    try s.asCoordinator("visits/vis-1/assess-conflict", #"{"conflict":1,"outcome":"clear"}"#)
    #expect(try beginning(s) == nil)
  }

  @Test func `every organisation on the team has signed the agreement`() throws {
    let s = try team([
      ("bir-lead", "bir", "peer"), ("cal-lead", "cal", "peer"), ("fer-lead", "fer", "peer"),
      ("uni-1", "uni", "outsider"),
    ])
    let refusal = try beginning(s)
    #expect(refusal?.code == .agreementMissing)
    #expect(refusal?.detail.contains("fer") == true)
  }

  @Test func `a new wording that the parties have not signed keeps the visit from beginning`() throws {
    var s = try Scenario.ashmere(.led)
    try s.asCoordinator(
      "agreements/terms/revise",
      Scenario.terms.replacing("Badges", with: "Badges, a guide")
    )
    #expect(try beginning(s)?.code == .agreementMissing)
  }

  @Test func `the beginning holds against programme and agreement as they stand at the append`() throws {
    var s = try Scenario.ashmere(.led)
    s.now = Scenario.morning("2026-01-20")
    let decision = try s.visitDecision("begin", as: "bir-lead", of: "bir", "{}")
    #expect(decision.versions[StreamID(.programme, "sd")] != nil)
    #expect(decision.versions[StreamID(.agreement, "terms")] != nil)
  }

  @Test func `a team that lacks what the rules ask for does not begin, and its gaps are named`() throws {
    let alone = try team([("bir-lead", "bir", "peer")])
    let refusal = try beginning(alone)
    #expect(refusal?.code == .teamIncomplete)
    for gap in TeamGap.allCases { #expect(refusal?.detail.contains(gap.rawValue) == true) }
    let oneLea = try team([
      ("bir-lead", "bir", "peer"), ("bir-off", "bir", "peer"), ("uni-1", "uni", "outsider"),
    ])
    #expect(try beginning(oneLea)?.detail.contains("too_few_peer_leas") == true)
    #expect(try beginning(oneLea)?.detail.contains("too_few_peers") == false)
    let noOutsider = try team([("bir-lead", "bir", "peer"), ("cal-lead", "cal", "peer")])
    #expect(try beginning(noOutsider)?.detail.contains("no_outsider") == true)
    let complete = try team([
      ("bir-lead", "bir", "peer"), ("cal-lead", "cal", "peer"), ("uni-1", "uni", "outsider"),
    ])
    #expect(try beginning(complete) == nil)
  }

  @Test func `a gap is waived by the host and by the coordinator, each for itself, beforehand`() throws {
    var s = try team([("bir-lead", "bir", "peer"), ("cal-lead", "cal", "peer")])
    let waiver = #"{"gap":"no_outsider","reason":"The university has examinations"}"#
    #expect(try s.whyNot("waive-gap", as: "bir-lead", of: "bir", waiver)?.code == .notPermitted)
    try s.perform("visits/vis-1/waive-gap", as: "ash-lead", of: "ash", waiver)
    #expect(try s.perform("visits/vis-1/waive-gap", as: "ash-lead", of: "ash", waiver).isEmpty)
    #expect(try beginning(s)?.code == .teamIncomplete)
    try s.asCoordinator("visits/vis-1/waive-gap", waiver)
    #expect(s.visit.waivers == [.noOutsider: [.host, .programme]])
    try s.perform("visits/vis-1/begin", as: "bir-lead", of: "bir", on: "2026-01-20")
    guard case .visit(.begun(let begun)) = s.last("VisitBegun")?.event else { return }
    #expect(begun.waivers == [.noOutsider])
    #expect(try s.whyNot("waive-gap", as: "ash-lead", of: "ash", waiver)?.code == .wrongState)
  }

  @Test func `the coordinator alone does not waive a gap`() throws {
    var s = try team([("bir-lead", "bir", "peer"), ("cal-lead", "cal", "peer")])
    try s.asCoordinator("visits/vis-1/waive-gap", #"{"gap":"no_outsider","reason":"Examinations"}"#)
    #expect(try beginning(s)?.code == .teamIncomplete)
  }
}

@Suite("Visit: sessions and evidence")
struct VisitVisitingTests {
  @Test func `sessions are noted by the team, while the visit lasts`() throws {
    let held = #"{"session":1,"outcome":"held"}"#
    #expect(
      try Scenario.ashmere(.led).whyNot("record-session", as: "cal-lead", of: "cal", held)?.code
        == .wrongState
    )
    let begun = try Scenario.ashmere(.begun)
    #expect(try begun.whyNot("record-session", as: "cal-lead", of: "cal", held) == nil)
    #expect(try begun.whyNot("record-session", as: "ash-lead", of: "ash", held)?.code == .notPermitted)
    #expect(
      try Scenario.ashmere(.held).whyNot("record-session", as: "cal-lead", of: "cal", held)?.code
        == .wrongState
    )
  }

  @Test func `a session is one of the agenda by its number, or one that nobody planned`() throws {
    var s = try Scenario.ashmere(.begun)
    let unknown = #"{"session":3,"outcome":"held"}"#
    #expect(try s.whyNot("record-session", as: "cal-lead", of: "cal", unknown)?.code == .unknownReference)
    try s.asMember(
      "record-session",
      "cal-lead",
      "cal",
      #"{"unplanned":"Lunch with pupils","outcome":"held"}"#
    )
    for body in [
      #"{"outcome":"held"}"#, #"{"session":1,"unplanned":"Lunch","outcome":"held"}"#,
      #"{"unplanned":"Lunch","outcome":"missed"}"#, #"{"session":1,"outcome":"missed","heads":9}"#,
    ] {
      #expect(throws: InvalidInput.self) { try s.whyNot("record-session", as: "cal-lead", of: "cal", body) }
    }
  }

  @Test func `a count under 5 is noted knowingly`() throws {
    var s = try Scenario.ashmere(.begun)
    let refusal = try s.whyNot(
      "record-session",
      as: "cal-lead",
      of: "cal",
      #"{"session":1,"outcome":"held","heads":4}"#
    )
    #expect(refusal?.warnings.map(\.code) == [.smallCount])
    #expect(
      try s.whyNot("record-session", as: "cal-lead", of: "cal", #"{"session":1,"outcome":"held","heads":5}"#)
        == nil
    )
    try s.asMember(
      "record-session",
      "cal-lead",
      "cal",
      #"{"session":1,"outcome":"held","heads":4,"acknowledge":["small_count"]}"#
    )
    #expect(s.visit.records.map(\.warningsAccepted) == [[.smallCount]])
  }

  @Test func `the team asks for evidence, and each request has its number`() throws {
    var s = try Scenario.ashmere(.begun)
    let body = #"{"what":"Reduced timetables","why":"Presence"}"#
    #expect(try s.whyNot("request-evidence", as: "ash-lead", of: "ash", body)?.code == .notPermitted)
    try s.asMember("request-evidence", "esk-lead", "esk", body)
    try s.asMember("request-evidence", "esk-lead", "esk", body)
    #expect(s.visit.requests.map(\.n) == [1, 2])
    #expect(s.visit.requests.map(\.person.text) == ["esk-lead", "esk-lead"])
    #expect(
      try Scenario.ashmere(.settled).whyNot("request-evidence", as: "esk-lead", of: "esk", body)?.code
        == .wrongState
    )
  }

  private func asked() throws -> Scenario {
    var s = try Scenario.ashmere(.begun)
    try s.asMember("request-evidence", "esk-lead", "esk", #"{"what":"Reduced timetables","why":"Presence"}"#)
    try s.perform("evidence/record", as: "ash-off", of: "ash", Self.evidence("a5", "ash-2025"))
    return s
  }

  private static func evidence(_ id: String, _ cycle: String) -> String {
    #"""
    {"id":"\#(id)","cycle":"\#(cycle)","title":"Reduced timetables","approach":"statistics",
     "compulsion":"local","dimensions":["presence"],"covers":"Autumn","collected_on":"2025-12-19",
     "summary":"Forty","heads":40}
    """#
  }

  @Test func `the host provides evidence of its own, or says why not`() throws {
    var s = try asked()
    let provided = #"{"request":1,"answer":"provided","evidence":["a5"]}"#
    #expect(try s.whyNot("answer-request", as: "esk-lead", of: "esk", provided)?.code == .notPermitted)
    let unknown = #"{"request":1,"answer":"provided","evidence":["a9"]}"#
    #expect(try s.whyNot("answer-request", as: "ash-lead", of: "ash", unknown)?.code == .unknownReference)
    for body in [
      #"{"request":1,"answer":"provided"}"#, #"{"request":1,"answer":"refused"}"#,
      #"{"request":1,"answer":"refused","reason":"Not ours","evidence":["a5"]}"#,
    ] {
      #expect(throws: InvalidInput.self) { try s.whyNot("answer-request", as: "ash-lead", of: "ash", body) }
    }
    try s.perform(
      "visits/vis-1/answer-request",
      as: "ash-lead",
      of: "ash",
      #"{"request":1,"answer":"refused","reason":"Not collected yet"}"#
    )
    try s.perform("visits/vis-1/answer-request", as: "ash-lead", of: "ash", provided)
    #expect(try s.perform("visits/vis-1/answer-request", as: "ash-lead", of: "ash", provided).isEmpty)
    #expect(s.visit.requests.first?.answered?.evidence == [EvidenceID("a5")])
    let late = #"{"request":1,"answer":"refused","reason":"No"}"#
    #expect(try s.whyNot("answer-request", as: "ash-lead", of: "ash", late)?.code == .wrongState)
  }

  @Test func `evidence of another LEA answers no request`() throws {
    var s = try asked()
    try s.openCycle("bir-2025", of: "bir")
    try s.perform("evidence/record", as: "bir-off", of: "bir", Self.evidence("b1", "bir-2025"))
    let body = #"{"request":1,"answer":"provided","evidence":["b1"]}"#
    #expect(try s.whyNot("answer-request", as: "ash-lead", of: "ash", body)?.code == .unknownReference)
  }

  @Test func `a request that was not made is not answered`() throws {
    let body = #"{"request":2,"answer":"refused","reason":"No"}"#
    #expect(try asked().whyNot("answer-request", as: "ash-lead", of: "ash", body)?.code == .unknownReference)
  }

  @Test func `a request may be answered when the report is out`() throws {
    var s = try asked()
    try s.asMember("record-session", "cal-lead", "cal", #"{"session":1,"outcome":"held"}"#)
    try s.asMember("end", "bir-lead", "bir")
    try s.asMember("report-back", "bir-lead", "bir", Scenario.report)
    try s.asMember("settle-report", "bir-lead", "bir")
    try s.perform("visits/vis-1/release-report", as: "ash-lead", of: "ash", #"{"to":"open"}"#)
    try s.perform(
      "visits/vis-1/answer-request",
      as: "ash-lead",
      of: "ash",
      #"{"request":1,"answer":"provided","evidence":["a5"]}"#
    )
  }

  @Test func `a visit at which nothing was held does not end as held`() throws {
    var s = try Scenario.ashmere(.begun)
    #expect(try s.whyNot("end", as: "bir-lead", of: "bir")?.code == .nothingHeld)
    try s.asMember("record-session", "cal-lead", "cal", #"{"session":1,"outcome":"missed"}"#)
    #expect(try s.whyNot("end", as: "bir-lead", of: "bir")?.code == .nothingHeld)
    try s.asMember("record-session", "cal-lead", "cal", #"{"session":2,"outcome":"held"}"#)
    #expect(try s.whyNot("end", as: "cal-lead", of: "cal")?.code == .notPermitted)
    #expect(try s.whyNot("end", as: "bir-lead", of: "bir") == nil)
  }

  @Test func `two days of three peers and an outsider are 6 peer-days and 2 outsider-days`() throws {
    let days = try Scenario.ashmere(.held).visit.days
    #expect(days?.peerDays == 6)
    #expect(days?.outsiderDays == 2)
    #expect(days?.sessionsMissed == 0)
  }

  @Test func `a session that one missed and another held was held`() throws {
    var s = try Scenario.ashmere(.begun)
    try s.asMember(
      "record-session",
      "cal-lead",
      "cal",
      #"{"session":1,"outcome":"missed","notes":"Sat out"}"#
    )
    try s.asMember("record-session", "esk-lead", "esk", #"{"session":1,"outcome":"held"}"#)
    try s.asMember("record-session", "esk-lead", "esk", #"{"session":2,"outcome":"missed"}"#)
    try s.asMember("end", "bir-lead", "bir")
    #expect(s.visit.days?.sessionsMissed == 1)
  }

  @Test func `a visit ends once`() throws {
    #expect(try Scenario.ashmere(.held).whyNot("end", as: "bir-lead", of: "bir")?.code == .wrongState)
  }
}
