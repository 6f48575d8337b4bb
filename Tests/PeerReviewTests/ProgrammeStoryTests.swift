import PeerReview
import TestSupport
import Testing

/// Rows 1 to 34 and 41 to 48 of the worked example, with their unnumbered ones, each on its day.
@Suite("The autumn before the visits")
struct ProgrammeStoryTests {
  private func autumn() throws -> Scenario {
    var s = try Scenario.sixDales()
    try s.draftFramework(on: "2025-09-02")
    try s.propose(on: "2025-09-03")
    try s.perform("frameworks/framework-1/publish", as: "uni-1", of: "uni")
    for lea in Scenario.leas { try s.invite(lea, on: "2025-09-04") }
    try s.accept("ash", benefit: "See our figures with other eyes", on: "2025-09-08")
    for (lea, day) in [("bir", "09"), ("cal", "12"), ("dun", "16"), ("esk", "18")] {
      try s.accept(lea, on: "2025-09-\(day)")
    }
    try s.perform(
      "programmes/six-dales/decline-to-join",
      as: "fer-dec",
      of: "fer",
      on: "2025-09-19",
      #"{"reason":"No officer time"}"#
    )
    try agree(&s)
    try s.start(on: "2025-10-07")
    try declarePeriods(&s)
    try define(&s)
    return s
  }

  private func agree(_ s: inout Scenario) throws {
    let parties = Scenario.leas + ["uni"]
    try s.draftAgreement(parties: parties, on: "2025-09-22")
    try s.perform(
      "agreements/agreement-1/revise",
      as: "ash-lead",
      of: "ash",
      on: "2025-09-25",
      Scenario.wording(parties: parties, disclosure: "Our duties under disclosure law come first.")
    )
    for (lea, day) in [
      ("ash", "09-26"), ("bir", "09-29"), ("cal", "09-30"), ("dun", "09-30"), ("esk", "10-01"),
    ] {
      try s.sign(lea, wording: 2, on: "2025-\(day)")
    }
    try s.invite("fer", on: "2025-10-02")
    try s.accept("fer", on: "2025-10-03")
    try s.sign("fer", wording: 2, on: "2025-10-03")
    try s.perform(
      "agreements/agreement-1/sign",
      as: "uni-1",
      of: "uni",
      on: "2025-10-06",
      #"{"statement_version":2}"#
    )
    try s.bringIntoForce(on: "2025-10-06")
  }

  private func declarePeriods(_ s: inout Scenario) throws {
    for (from, to, why) in [
      ("2025-12-22", "2026-01-02", "holidays"), ("2026-03-27", "2026-05-07", "pre_election"),
      ("2026-05-11", "2026-05-14", "tests"),
    ] {
      try s.perform(
        "programmes/six-dales/declare-no-visit-period",
        as: "co-1",
        of: "office",
        #"{"from":"\#(from)","to":"\#(to)","why":"\#(why)"}"#
      )
    }
  }

  private func define(_ s: inout Scenario) throws {
    let draft = "definitions/draft"
    try s.perform(draft, as: "cal-lead", of: "cal", on: "2025-10-08", DefinitionTests.wording())
    for (lea, day, minute) in [("ash", "2023-06-12", "C/41"), ("esk", "2024-03-07", "L 7")] {
      let wording = DefinitionTests.wording("Long adopted.", #","occurred_at":"\#(day)""#)
      try s.perform(draft, as: "\(lea)-lead", of: lea, on: "2025-10-09", wording)
      let adoption = #"{"minute_ref":"\#(minute)","adopted_on":"\#(day)"}"#
      try s.perform("definitions/\(lea)/adopt", as: "\(lea)-dec", of: lea, adoption)
    }
    try s.perform(draft, as: "dun-lead", of: "dun", on: "2025-10-10", DefinitionTests.wording())
    let groups = [
      ("Heads", "in_department"), ("Parents", "outside_department"), ("Health", "outside_department"),
      ("Learners' panel", "learners"),
    ]
    let asked = groups.map { #"{"group":"\#($0)","standing":"\#($1)"}"# }.joined(separator: ",")
    try s.perform(
      "definitions/cal/open-consultation",
      as: "cal-lead",
      of: "cal",
      on: "2025-10-13",
      #"{"groups":[\#(asked)],"closes":"2025-11-14"}"#
    )
    for (group, _) in groups {
      let body = #"{"group":"\#(group)","heads":12,"support":"partly","concerns":"Too long"}"#
      try s.perform("definitions/cal/record-response", as: "cal-off", of: "cal", on: "2025-11-04", body)
    }
    try s.perform("definitions/cal/close-consultation", as: "cal-lead", of: "cal", on: "2025-11-14")
    let wording = DefinitionTests.wording("In our words.", #","because_of":["The learners' panel"]"#)
    try s.perform("definitions/cal/revise", as: "cal-lead", of: "cal", on: "2025-11-19", wording)
    let adoption = #"{"minute_ref":"Cabinet 12","adopted_on":"2025-12-02"}"#
    try s.perform("definitions/cal/adopt", as: "cal-dec", of: "cal", on: "2025-12-02", adoption)
  }

  @Test func `the autumn is performed by commands, event for event`() throws {
    let s = try autumn()
    var counts: [String: Int] = [:]
    for recorded in s.log { counts[recorded.envelope.type, default: 0] += 1 }
    let expected = [
      "OrganisationRegistered": 8, "FrameworkVersionDrafted": 1, "FactorAdded": 12, "QuestionAdded": 21,
      "FactorMarkedSuperordinate": 2, "ScaleOffered": 1, "ProgrammeProposed": 1,
      "FrameworkVersionPublished": 1,
      "LeaInvited": 7, "LeaJoined": 6, "LeaDeclined": 1, "AgreementDrafted": 1, "AgreementRevised": 1,
      "AgreementSigned": 7, "AgreementInForce": 1, "ProgrammeStarted": 1, "NoVisitPeriodDeclared": 3,
      "DefinitionDrafted": 4, "DefinitionAdopted": 3, "ConsultationOpened": 1,
      "ConsultationResponseRecorded": 4,
      "ConsultationClosed": 1, "DefinitionRevised": 1,
    ]
    for (type, count) in expected { #expect(counts[type] == count, "\(type)") }
    #expect(Set(counts.keys).subtracting(expected.keys) == ["PersonRegistered", "RoleGranted"])
    let programme = try #require(s.consortium.programmes["six-dales"])
    #expect(programme.members.count == 6)
    #expect(programme.isStarted)
    #expect(try #require(s.consortium.agreements["agreement-1"]).isInForce)
    #expect(try #require(s.consortium.definitions["ash"]).adopted?.on == CalendarDay("2023-06-12"))
  }

  @Test func `what is stored reads back as it was`() throws {
    for recorded in try autumn().log {
      let payload = recorded.event.payload
      let type = type(of: payload)
      let back = try Event.read(
        type: type.type,
        schemaVersion: type.schemaVersion,
        try JSON.parse(payload.json)
      )
      #expect(back.payload.json == payload.json)
    }
  }
}
