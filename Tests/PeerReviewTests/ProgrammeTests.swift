import PeerReview
import TestSupport
import Testing

@Suite("Programme")
struct ProgrammeTests {
  private func proposed() throws -> Scenario {
    var s = try Scenario.sixDales()
    try s.propose()
    return s
  }

  private func programme(_ s: Scenario) throws -> Programme {
    try #require(s.consortium.programmes["six-dales"])
  }

  private let path = "programmes/six-dales"

  @Test func `rules that are left out are as usual`() throws {
    #expect(try programme(proposed()).rules == .usual)
    #expect(ProgrammeRules.usual.minPeers == 2)
    #expect(ProgrammeRules.usual.minPeerLeas == 2)
    #expect(ProgrammeRules.usual.outsiderNeeded)
    #expect(ProgrammeRules.usual.briefingDays == 10)
    #expect(ProgrammeRules.usual.accuracyDays == 10)
    #expect(ProgrammeRules.usual.lookBackMonths == 10)
    var s = try Scenario.sixDales()
    try s.perform(
      "programmes/propose",
      as: "co-1",
      of: "office",
      #"""
      {"id":"six-dales","name":"Six Dales","purpose":"To learn","rules":{"accuracy_days":5},
       "period":{"from":"2025-09-01","to":"2026-07-31"}}
      """#
    )
    #expect(try programme(s).rules.accuracyDays == 5)
    #expect(try programme(s).rules.outsiderNeeded)
    #expect(try programme(s).rules.briefingDays == 10)
  }

  @Test func `peers cannot come from more LEAs than there are peers`() throws {
    let s = try Scenario.sixDales()
    #expect(throws: InvalidInput.self) {
      try s.refusal(
        "programmes/propose",
        as: "co-1",
        of: "office",
        #"{"name":"x","purpose":"x","rules":{"min_peer_leas":3},"period":{"from":"2025-09-01","to":"2026-07-31"}}"#
      )
    }
  }

  @Test(arguments: [
    (#""period":{"from":"2026-07-31","to":"2025-09-01"}"#, Refusal.Code.invalidDate),
    (#""period":{"from":"2025-09-01","to":"2026-07-31"},"partners":["nobody"]"#, .unknownReference),
    (#""period":{"from":"2025-09-01","to":"2026-07-31"},"partners":["ash"]"#, .unknownReference),
    (#""period":{"from":"2025-09-01","to":"2026-07-31"},"id":"six-dales""#, .exists),
  ])
  func `a programme ends after it begins, names partners that are registered, and is proposed once`(
    rest: String,
    code: Refusal.Code
  ) throws {
    let s = try proposed()
    let body = #"{"name":"Second","purpose":"To learn",\#(rest)}"#
    #expect(try s.refusal("programmes/propose", as: "co-1", of: "office", body) == code)
  }

  @Test func `a programme's events belong to the programme itself`() throws {
    let s = try proposed()
    #expect(s.log.last?.envelope.place == Place(programme: ProgrammeID("six-dales")))
  }

  @Test func `only a registered LEA is invited, and none that has joined`() throws {
    var s = try proposed()
    try s.join("ash")
    #expect(
      try s.refusal("\(path)/invite-lea", as: "co-1", of: "office", #"{"lea":"uni"}"#) == .unknownReference
    )
    #expect(
      try s.refusal("\(path)/invite-lea", as: "co-1", of: "office", #"{"lea":"xyz"}"#) == .unknownReference
    )
    #expect(
      try s.refusal("\(path)/invite-lea", as: "co-1", of: "office", #"{"lea":"ash"}"#) == .alreadyMember
    )
    let late = #"{"lea":"bir","reply_by":"2025-08-31"}"#
    #expect(try s.refusal("\(path)/invite-lea", as: "co-1", of: "office", late) == .invalidDate)
  }

  @Test func `an invitation that stands is not sent twice, but may be given another day`() throws {
    var s = try proposed()
    try s.invite("ash")
    #expect(try s.perform("\(path)/invite-lea", as: "co-1", of: "office", #"{"lea":"ash"}"#).isEmpty)
    let later = #"{"lea":"ash","reply_by":"2025-09-30"}"#
    #expect(try s.perform("\(path)/invite-lea", as: "co-1", of: "office", later).count == 1)
  }

  @Test(arguments: [
    "{}", #"{"benefit_sought":"New eyes"}"#, #"{"offer":"Four days"}"#,
    #"{"benefit_sought":" ","offer":"Four days"}"#, #"{"benefit_sought":"New eyes","offer":""}"#,
  ])
  func `whoever joins says what it hopes for and which visiting days it offers`(body: String) throws {
    var s = try proposed()
    try s.invite("ash")
    #expect(try s.refusal("\(path)/join", as: "ash-dec", of: "ash", body) == .benefitRequired)
  }

  @Test func `an LEA joins by invitation, through its decision-maker, once`() throws {
    var s = try proposed()
    let body = #"{"benefit_sought":"New eyes","offer":"Four days"}"#
    #expect(try s.refusal("\(path)/join", as: "ash-dec", of: "ash", body) == .notInvited)
    try s.invite("ash")
    #expect(try s.refusal("\(path)/join", as: "ash-lead", of: "ash", body) == .notPermitted)
    #expect(try s.refusal("\(path)/join", as: "co-1", of: "office", body) == .notPermitted)
    #expect(try s.refusal("\(path)/join", as: "bir-dec", of: "bir", body) == .notInvited)
    try s.perform("\(path)/join", as: "ash-dec", of: "ash", body)
    #expect(try programme(s).members == [OrganisationID("ash")])
    #expect(try s.perform("\(path)/join", as: "ash-dec", of: "ash", body).isEmpty)
  }

  @Test func `an LEA that declined joins after a second invitation, and not before`() throws {
    var s = try proposed()
    let decline = #"{"reason":"No officer time"}"#
    #expect(try s.refusal("\(path)/decline-to-join", as: "fer-dec", of: "fer", decline) == .notInvited)
    try s.invite("fer")
    try s.perform("\(path)/decline-to-join", as: "fer-dec", of: "fer", decline)
    #expect(try s.perform("\(path)/decline-to-join", as: "fer-dec", of: "fer", decline).isEmpty)
    let join = #"{"benefit_sought":"New eyes","offer":"Two days"}"#
    #expect(try s.refusal("\(path)/join", as: "fer-dec", of: "fer", join) == .notInvited)
    try s.invite("fer")
    try s.accept("fer")
    #expect(try programme(s).members == [OrganisationID("fer")])
    #expect(try programme(s).declined.isEmpty)
    #expect(try s.refusal("\(path)/decline-to-join", as: "fer-dec", of: "fer", decline) == .alreadyMember)
  }

  /// Everything that a start needs, with these LEAs.
  private func ready(_ leas: [String]) throws -> Scenario {
    var s = try Scenario.sixDales()
    try s.publishFramework()
    try s.propose()
    for lea in leas { try s.join(lea) }
    try s.draftAgreement(parties: ["ash", "bir"])
    for lea in ["ash", "bir"] { try s.sign(lea) }
    try s.bringIntoForce(on: "2025-10-06")
    return s
  }

  @Test func `a programme starts with two LEAs at the least`() throws {
    #expect(try ready([]).refusal("\(path)/start", as: "co-1", of: "office", Scenario.start) == .tooFewLeas)
    #expect(
      try ready(["ash"]).refusal("\(path)/start", as: "co-1", of: "office", Scenario.start) == .tooFewLeas
    )
  }

  @Test func `fewer than three LEAs is a warning, which the start stores once it is read`() throws {
    var s = try ready(["ash", "bir"])
    let refusal = try #require(throws: Refusal.self) { try s.start() }
    #expect(refusal.code == .acknowledgementRequired)
    #expect(refusal.warnings.map(\.code) == [.fewLeas])
    let body = #"{"framework":"framework-1","agreement":"agreement-1","acknowledge":["few_leas"]}"#
    let events = try s.perform("\(path)/start", as: "co-1", of: "office", body)
    #expect(events.first?.warningsAccepted == [.fewLeas])
    #expect(try programme(s).isStarted)
    var three = try ready(["ash", "bir", "cal"])
    try three.start()
    #expect(three.log.last?.event.warningsAccepted == [])
  }

  @Test func `a programme starts with a published framework`() throws {
    var s = try ready(["ash", "bir", "cal"])
    try s.perform("frameworks/draft", as: "uni-1", of: "uni", #"{"id":"draft"}"#)
    let draft = #"{"framework":"draft","agreement":"agreement-1"}"#
    #expect(try s.refusal("\(path)/start", as: "co-1", of: "office", draft) == .wrongState)
    let unknown = #"{"framework":"unknown","agreement":"agreement-1"}"#
    #expect(try s.refusal("\(path)/start", as: "co-1", of: "office", unknown) == .unknownReference)
  }

  @Test func `a programme starts under an agreement of its own that is in force`() throws {
    var s = try ready(["ash", "bir", "cal"])
    try s.draftAgreement("agreement-2", parties: ["ash", "bir"])
    let unsigned = #"{"framework":"framework-1","agreement":"agreement-2"}"#
    #expect(try s.refusal("\(path)/start", as: "co-1", of: "office", unsigned) == .agreementMissing)
    let unknown = #"{"framework":"framework-1","agreement":"unknown"}"#
    #expect(try s.refusal("\(path)/start", as: "co-1", of: "office", unknown) == .unknownReference)
    try s.propose("other")
    #expect(try s.refusal("programmes/other/start", as: "co-1", of: "office", Scenario.start) == .tooFewLeas)
    for lea in ["ash", "bir", "cal"] {
      try s.perform("programmes/other/invite-lea", as: "co-1", of: "office", #"{"lea":"\#(lea)"}"#)
      let join = #"{"benefit_sought":"New eyes","offer":"Two days"}"#
      try s.perform("programmes/other/join", as: "\(lea)-dec", of: lea, join)
    }
    #expect(
      try s.refusal("programmes/other/start", as: "co-1", of: "office", Scenario.start) == .unknownReference
    )
  }

  @Test func `the agreement must still be in force when the start is appended`() throws {
    let s = try ready(["ash", "bir", "cal"])
    let kind = try #require(CommandKind.named("start", of: .programme))
    let request = Request(
      kind,
      id: "six-dales",
      try kind.read(try JSON.parse(Scenario.start)),
      by: Actor(PersonID("co-1"), for: OrganisationID("office")),
      now: s.now,
      today: try #require(CalendarDay("2025-10-07")),
      mintedID: "x"
    )
    let decision = try s.consortium.decide(request)
    #expect(decision.versions[StreamID(.agreement, "agreement-1")] == 4)
    #expect(decision.versions[StreamID(.framework, "framework-1")] != nil)
  }

  @Test func `a programme starts once`() throws {
    var s = try Scenario.started()
    #expect(try s.perform("\(path)/start", as: "co-1", of: "office", Scenario.start).isEmpty)
    let other = #"{"framework":"framework-1","agreement":"agreement-2"}"#
    #expect(try s.refusal("\(path)/start", as: "co-1", of: "office", other) == .wrongState)
  }

  @Test func `a period without visits ends after it begins`() throws {
    let s = try Scenario.started()
    let body = #"{"from":"2026-05-14","to":"2026-05-11","why":"tests"}"#
    #expect(try s.refusal("\(path)/declare-no-visit-period", as: "co-1", of: "office", body) == .invalidDate)
  }

  @Test func `the coordinator speaks for everybody or for one LEA, a review lead for the own LEA only`()
    throws
  {
    let s = try Scenario.started()
    let path = "\(path)/declare-no-visit-period"
    func body(_ scope: String) -> String {
      #"{\#(scope)"from":"2026-05-11","to":"2026-05-14","why":"tests"}"#
    }
    #expect(try s.refusal(path, as: "co-1", of: "office", body("")) == nil)
    #expect(try s.refusal(path, as: "co-1", of: "office", body(#""scope":"ash","#)) == nil)
    #expect(try s.refusal(path, as: "ash-lead", of: "ash", body(#""scope":"ash","#)) == nil)
    #expect(try s.refusal(path, as: "ash-lead", of: "ash", body(#""scope":"bir","#)) == .notPermitted)
    #expect(try s.refusal(path, as: "ash-lead", of: "ash", body("")) == .notPermitted)
    #expect(try s.refusal(path, as: "ash-off", of: "ash", body(#""scope":"ash","#)) == .notPermitted)
    #expect(try s.refusal(path, as: "co-1", of: "office", body(#""scope":"uni","#)) == .unknownReference)
  }

  @Test func `a period is declared for members`() throws {
    let s = try ready(["ash", "bir"])
    let body = #"{"scope":"cal","from":"2026-05-11","to":"2026-05-14","why":"inspection"}"#
    #expect(try s.refusal("\(path)/declare-no-visit-period", as: "co-1", of: "office", body) == .wrongState)
  }

  @Test func `a declared period keeps its hosts from being visited on any of its days`() throws {
    var s = try Scenario.started()
    let declare = "\(path)/declare-no-visit-period"
    let all = #"{"from":"2026-03-27","to":"2026-05-07","why":"pre_election"}"#
    try s.perform(declare, as: "co-1", of: "office", all)
    #expect(try s.perform(declare, as: "co-1", of: "office", all).isEmpty)
    let own = #"{"scope":"ash","from":"2026-01-12","to":"2026-01-16","why":"inspection"}"#
    try s.perform(declare, as: "ash-lead", of: "ash", own)
    let programme = try programme(s)
    func period(_ host: String, _ from: String, _ to: String) throws -> NoVisitReason? {
      let days = try #require(CalendarDay(from))...(try #require(CalendarDay(to)))
      return programme.noVisitPeriod(for: OrganisationID(host), days)?.why
    }
    #expect(try period("bir", "2026-05-07", "2026-05-08") == .preElection)
    #expect(try period("bir", "2026-03-25", "2026-03-26") == nil)
    #expect(try period("bir", "2026-05-08", "2026-05-09") == nil)
    #expect(try period("ash", "2026-01-01", "2026-02-01") == .inspection)
    #expect(try period("bir", "2026-01-14", "2026-01-15") == nil)
  }
}
