import PeerReview
import TestSupport
import Testing

@Suite("Definition")
struct DefinitionTests {
  static let elements = #"""
    "elements":[{"element":"process","addressed":true},{"element":"barriers","addressed":true},
    {"element":"presence_participation_achievement","addressed":true},
    {"element":"groups_at_risk","explanation":"Named in the plan that goes with it"}]
    """#

  static func wording(_ text: String = "Everybody here, taking part, doing well.", _ more: String = "")
    -> String
  {
    #"{"text":"\#(text)",\#(elements)\#(more)}"#
  }

  private func drafted() throws -> Scenario {
    var s = try Scenario.started()
    try s.perform("definitions/draft", as: "cal-lead", of: "cal", on: "2025-10-08", Self.wording())
    return s
  }

  private let asked = #"""
    {"groups":[{"group":"Heads","standing":"in_department"},{"group":"Parents","standing":"outside_department"},
     {"group":"Learners' panel","standing":"learners"}],"closes":"2025-11-14"}
    """#

  private func consulting() throws -> Scenario {
    var s = try drafted()
    try s.perform("definitions/cal/open-consultation", as: "cal-lead", of: "cal", on: "2025-10-13", asked)
    return s
  }

  private func closed() throws -> Scenario {
    var s = try consulting()
    try s.perform("definitions/cal/close-consultation", as: "cal-lead", of: "cal", on: "2025-11-14")
    return s
  }

  private func definition(_ s: Scenario, _ lea: String = "cal") throws -> Definition {
    try #require(s.consortium.definitions[lea])
  }

  private let adopt = #"{"minute_ref":"Cabinet 12","adopted_on":"2025-12-02"}"#

  @Test func `a definition lives under its LEA's id, and is drafted once`() throws {
    let s = try drafted()
    #expect(s.log.last?.envelope.stream == StreamID(.definition, "cal"))
    #expect(s.log.last?.envelope.place == Place(lea: OrganisationID("cal")))
    #expect(try definition(s).statementVersion == 1)
    #expect(try s.refusal("definitions/draft", as: "cal-off", of: "cal", Self.wording("Other")) == .exists)
  }

  @Test(arguments: [
    (#"{"text":"x"}"#, "barriers"),
    (#"{"text":"x","elements":[{"element":"process"},{"element":"barriers","addressed":true}]}"#, "process"),
  ])
  func `each of the four elements is addressed, or its omission explained`(body: String, missing: String)
    throws
  {
    var s = try Scenario.started()
    let refusal = try #require(throws: Refusal.self) {
      try s.perform("definitions/draft", as: "ash-lead", of: "ash", body)
    }
    #expect(refusal.code == .elementUnexplained)
    #expect(refusal.detail.contains(missing))
    let drafted = try drafted()
    #expect(
      try drafted.refusal("definitions/cal/revise", as: "cal-lead", of: "cal", body) == .elementUnexplained
    )
  }

  @Test func `over 60 words is a warning, which the wording stores once it is read`() throws {
    var s = try Scenario.started()
    let sixty = Array(repeating: "word", count: 60).joined(separator: " ")
    #expect(try s.refusal("definitions/draft", as: "ash-lead", of: "ash", Self.wording(sixty)) == nil)
    let long = Self.wording(sixty + " more")
    #expect(try s.refusal("definitions/draft", as: "ash-lead", of: "ash", long) == .acknowledgementRequired)
    let read = Self.wording(sixty + " more", #","acknowledge":["long_definition"]"#)
    try s.perform("definitions/draft", as: "ash-lead", of: "ash", read)
    #expect(s.log.last?.event.warningsAccepted == [.longDefinition])
    let revised = Self.wording(sixty + " still more")
    #expect(
      try s.refusal("definitions/ash/revise", as: "ash-lead", of: "ash", revised) == .acknowledgementRequired
    )
  }

  @Test func `a revision is a new wording, and one that changes nothing is none`() throws {
    var s = try drafted()
    #expect(try s.perform("definitions/cal/revise", as: "cal-off", of: "cal", Self.wording()).isEmpty)
    let body = Self.wording("In our words.", #","because_of":["The learners' panel"]"#)
    try s.perform("definitions/cal/revise", as: "cal-off", of: "cal", body)
    #expect(try definition(s).statementVersion == 2)
    #expect(try definition(s).text == "In our words.")
  }

  @Test(arguments: [
    ("revise", DefinitionTests.wording("Ours"), "lead"),
    (
      "open-consultation", #"{"groups":[{"group":"Heads","standing":"learners"}],"closes":"2026-01-01"}"#,
      "lead"
    ),
    ("record-response", #"{"group":"Heads","heads":9,"support":"agree"}"#, "off"),
    ("close-consultation", "{}", "lead"),
    ("adopt", #"{"minute_ref":"1","adopted_on":"2025-10-08"}"#, "dec"),
  ])
  func `nobody defines inclusion for another LEA`(command: String, body: String, who: String) throws {
    let s = try drafted()
    let path = "definitions/cal/\(command)"
    #expect(try s.refusal(path, as: "ash-\(who)", of: "ash", body) == .notOwnLea)
    #expect(try s.refusal(path, as: "co-1", of: "office", body) == .notOwnLea)
    #expect(try s.refusal(path, as: "uni-1", of: "uni", body) == .notOwnLea)
  }

  @Test func `only an LEA has a definition, and its people each do their part`() throws {
    let s = try consulting()
    #expect(try s.refusal("definitions/draft", as: "uni-1", of: "uni", Self.wording()) == .notOwnLea)
    #expect(try s.refusal("definitions/draft", as: "co-1", of: "office", Self.wording()) == .notOwnLea)
    #expect(try s.refusal("definitions/draft", as: "ash-dec", of: "ash", Self.wording()) == .notPermitted)
    #expect(try s.refusal("definitions/cal/close-consultation", as: "cal-off", of: "cal") == .notPermitted)
    #expect(try s.refusal("definitions/cal/adopt", as: "cal-lead", of: "cal", adopt) == .notPermitted)
  }

  @Test(arguments: [
    #"[{"group":"Heads","standing":"in_department"}]"#,
    #"[{"group":"Panel","standing":"learners"},{"group":"Heads","standing":"in_department"}]"#,
    #"[{"group":"Parents","standing":"outside_department"}]"#,
  ])
  func `a consultation asks learners and somebody outside the department, or says why not`(groups: String)
    throws
  {
    let s = try drafted()
    let path = "definitions/cal/open-consultation"
    let bare = #"{"groups":\#(groups),"closes":"2025-11-14"}"#
    #expect(try s.refusal(path, as: "cal-lead", of: "cal", bare) == .reasonRequired)
    let explained = #"{"groups":\#(groups),"closes":"2025-11-14","reason":"Asked last spring"}"#
    #expect(try s.refusal(path, as: "cal-lead", of: "cal", explained) == nil)
  }

  @Test func `a consultation closes after it opens, asks each group once, and is the only one open`() throws {
    var s = try drafted()
    let path = "definitions/cal/open-consultation"
    let past = #"{"groups":[{"group":"Panel","standing":"learners"}],"closes":"2025-10-01","reason":"x"}"#
    #expect(try s.refusal(path, as: "cal-lead", of: "cal", past) == .invalidDate)
    let twice =
      #"{"groups":[{"group":"A","standing":"learners"},{"group":"a","standing":"learners"}],"closes":"2026-01-01"}"#
    #expect(throws: InvalidInput.self) { try s.refusal(path, as: "cal-lead", of: "cal", twice) }
    try s.perform(path, as: "cal-lead", of: "cal", asked)
    #expect(try s.perform(path, as: "cal-lead", of: "cal", asked).isEmpty)
    let other = #"{"groups":[{"group":"Panel","standing":"learners"}],"closes":"2025-11-20","reason":"x"}"#
    #expect(try s.refusal(path, as: "cal-lead", of: "cal", other) == .wrongState)
  }

  @Test func `a response comes from a group that was asked`() throws {
    let s = try consulting()
    let body = #"{"group":"Bus drivers","heads":9,"support":"agree"}"#
    #expect(
      try s.refusal("definitions/cal/record-response", as: "cal-off", of: "cal", body) == .unknownReference
    )
  }

  private func late(_ event: Event?) -> Bool? {
    guard case .definition(.responseRecorded(let e))? = event else { return nil }
    return e.late
  }

  @Test func `a response after the close is marked as late, and the log shows it`() throws {
    var s = try consulting()
    let path = "definitions/cal/record-response"
    let body = #"{"group":"Parents","heads":9,"support":"partly"}"#
    let marked = #"{"group":"Parents","heads":9,"support":"partly","late":true}"#
    #expect(late(try s.perform(path, as: "cal-lead", of: "cal", marked).first) == false)
    #expect(try s.refusal(path, as: "cal-off", of: "cal", on: "2025-11-14", body) == nil)
    #expect(try s.refusal(path, as: "cal-off", of: "cal", on: "2025-11-17", body) == .wrongState)
    try s.perform("definitions/cal/close-consultation", as: "cal-lead", of: "cal")
    #expect(try s.refusal(path, as: "cal-off", of: "cal", body) == .wrongState)
    #expect(late(try s.perform(path, as: "cal-off", of: "cal", marked).first) == true)
  }

  @Test func `nobody answers, and nothing is closed, before a consultation was opened`() throws {
    let s = try drafted()
    let body = #"{"group":"Heads","heads":9,"support":"agree","late":true}"#
    #expect(try s.refusal("definitions/cal/record-response", as: "cal-off", of: "cal", body) == .wrongState)
    #expect(try s.refusal("definitions/cal/close-consultation", as: "cal-lead", of: "cal") == .wrongState)
  }

  @Test func `fewer than five voices is a warning`() throws {
    let s = try consulting()
    let path = "definitions/cal/record-response"
    let four = #"{"group":"Parents","heads":4,"support":"agree"}"#
    let five = #"{"group":"Parents","heads":5,"support":"agree"}"#
    #expect(try s.refusal(path, as: "cal-off", of: "cal", four) == .acknowledgementRequired)
    #expect(try s.refusal(path, as: "cal-off", of: "cal", five) == nil)
  }

  @Test func `closing lists the groups that stayed silent`() throws {
    var s = try consulting()
    let body = #"{"group":"parents","heads":9,"support":"agree"}"#
    try s.perform("definitions/cal/record-response", as: "cal-off", of: "cal", body)
    let events = try s.perform("definitions/cal/close-consultation", as: "cal-lead", of: "cal")
    guard case .definition(.consultationClosed(let e))? = events.first else { return #expect(Bool(false)) }
    #expect(e.groupsSilent == ["Heads", "Learners' panel"])
    #expect(try s.perform("definitions/cal/close-consultation", as: "cal-lead", of: "cal").isEmpty)
  }

  @Test func `a wording is adopted after a consultation that is closed`() throws {
    let path = "definitions/cal/adopt"
    #expect(try drafted().refusal(path, as: "cal-dec", of: "cal", on: "2025-12-02", adopt) == .noConsultation)
    #expect(
      try consulting().refusal(path, as: "cal-dec", of: "cal", on: "2025-12-02", adopt) == .noConsultation
    )
    #expect(try closed().refusal(path, as: "cal-dec", of: "cal", on: "2025-12-02", adopt) == nil)
  }

  @Test func `a later revision needs no new consultation, and the adopted wording stays in force meanwhile`()
    throws
  {
    var s = try closed()
    try s.perform("definitions/cal/revise", as: "cal-lead", of: "cal", Self.wording("In our words."))
    try s.perform("definitions/cal/adopt", as: "cal-dec", of: "cal", on: "2025-12-02", adopt)
    let adopted = try #require(try definition(s).adopted)
    #expect(adopted.version == 2)
    #expect(adopted.on.description == "2025-12-02")
    #expect(adopted.minuteRef == "Cabinet 12")
    try s.perform("definitions/cal/revise", as: "cal-lead", of: "cal", Self.wording("Again."))
    #expect(try definition(s).adoptedText == "In our words.")
    #expect(try definition(s).text == "Again.")
    let earlier = #"{"minute_ref":"Cabinet 1","adopted_on":"2025-12-01"}"#
    #expect(try s.refusal("definitions/cal/adopt", as: "cal-dec", of: "cal", earlier) == .invalidDate)
  }

  @Test func `a wording adopted before the programme keeps its day, without a consultation`() throws {
    var s = try Scenario.started()
    let wording = Self.wording("Long known.", #","occurred_at":"2023-06-12""#)
    try s.perform("definitions/draft", as: "ash-lead", of: "ash", on: "2025-10-09", wording)
    #expect(s.log.last?.envelope.occurredAt.description == "2023-06-12T00:00:00Z")
    func code(_ day: String) throws -> Refusal.Code? {
      try s.refusal(
        "definitions/ash/adopt",
        as: "ash-dec",
        of: "ash",
        #"{"minute_ref":"C/5","adopted_on":"\#(day)"}"#
      )
    }
    #expect(try code("2025-09-01") == .noConsultation)
    #expect(try code("2025-08-31") == nil)
    #expect(try code("2023-06-12") == nil)
  }

  @Test func `an adoption has happened already, and is recorded once`() throws {
    var s = try closed()
    let path = "definitions/cal/adopt"
    #expect(try s.refusal(path, as: "cal-dec", of: "cal", on: "2025-12-01", adopt) == .invalidDate)
    try s.perform(path, as: "cal-dec", of: "cal", on: "2025-12-02", adopt)
    #expect(try s.perform(path, as: "cal-dec", of: "cal", adopt).isEmpty)
    let other = #"{"minute_ref":"Cabinet 13","adopted_on":"2025-12-02"}"#
    #expect(try s.refusal(path, as: "cal-dec", of: "cal", other) == .wrongState)
  }
}
