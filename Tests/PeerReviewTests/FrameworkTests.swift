import PeerReview
import TestSupport
import Testing

@Suite("Framework")
struct FrameworkTests {
  private func drafted() throws -> Scenario {
    var s = try Scenario.sixDales()
    try s.draftFramework()
    return s
  }

  private func framework(_ s: Scenario, _ id: String = "framework-1") throws -> Framework {
    try #require(s.consortium.frameworks[id])
  }

  @Test func `version 1 has twelve factors and 21 questions, split as the paper splits them`() throws {
    let instrument = FrameworkInstrument.first
    let counts = instrument.factors.map { factor in instrument.questions.count { $0.factor == factor.id } }
    #expect(counts == [3, 3, 1, 1, 2, 1, 2, 1, 1, 2, 3, 1])
    #expect(instrument.factors.filter(\.isSuperordinate).map(\.id.text) == ["1", "11"])
    #expect(instrument.questions.first?.id.text == "1.1")
    #expect(instrument.questions.last?.id.text == "12.1")
    #expect(
      instrument.scales.map { $0.steps.map(\.step) }
        == [["not_yet", "emerging", "established", "embedded", "cannot_yet_say"]]
    )
  }

  @Test func `what is entered by commands is the instrument as shipped`() throws {
    var s = try Scenario.sixDales()
    try s.publishFramework()
    let framework = try framework(s)
    #expect(framework.factors == FrameworkInstrument.first.factors)
    #expect(framework.questions == FrameworkInstrument.first.questions)
    #expect(framework.scales == FrameworkInstrument.first.scales)
    #expect(framework.number == 1)
  }

  @Test(arguments: [
    ("add-factor", #"{"factor":"13","name":"Transport"}"#),
    ("add-question", #"{"question":"12.2","factor":"12","text":"And who is not reached?"}"#),
    ("mark-superordinate", #"{"factor":"6"}"#),
    (
      "offer-scale",
      #"{"name":"other","steps":[{"step":"cannot_yet_say","prose":"?"},{"step":"so","prose":"So"}]}"#
    ),
  ])
  func `a published version is changed by nobody`(command: String, body: String) throws {
    var s = try drafted()
    #expect(try s.refusal("frameworks/framework-1/\(command)", as: "uni-1", of: "uni", body) == nil)
    try s.perform("frameworks/framework-1/publish", as: "uni-1", of: "uni")
    #expect(
      try s.refusal("frameworks/framework-1/\(command)", as: "uni-1", of: "uni", body) == .versionPublished
    )
  }

  @Test func `every factor asks at least one question, and the refusal names the one that does not`() throws {
    var s = try drafted()
    try s.perform(
      "frameworks/framework-1/add-factor",
      as: "uni-1",
      of: "uni",
      #"{"factor":"13","name":"Transport"}"#
    )
    let refusal = try #require(throws: Refusal.self) {
      try s.perform("frameworks/framework-1/publish", as: "uni-1", of: "uni")
    }
    #expect(refusal.code == .emptyFactor)
    #expect(refusal.detail.contains("13 Transport"))
  }

  @Test func `a version without any factor is not published`() throws {
    var s = try Scenario.sixDales()
    try s.perform("frameworks/draft", as: "co-1", of: "office", #"{"id":"bare"}"#)
    #expect(try s.refusal("frameworks/bare/publish", as: "uni-1", of: "uni") == .emptyFactor)
  }

  @Test func `a question's id starts with its factor's`() throws {
    let s = try drafted()
    #expect(throws: InvalidInput.self) {
      try s.refusal(
        "frameworks/framework-1/add-question",
        as: "uni-1",
        of: "uni",
        #"{"question":"1.4","factor":"11","text":"Who says so?"}"#
      )
    }
  }

  @Test func `a question's id is given once, and asking again for the same does nothing`() throws {
    var s = try drafted()
    let path = "frameworks/framework-1/add-question"
    let other = #"{"question":"11.2","factor":"11","text":"Something else?"}"#
    #expect(try s.refusal(path, as: "uni-1", of: "uni", other) == .exists)
    let question = try #require(FrameworkInstrument.first.questions.first)
    let same: Node = ["question": "1.1", "factor": "1", "text": .text(question.text)]
    #expect(try s.perform(path, as: "uni-1", of: "uni", JSON.text(same)).isEmpty)
  }

  @Test func `a factor's number and name are given once`() throws {
    var s = try drafted()
    let path = "frameworks/framework-1/add-factor"
    #expect(try s.refusal(path, as: "uni-1", of: "uni", #"{"factor":"1","name":"Meaning"}"#) == .exists)
    #expect(try s.refusal(path, as: "uni-1", of: "uni", #"{"factor":"13","name":"definition"}"#) == .exists)
    #expect(try s.perform(path, as: "uni-1", of: "uni", #"{"factor":"1","name":"Definition"}"#).isEmpty)
  }

  @Test func `a question and a mark need a factor that is there`() throws {
    let s = try drafted()
    let question = #"{"question":"13.1","factor":"13","text":"How do learners travel?"}"#
    let path = "frameworks/framework-1"
    #expect(try s.refusal("\(path)/add-question", as: "uni-1", of: "uni", question) == .unknownReference)
    #expect(
      try s.refusal("\(path)/mark-superordinate", as: "uni-1", of: "uni", #"{"factor":"13"}"#)
        == .unknownReference
    )
  }

  @Test(arguments: [
    #"{"name":"two","steps":[{"step":"no","prose":"No"},{"step":"yes","prose":"Yes"}]}"#,
    #"{"name":"two","steps":[{"step":"cannot_yet_say","prose":"?"},{"step":"Yes!","prose":"Yes"}]}"#,
    #"{"name":"Two steps","steps":[{"step":"cannot_yet_say","prose":"?"},{"step":"yes","prose":"Yes"}]}"#,
    #"{"name":"two","steps":[{"step":"cannot_yet_say","prose":"?"},{"step":"cannot_yet_say","prose":"!"}]}"#,
  ])
  func `a scale names its steps as words, each once, and leaves room for not knowing`(body: String) throws {
    let s = try drafted()
    #expect(throws: InvalidInput.self) {
      try s.refusal("frameworks/framework-1/offer-scale", as: "uni-1", of: "uni", body)
    }
  }

  @Test func `a scale offered again under its name takes the newer wording`() throws {
    var s = try drafted()
    let body =
      #"{"name":"progress","steps":[{"step":"yes","prose":"Yes"},{"step":"cannot_yet_say","prose":"?"}]}"#
    try s.perform("frameworks/framework-1/offer-scale", as: "uni-1", of: "uni", body)
    #expect(try framework(s).scales.count == 1)
    #expect(try framework(s).scale("progress")?.steps.map(\.step) == ["yes", "cannot_yet_say"])
    #expect(try s.perform("frameworks/framework-1/offer-scale", as: "uni-1", of: "uni", body).isEmpty)
  }

  @Test func `a version based on another starts with all that it holds, and is numbered after it`() throws {
    var s = try Scenario.sixDales()
    try s.publishFramework()
    try s.perform(
      "frameworks/draft",
      as: "uni-1",
      of: "uni",
      #"{"id":"framework-2","based_on":"framework-1"}"#
    )
    #expect(try framework(s, "framework-2").questions == FrameworkInstrument.first.questions)
    #expect(try s.refusal("frameworks/framework-2/publish", as: "uni-1", of: "uni") == .reasonRequired)
    let note = #"{"change_note":"11.2 asks about presence separately"}"#
    try s.perform("frameworks/framework-2/publish", as: "uni-1", of: "uni", note)
    #expect(try framework(s, "framework-2").number == 2)
  }

  @Test func `a version is based on a published one`() throws {
    let s = try drafted()
    let path = "frameworks/draft"
    #expect(
      try s.refusal(path, as: "uni-1", of: "uni", #"{"id":"next","based_on":"framework-1"}"#) == .wrongState
    )
    #expect(
      try s.refusal(path, as: "uni-1", of: "uni", #"{"id":"next","based_on":"nowhere"}"#) == .unknownReference
    )
    #expect(try s.refusal(path, as: "uni-1", of: "uni", #"{"id":"framework-1"}"#) == .exists)
  }

  @Test func `the versions form one line: no number is given twice`() throws {
    var s = try drafted()
    try s.draftFramework("rival")
    try s.perform("frameworks/framework-1/publish", as: "uni-1", of: "uni")
    #expect(try s.refusal("frameworks/rival/publish", as: "uni-1", of: "uni") == .wrongState)
    #expect(try s.perform("frameworks/framework-1/publish", as: "uni-1", of: "uni").isEmpty)
  }

  @Test func `the coordinator may begin a version, the university alone fills and publishes it`() throws {
    let s = try drafted()
    #expect(try s.refusal("frameworks/draft", as: "co-1", of: "office") == nil)
    #expect(try s.refusal("frameworks/draft", as: "ash-lead", of: "ash") == .notPermitted)
    #expect(try s.refusal("frameworks/framework-1/publish", as: "co-1", of: "office") == .notPermitted)
    let factor = #"{"factor":"13","name":"Transport"}"#
    #expect(
      try s.refusal("frameworks/framework-1/add-factor", as: "co-1", of: "office", factor) == .notPermitted
    )
  }
}
