import PeerReview
import TestSupport
import Testing

@Suite("Cycle")
struct CycleTests {
  @Test func `an LEA opens a review, which begins with focusing`() throws {
    let s = try Given.cycle()
    let cycle = try #require(s.ashmere)
    #expect(cycle.isOpen && cycle.stage == .focusing && cycle.factor == FactorID("11"))
    #expect(cycle.lea == OrganisationID("ash") && cycle.programme == ProgrammeID("sd"))
    #expect(cycle.framework == FrameworkID("v1") && cycle.scale == "progress")
    #expect(cycle.questions == ["11.1", "11.2", "11.3"].map { QuestionID($0) })
  }

  @Test func `nobody opens a review but an LEA's review lead`() throws {
    let s = try Given.started()
    for (person, of) in [("co-1", "office"), ("uni-1", "uni"), ("ash-off", "ash"), ("ash-dec", "ash")] {
      #expect(try s.refusal("cycles/open", as: person, of: of, Given.opening()) == .notPermitted)
    }
  }

  @Test func `a review waits for its programme to start`() throws {
    let s = try Given.programme()
    #expect(try s.refusal("cycles/open", as: "ash-lead", of: "ash", Given.opening()) == .wrongState)
  }

  @Test func `an LEA that has not joined opens no review`() throws {
    let s = try Given.started()
    let body = Given.opening(id: "dun-2025")
    #expect(try s.refusal("cycles/open", as: "dun-lead", of: "dun", body) == .notPermitted)
  }

  @Test func `no review opens while the agreement's wording is unsigned`() throws {
    var s = try Given.started()
    try s.perform(
      "agreements/terms/revise",
      as: "co-1",
      of: "office",
      #"{\#(Given.wording(release: "The host alone decides")),"reason":"A lawyer asked"}"#
    )
    #expect(try s.refusal("cycles/open", as: "ash-lead", of: "ash", Given.opening()) == .agreementMissing)
  }

  @Test func `an LEA that joins later opens no review before the agreement counts it among its signatories`()
    throws
  {
    var s = try Given.started()
    try s.perform("programmes/sd/invite-lea", as: "co-1", of: "office", #"{"lea":"dun"}"#)
    try s.perform(
      "programmes/sd/join",
      as: "dun-dec",
      of: "dun",
      #"{"benefit_sought":"Eyes","offer":"Days"}"#
    )
    let body = Given.opening(id: "dun-2025")
    #expect(try s.refusal("cycles/open", as: "dun-lead", of: "dun", body) == .agreementMissing)
  }

  @Test func `agreement and focus must still hold at the moment of the append`() throws {
    let s = try Given.started()
    let decision = try s.decision("cycles/open", as: "ash-lead", of: "ash", Given.opening())
    #expect(decision.versions[StreamID(.agreement, "terms")] != nil)
    #expect(decision.versions[StreamID(.programme, "sd")] != nil)
    #expect(decision.versions[StreamID(.framework, "v1")] != nil)
    #expect(decision.guards.contains(Guard(["CycleOpened"], Place(lea: OrganisationID("ash")))))
  }

  @Test func `a review names a published framework, and what it holds`() throws {
    let s = try Given.started()
    for body in [
      Given.opening(framework: "v2"), Given.opening(framework: "v9"), Given.opening(factor: "7"),
      Given.opening(questions: ["11.1", "11.9"]), Given.opening(scale: "stars"),
    ] {
      #expect(try s.refusal("cycles/open", as: "ash-lead", of: "ash", body) == .unknownReference)
    }
    #expect(try s.refusal("cycles/open", as: "ash-lead", of: "ash", Given.opening(scale: nil)) == nil)
  }

  @Test func `a question is taken up once`() throws {
    let s = try Given.started()
    #expect(throws: InvalidInput.self) {
      try s.refusal("cycles/open", as: "ash-lead", of: "ash", Given.opening(questions: ["11.1", "11.1"]))
    }
  }

  @Test func `an LEA has one open review on a factor`() throws {
    let s = try Given.cycle()
    let again = Given.opening(id: "ash-2")
    #expect(try s.refusal("cycles/open", as: "ash-lead", of: "ash", again) == .duplicateFocus)
    #expect(try s.refusal("cycles/open", as: "bir-lead", of: "bir", again) == nil)
    let other = Given.opening(id: "ash-2", factor: "1", questions: ["1.1"])
    #expect(try s.refusal("cycles/open", as: "ash-lead", of: "ash", other) == nil)
  }

  @Test func `omitting both superordinate factors is acknowledged, and stored`() throws {
    var s = try Given.started()
    let body = Given.opening(id: "bir-2025", factor: "6", questions: ["6.1"])
    #expect(try s.refusal("cycles/open", as: "bir-lead", of: "bir", body) == .acknowledgementRequired)
    let known = Given.opening(id: "bir-2025", factor: "6", questions: ["6.1"], acknowledge: true)
    let events = try s.perform("cycles/open", as: "bir-lead", of: "bir", known)
    #expect(events.first?.warningsAccepted == [.superordinateOmitted])
  }

  @Test func `a question of one superordinate factor is enough`() throws {
    let s = try Given.started()
    let body = Given.opening(factor: "6", questions: ["6.1", "1.1"])
    #expect(try s.refusal("cycles/open", as: "ash-lead", of: "ash", body) == nil)
  }
}

@Suite("Cycle: stages")
struct CycleStageTests {
  private func move(_ to: String, _ extra: String = "") -> String { #"{"to":"\#(to)"\#(extra)}"# }

  @Test func `a review moves through its stages`() throws {
    var s = try Given.cycle()
    let stages = [
      "gathering", "first_view", "visiting", "rethinking", "deciding", "acting", "looking_back",
    ]
    for stage in stages {
      let events = try s.perform("cycles/ash-2025/move-stage", as: "ash-lead", of: "ash", move(stage))
      #expect(events.count == 1 && s.ashmere?.stage.rawValue == stage)
    }
  }

  @Test func `moving back needs a reason and is normal`() throws {
    var s = try Given.cycle()
    let path = "cycles/ash-2025/move-stage"
    try s.perform(path, as: "ash-lead", of: "ash", move("gathering"))
    #expect(try s.refusal(path, as: "ash-lead", of: "ash", move("focusing")) == .reasonRequired)
    try s.perform(path, as: "ash-lead", of: "ash", move("focusing", #","reason":"The focus was too wide""#))
    #expect(s.ashmere?.stage == .focusing)
  }

  @Test(arguments: ["visiting", "rethinking", "looking_back"])
  func `going on without a first view is acknowledged, and stored`(stage: String) throws {
    var s = try Given.cycle()
    let path = "cycles/ash-2025/move-stage"
    #expect(try s.refusal(path, as: "ash-lead", of: "ash", move(stage)) == .acknowledgementRequired)
    let known = move(stage, #","acknowledge":["stage_skipped"]"#)
    #expect(
      try s.perform(path, as: "ash-lead", of: "ash", known).first?.warningsAccepted == [.stageSkipped]
    )
  }

  @Test func `a first view once taken is not skipped later`() throws {
    var s = try Given.cycle()
    let path = "cycles/ash-2025/move-stage"
    try s.perform(path, as: "ash-lead", of: "ash", move("first_view"))
    try s.perform(path, as: "ash-lead", of: "ash", move("gathering", #","reason":"More to see""#))
    #expect(try s.refusal(path, as: "ash-lead", of: "ash", move("visiting")) == nil)
  }

  @Test func `a move to the present stage changes nothing`() throws {
    var s = try Given.cycle()
    #expect(
      try s.perform("cycles/ash-2025/move-stage", as: "ash-lead", of: "ash", move("focusing")).isEmpty
    )
  }

  @Test func `nobody moves another LEA's review`() throws {
    let s = try Given.cycle()
    for (person, of) in [("bir-lead", "bir"), ("co-1", "office"), ("ash-off", "ash")] {
      let code = try s.refusal("cycles/ash-2025/move-stage", as: person, of: of, move("gathering"))
      #expect(code == .notPermitted)
    }
  }
}

@Suite("Cycle: definition")
struct CycleDefinitionTests {
  private let path = "cycles/ash-2025/pin-definition"

  private func text(_ words: String) -> String {
    let elements = ["process", "barriers", "presence_participation_achievement", "groups_at_risk"]
      .map { #"{"element":"\#($0)","addressed":true}"# }.joined(separator: ",")
    return #"{"text":"\#(words)","elements":[\#(elements)]}"#
  }

  /// Wording 1 was adopted before the programme, wording 2 is a draft.
  private func defined() throws -> Scenario {
    var s = try Given.cycle()
    try s.perform("definitions/draft", as: "ash-lead", of: "ash", text("All learners belong"))
    try s.perform(
      "definitions/ash/adopt",
      as: "ash-dec",
      of: "ash",
      #"{"minute_ref":"M/1","adopted_on":"2023-06-12"}"#
    )
    try s.perform("definitions/ash/revise", as: "ash-lead", of: "ash", text("All learners belong here"))
    return s
  }

  @Test func `an adopted wording is pinned as adopted`() throws {
    var s = try defined()
    try s.perform(path, as: "ash-lead", of: "ash", #"{"version":1}"#)
    #expect(s.ashmere?.pinned?.version == 1 && s.ashmere?.pinned?.status == .adopted)
  }

  @Test func `a draft is pinned with a reason`() throws {
    var s = try defined()
    #expect(try s.refusal(path, as: "ash-lead", of: "ash", #"{"version":2}"#) == .reasonRequired)
    try s.perform(path, as: "ash-lead", of: "ash", #"{"version":2,"reason":"It is what we argue over"}"#)
    #expect(s.ashmere?.pinned?.version == 2 && s.ashmere?.pinned?.status == .draft)
  }

  @Test func `a wording that is not there is not pinned`() throws {
    let version = #"{"version":3,"reason":"It is to come"}"#
    #expect(try defined().refusal(path, as: "ash-lead", of: "ash", version) == .unknownReference)
    #expect(try Given.cycle().refusal(path, as: "ash-lead", of: "ash", version) == .unknownReference)
  }

  @Test func `pinning the same wording again changes nothing`() throws {
    var s = try defined()
    let draft = #"{"version":2,"reason":"It is what we argue over"}"#
    try s.perform(path, as: "ash-lead", of: "ash", draft)
    #expect(try s.perform(path, as: "ash-lead", of: "ash", draft).isEmpty)
  }
}

@Suite("Cycle: statement")
struct CycleStatementTests {
  private let path = "cycles/ash-2025/share-statement"
  private let body = #"{"text_ref":"Statement of December"}"#

  @Test func `a statement holds the live judgements as they are worded at that moment`() throws {
    var s = try Given.judgement()
    try s.perform("judgements/propose", as: "ash-off", of: "ash", Given.proposal(question: "11.1"))
    try s.perform("judgements/ash-2025:11.2/revise", as: "ash-lead", of: "ash", Given.revision())
    try s.perform(path, as: "ash-lead", of: "ash", on: "2025-12-12", body)
    let statement = try #require(s.ashmere?.statement)
    #expect(statement.n == 1 && statement.on == CalendarDay("2025-12-12"))
    #expect(statement.judgementVersions.map(\.question.text) == ["11.1", "11.2"])
    #expect(statement.judgementVersions.map(\.version) == [1, 2])
  }

  @Test func `a judgement that moves meanwhile is noticed at the append`() throws {
    let s = try Given.judgement()
    let decision = try s.decision(path, as: "ash-lead", of: "ash", body)
    let watched = Guard(["JudgementProposed", "JudgementRevised"], Place(cycle: CycleID("ash-2025")))
    #expect(decision.guards.contains(watched))
  }

  @Test func `the same statement is shared once, a changed one again`() throws {
    var s = try Given.judgement()
    try s.perform(path, as: "ash-lead", of: "ash", body)
    #expect(try s.perform(path, as: "ash-lead", of: "ash", body).isEmpty)
    try s.perform("judgements/ash-2025:11.2/revise", as: "ash-lead", of: "ash", Given.revision())
    try s.perform(path, as: "ash-lead", of: "ash", body)
    #expect(s.ashmere?.statement?.n == 2)
  }

  @Test func `only its own review lead shares a statement`() throws {
    let s = try Given.judgement()
    for (person, of) in [("ash-off", "ash"), ("bir-lead", "bir"), ("co-1", "office")] {
      #expect(try s.refusal(path, as: person, of: of, body) == .notPermitted)
    }
  }
}
