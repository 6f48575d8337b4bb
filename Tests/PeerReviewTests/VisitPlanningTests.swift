import PeerReview
import TestSupport
import Testing

@Suite("Visit: planning")
struct VisitPlanningTests {
  @Test func `a visit serves an open cycle that is there`() throws {
    let s = try Scenario.ashmere()
    let body = Scenario.proposal.replacing("ash-2025", with: "ash-2099")
    #expect(try s.refusal("visits/propose", as: "ash-lead", of: "ash", body) == .unknownReference)
  }

  @Test func `only the host's own lead or the coordinator proposes a visit`() throws {
    let s = try Scenario.ashmere()
    #expect(try s.refusal("visits/propose", as: "bir-lead", of: "bir", Scenario.proposal) == .notPermitted)
    #expect(try s.refusal("visits/propose", as: "ash-off", of: "ash", Scenario.proposal) == .notPermitted)
    #expect(try s.refusal("visits/propose", as: "co-1", of: "office", Scenario.proposal) == nil)
  }

  @Test func `an id names one visit`() throws {
    let s = try Scenario.ashmere(.proposed)
    #expect(try s.refusal("visits/propose", as: "ash-lead", of: "ash", Scenario.proposal) == .exists)
  }

  @Test func `a window that has passed is refused`() throws {
    let s = try Scenario.ashmere()
    let code = try s.refusal("visits/propose", as: "ash-lead", of: "ash", on: "2026-02-02", Scenario.proposal)
    #expect(code == .invalidDate)
  }

  @Test func `a window does not end before it begins`() throws {
    let s = try Scenario.ashmere()
    let body = Scenario.proposal.replacing("2026-01-30", with: "2026-01-09")
    let error = #expect(throws: InvalidInput.self) {
      try s.refusal("visits/propose", as: "ash-lead", of: "ash", body)
    }
    #expect(error?.errors.map(\.field) == ["window.to"])
    #expect(error?.errors.map(\.code) == ["invalid_date"])
  }

  @Test func `proposing a visit oneself is agreeing to it`() throws {
    var s = try Scenario.ashmere(.proposed)
    #expect(try s.perform("visits/vis-1/agree-to", as: "ash-lead", of: "ash").isEmpty)
    #expect(s.visit.hostAgreedBy == PersonID("ash-lead"))
  }

  @Test func `a visit that the coordinator proposed is scheduled only when the host has agreed`() throws {
    var s = try Scenario.ashmere()
    try s.proposeVisit(as: "co-1", of: "office")
    #expect(try s.refusal("visits/vis-1/schedule", as: "co-1", of: "office", Scenario.days) == .wrongState)
    #expect(try s.refusal("visits/vis-1/agree-to", as: "bir-lead", of: "bir") == .notPermitted)
    try s.perform("visits/vis-1/agree-to", as: "ash-lead", of: "ash", #"{"note":"Not on a Friday"}"#)
    try s.scheduleVisit()
    #expect(s.visitEvents == ["VisitProposed", "VisitAgreedTo", "VisitScheduled"])
  }

  @Test func `the days are the coordinator's to set, once`() throws {
    let proposed = try Scenario.ashmere(.proposed)
    #expect(
      try proposed.refusal("visits/vis-1/schedule", as: "ash-lead", of: "ash", Scenario.days) == .notPermitted
    )
    let scheduled = try Scenario.ashmere(.scheduled)
    #expect(
      try scheduled.refusal("visits/vis-1/schedule", as: "co-1", of: "office", Scenario.days) == .wrongState
    )
    #expect(scheduled.visit.from == CalendarDay("2026-01-20"))
    #expect(scheduled.visit.to == CalendarDay("2026-01-21"))
  }

  @Test func `a visit does not end before it begins`() throws {
    let s = try Scenario.ashmere(.proposed)
    let body = #"{"from":"2026-01-21","to":"2026-01-20","place":"Town Hall"}"#
    let error = #expect(throws: InvalidInput.self) {
      try s.refusal("visits/vis-1/schedule", as: "co-1", of: "office", body)
    }
    #expect(error?.errors.map(\.code) == ["invalid_date"])
  }

  @Test func `a visit is not scheduled into the past; today will do`() throws {
    let s = try Scenario.ashmere(.proposed)
    #expect(
      try s.refusal("visits/vis-1/schedule", as: "co-1", of: "office", on: "2026-01-21", Scenario.days)
        == .invalidDate
    )
    #expect(
      try s.refusal("visits/vis-1/schedule", as: "co-1", of: "office", on: "2026-01-20", Scenario.days) == nil
    )
  }

  @Test(arguments: ["2026-01-21", "2026-01-14"])
  func `a visit that touches a no-visit period of everybody is refused, and the period is named`(from: String)
    throws
  {
    var s = try Scenario.ashmere(.proposed)
    let to = from == "2026-01-14" ? "2026-01-20" : "2026-02-20"
    try s.asCoordinator(
      "programmes/sd/declare-no-visit-period",
      #"{"from":"\#(from)","to":"\#(to)","why":"pre_election"}"#
    )
    let refusal = try s.whyNot("schedule", as: "co-1", of: "office", Scenario.days)
    #expect(refusal?.code == .noVisitPeriod)
    #expect(refusal?.detail.contains("\(from) to \(to)") == true)
    #expect(refusal?.detail.contains("Pre-election") == true)
  }

  @Test func `a no-visit period of another LEA does not keep visitors from this one`() throws {
    var s = try Scenario.ashmere(.proposed)
    try s.asCoordinator(
      "programmes/sd/declare-no-visit-period",
      #"{"scope":"bir","from":"2026-01-19","to":"2026-01-23","why":"tests"}"#
    )
    #expect(try s.whyNot("schedule", as: "co-1", of: "office", Scenario.days) == nil)
  }

  @Test func `no visit is scheduled without the programme's agreement in force`() throws {
    var s = try Scenario.ashmere(.proposed)
    try s.asCoordinator(
      "agreements/terms/revise",
      Scenario.terms.replacing("Badges", with: "Badges and a guide")
    )
    #expect(try s.whyNot("schedule", as: "co-1", of: "office", Scenario.days)?.code == .agreementMissing)
  }

  @Test func `the days hold against programme and agreement as they stand at the append`() throws {
    let s = try Scenario.ashmere(.proposed)
    let decision = try s.visitDecision("schedule", as: "co-1", of: "office", Scenario.days)
    #expect(decision.versions[StreamID(.programme, "sd")] != nil)
    #expect(decision.versions[StreamID(.agreement, "terms")] != nil)
  }

  @Test func `a visit makes up for one to the same LEA that was called off`() throws {
    var s = try Scenario.ashmere(.proposed)
    func replacing(_ id: String) -> String { Scenario.days.dropLast() + #","replaces":"\#(id)"}"# }
    #expect(
      try s.whyNot("schedule", as: "co-1", of: "office", replacing("vis-9"))?.code == .unknownReference
    )
    try s.perform(
      "visits/propose",
      as: "ash-lead",
      of: "ash",
      Scenario.proposal.replacing("vis-1", with: "vis-9")
    )
    #expect(try s.whyNot("schedule", as: "co-1", of: "office", replacing("vis-9"))?.code == .wrongState)
  }
}

extension Scenario {
  /// What a command on vis-1 comes to, without recording it.
  func visitDecision(_ command: String, as person: String, of organisation: String, _ body: String) throws
    -> Decision
  {
    let kind = try #require(CommandKind.named(command, of: .visit))
    let day = CalendarDay(number: Int(now.microseconds / 86_400_000_000))
    return try consortium.decide(
      Request(
        kind,
        id: "vis-1",
        try kind.read(try JSON.parse(body)),
        by: Actor(PersonID(person), for: OrganisationID(organisation)),
        now: now,
        today: day,
        mintedID: "minted"
      )
    )
  }
}
