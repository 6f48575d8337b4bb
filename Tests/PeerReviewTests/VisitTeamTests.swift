import PeerReview
import TestSupport
import Testing

@Suite("Visit: the team")
struct VisitTeamTests {
  private func inviting(_ s: Scenario, _ body: String, on day: String? = nil) throws -> Refusal.Code? {
    try s.refusal("visits/vis-1/invite-member", as: "co-1", of: "office", on: day, body)
  }

  @Test func `people are asked once the days are set, and not after the visit has begun`() throws {
    #expect(try inviting(.ashmere(.proposed), Scenario.invitation("bir-lead", "bir")) == .wrongState)
    #expect(
      try inviting(.ashmere(.begun), Scenario.invitation("dun-lead", "dun", replyBy: "2026-01-20"))
        == .wrongState
    )
  }

  @Test func `nobody of the host joins the team, whatever organisation is named`() throws {
    let s = try Scenario.ashmere(.scheduled)
    #expect(try inviting(s, Scenario.invitation("ash-off", "ash")) == .hostPerson)
    #expect(try inviting(s, Scenario.invitation("ash-off", "bir")) == .hostPerson)
  }

  @Test func `whoever is asked is registered, and of the organisation named`() throws {
    let s = try Scenario.ashmere(.scheduled)
    #expect(try inviting(s, Scenario.invitation("nobody", "bir")) == .unknownReference)
    #expect(try inviting(s, Scenario.invitation("bir-lead", "cal")) == .unknownReference)
  }

  @Test func `peers come from LEAs, outsiders do not`() throws {
    let s = try Scenario.ashmere(.scheduled)
    #expect(try inviting(s, Scenario.invitation("uni-1", "uni", "peer")) == .wrongState)
    #expect(try inviting(s, Scenario.invitation("bir-lead", "bir", "outsider")) == .wrongState)
  }

  @Test func `a reply is due between today and the first day`() throws {
    let s = try Scenario.ashmere(.scheduled)
    #expect(try inviting(s, Scenario.invitation("bir-lead", "bir", replyBy: "2025-11-09")) == .invalidDate)
    #expect(try inviting(s, Scenario.invitation("bir-lead", "bir", replyBy: "2026-01-21")) == .invalidDate)
    #expect(try inviting(s, Scenario.invitation("bir-lead", "bir", replyBy: "2026-01-20")) == nil)
    #expect(try inviting(s, Scenario.invitation("bir-lead", "bir", replyBy: "2025-11-10")) == nil)
  }

  @Test func `only the coordinator asks people`() throws {
    let s = try Scenario.ashmere(.scheduled)
    let code = try s.refusal(
      "visits/vis-1/invite-member",
      as: "ash-lead",
      of: "ash",
      Scenario.invitation("bir-lead", "bir")
    )
    #expect(code == .notPermitted)
  }

  @Test func `somebody who declined is asked again, somebody who has not answered or accepted is not`() throws
  {
    var s = try Scenario.ashmere(.invited)
    let again = Scenario.invitation("bir-lead", "bir")
    #expect(try s.asCoordinator("visits/vis-1/invite-member", again).isEmpty)
    #expect(try inviting(s, Scenario.invitation("bir-lead", "bir", replyBy: "2025-12-05")) == .wrongState)
    try s.asMember("decline", "bir-lead", "bir", #"{"category":"dates"}"#)
    try s.asCoordinator("visits/vis-1/invite-member", again)
    #expect(s.visit.members[PersonID("bir-lead")]?.timesAsked == 2)
    try s.asMember("accept", "bir-lead", "bir")
    #expect(try inviting(s, again) == .wrongState)
  }

  @Test func `only the person who was asked answers`() throws {
    let s = try Scenario.ashmere(.invited)
    for command in ["accept", "decline"] {
      let body = command == "accept" ? "{}" : #"{"category":"other"}"#
      #expect(try s.whyNot(command, as: "dun-lead", of: "dun", body)?.code == .notPermitted)
      #expect(try s.whyNot(command, as: "bir-dec", of: "bir", body)?.code == .notPermitted)
      #expect(try s.whyNot(command, as: "co-1", of: "office", body)?.code == .notPermitted)
      #expect(try s.whyNot(command, as: "bir-lead", of: "bir", body) == nil)
    }
  }

  @Test func `an answer is stored as a visit member's, also of somebody who holds no role`() throws {
    var s = try Scenario.ashmere(.scheduled)
    try s.asCoordinator("people/register", #"{"id":"bir-guest","organisation":"bir"}"#)
    for (person, of) in [("bir-guest", "bir"), ("bir-lead", "bir")] {
      try s.invite((person, of, "peer"))
      try s.asMember("accept", person, of)
      #expect(s.last("InvitationAccepted")?.envelope.role == .vm)
    }
    try s.invite(("cal-lead", "cal", "peer"))
    try s.asMember("decline", "cal-lead", "cal", #"{"category":"workload"}"#)
    #expect(s.last("InvitationDeclined")?.envelope.role == .vm)
  }

  @Test func `accepting keeps the version of the ground rules in force`() throws {
    var s = try Scenario.ashmere(.invited)
    try s.asMember("accept", "bir-lead", "bir", #"{"ground_rules_version":1}"#)
    #expect(s.visit.members[PersonID("bir-lead")]?.groundRulesVersion == 1)
    #expect(s.visit.members[PersonID("bir-lead")]?.acceptedOn == CalendarDay("2025-11-12"))
    #expect(
      try s.whyNot("accept", as: "cal-lead", of: "cal", #"{"ground_rules_version":2}"#)?.code == .oldVersion
    )
  }

  @Test func `nobody accepts ground rules that are not in force`() throws {
    var s = try Scenario.ashmere(.invited)
    try s.asCoordinator(
      "agreements/terms/revise",
      Scenario.terms.replacing("Badges", with: "Badges, a guide")
    )
    #expect(try s.whyNot("accept", as: "bir-lead", of: "bir")?.code == .agreementMissing)
  }

  @Test func `an answer given twice is one answer; another answer is refused`() throws {
    var s = try Scenario.ashmere(.invited)
    try s.asMember("accept", "bir-lead", "bir")
    #expect(try s.asMember("accept", "bir-lead", "bir").isEmpty)
    #expect(try s.whyNot("decline", as: "bir-lead", of: "bir", #"{"category":"dates"}"#)?.code == .wrongState)
    try s.asMember("decline", "cal-lead", "cal", #"{"category":"dates"}"#)
    #expect(try s.asMember("decline", "cal-lead", "cal", #"{"category":"other"}"#).isEmpty)
    #expect(try s.whyNot("accept", as: "cal-lead", of: "cal")?.code == .wrongState)
  }

  @Test func `it is too late to join when the visit has begun`() throws {
    var s = try Scenario.ashmere(.led)
    try s.invite(("dun-off", "dun", "peer"))
    try s.perform("visits/vis-1/begin", as: "bir-lead", of: "bir", on: "2026-01-20")
    #expect(try s.whyNot("accept", as: "dun-off", of: "dun")?.code == .wrongState)
    #expect(try s.whyNot("decline", as: "dun-off", of: "dun", #"{"category":"workload"}"#) == nil)
  }

  @Test func `declining ends access: whoever declined is not on the team`() throws {
    var s = try Scenario.ashmere(.invited)
    try s.asMember("decline", "bir-lead", "bir", #"{"category":"workload","note":"Two reviews of our own"}"#)
    #expect(!s.visit.isOnTeam(PersonID("bir-lead")))
    let code = try s.whyNot("request-evidence", as: "bir-lead", of: "bir", #"{"what":"a","why":"b"}"#)?.code
    #expect(code == .notPermitted)
  }

  @Test func `the team is who accepted, in the order of their ids, for good`() throws {
    let s = try Scenario.ashmere(.released)
    #expect(s.visit.team.map(\.text) == ["bir-lead", "cal-lead", "esk-lead", "uni-1"])
    #expect(s.visit.isOnTeam(PersonID("esk-lead")))
  }
}

@Suite("Visit: conflicts and lead")
struct VisitConflictTests {
  private static let conflict = #"{"kind":"shared_service","detail":"We commission a unit together"}"#

  @Test func `only a member declares a conflict, and each has its number`() throws {
    var s = try Scenario.ashmere(.accepted)
    #expect(try s.whyNot("declare-conflict", as: "dun-lead", of: "dun", Self.conflict)?.code == .notPermitted)
    try s.asMember("declare-conflict", "cal-lead", "cal", Self.conflict)
    #expect(try s.asMember("declare-conflict", "cal-lead", "cal", Self.conflict).isEmpty)
    try s.asMember("declare-conflict", "esk-lead", "esk", Self.conflict)
    #expect(s.visit.conflicts.map(\.n) == [1, 2])
    #expect(s.visit.openConflicts.count == 2)
  }

  @Test func `nobody weighs a conflict of one's own`() throws {
    var s = try Scenario.ashmere(.scheduled)
    try s.invite(("co-1", "office", "outsider"))
    try s.asMember("accept", "co-1", "office")
    try s.asMember("declare-conflict", "co-1", "office", Self.conflict)
    let body = #"{"conflict":1,"outcome":"clear"}"#
    #expect(try s.whyNot("assess-conflict", as: "co-1", of: "office", body)?.code == .selfAssessment)
  }

  @Test func `a conflict that was not declared is not weighed`() throws {
    let s = try Scenario.ashmere(.accepted)
    let body = #"{"conflict":1,"outcome":"clear"}"#
    #expect(try s.whyNot("assess-conflict", as: "co-1", of: "office", body)?.code == .unknownReference)
  }

  @Test func `a managed conflict names its condition`() throws {
    var s = try Scenario.ashmere(.accepted)
    try s.asMember("declare-conflict", "cal-lead", "cal", Self.conflict)
    #expect(throws: InvalidInput.self) {
      try s.refusal(
        "visits/vis-1/assess-conflict",
        as: "co-1",
        of: "office",
        #"{"conflict":1,"outcome":"managed"}"#
      )
    }
    let managed = #"{"conflict":1,"outcome":"managed","condition":"Sits out that session"}"#
    try s.asCoordinator("visits/vis-1/assess-conflict", managed)
    #expect(try s.asCoordinator("visits/vis-1/assess-conflict", managed).isEmpty)
    #expect(s.visit.isOnTeam(PersonID("cal-lead")))
    #expect(s.visit.openConflicts.isEmpty)
  }

  @Test func `that somebody stood down is every member's to know, why is the team's`() throws {
    var s = try Scenario.ashmere(.led)
    try s.asMember("declare-conflict", "bir-lead", "bir", Self.conflict)
    try s.asCoordinator("visits/vis-1/assess-conflict", #"{"conflict":1,"outcome":"stood_down"}"#)
    #expect(s.last("ConflictAssessed")?.envelope.visibility == .team)
    #expect(s.last("MemberStoodDown")?.envelope.visibility == .collegiate)
  }

  @Test func `whoever is stood down leaves the team and its lead, and is not asked again`() throws {
    var s = try Scenario.ashmere(.led)
    try s.asMember("declare-conflict", "bir-lead", "bir", Self.conflict)
    try s.asCoordinator("visits/vis-1/assess-conflict", #"{"conflict":1,"outcome":"stood_down"}"#)
    #expect(!s.visit.isOnTeam(PersonID("bir-lead")))
    #expect(s.visit.lead == nil)
    #expect(
      try s.refusal(
        "visits/vis-1/invite-member",
        as: "co-1",
        of: "office",
        Scenario.invitation("bir-lead", "bir")
      )
        == .wrongState
    )
    #expect(
      try s.whyNot("assess-conflict", as: "co-1", of: "office", #"{"conflict":1,"outcome":"clear"}"#)?.code
        == .wrongState
    )
  }

  @Test func `a peer who has accepted leads, nobody else`() throws {
    var s = try Scenario.ashmere(.invited)
    func appointing(_ person: String) throws -> Refusal.Code? {
      try s.refusal("visits/vis-1/appoint-lead", as: "co-1", of: "office", #"{"person":"\#(person)"}"#)
    }
    #expect(try appointing("dun-lead") == .unknownReference)
    #expect(try appointing("bir-lead") == .wrongState)
    try s.asMember("accept", "uni-1", "uni")
    #expect(try appointing("uni-1") == .wrongState)
    try s.asMember("accept", "bir-lead", "bir")
    try s.asCoordinator("visits/vis-1/appoint-lead", #"{"person":"bir-lead"}"#)
    #expect(try s.asCoordinator("visits/vis-1/appoint-lead", #"{"person":"bir-lead"}"#).isEmpty)
    #expect(s.visit.lead == PersonID("bir-lead"))
  }

  @Test func `everything that changes who is on a team or leads it is watched by guards`() throws {
    var s = try Scenario.ashmere(.scheduled)
    try s.invite(("cal-lead", "cal", "peer"))
    try s.invite(("bir-lead", "bir", "peer"))
    try s.asMember("decline", "bir-lead", "bir", #"{"category":"other"}"#)
    try s.asMember("accept", "cal-lead", "cal")
    try s.asCoordinator("visits/vis-1/appoint-lead", #"{"person":"cal-lead"}"#)
    try s.asMember("declare-conflict", "cal-lead", "cal", Self.conflict)
    try s.asCoordinator("visits/vis-1/assess-conflict", #"{"conflict":1,"outcome":"stood_down"}"#)
    var visit = Visit(id: "vis-1")
    for recorded in s.log where recorded.envelope.stream.kind == .visit {
      let before = (visit.team, visit.lead)
      guard case .visit(let event) = recorded.event else { continue }
      visit.evolve(event, recorded.envelope)
      if (visit.team, visit.lead) != before { #expect(Visit.teamEvents.contains(recorded.envelope.type)) }
    }
  }
}
