import PeerReview
import TestSupport
import Testing

/// Given three suggestions to Ashmere, not yet decided on: act-1, act-2 and act-3, on 27 March.
@Suite("Action")
struct ActionTests {
  private static let day = "2026-03-27"

  private func suggest(_ kind: String, _ ref: String, factor: String = "11", id: String = "act-9") -> String {
    """
    {"id": "\(id)", "what": "Ask those who left", "factor": "\(factor)", \
    "from": {"kind": "\(kind)", "ref": "\(ref)"}}
    """
  }

  private func agree(
    _ more: String = "", owner: String? = "ash-off", due: String = "2026-07-03", factor: String = "11",
    leverage: String = "high", kind: String = "how_it_works"
  ) -> String {
    let named = owner.map { #""owner": "\#($0)", "# } ?? ""
    return """
      {\(named)"due": "\(due)", "difference": "Pupils are asked", "barrier": "Nobody asks", \
      "factor": "\(factor)", "leverage": "\(leverage)", "why": "It changes what is talked about", \
      "kind": "\(kind)", "dimensions": ["presence"]\(more)}
      """
  }

  private func refusal(
    _ command: String, as person: String = "ash-dec", of organisation: String = "ash", _ body: String = "{}",
    after prepare: (inout Scenario) throws -> Void = { _ in }
  ) throws -> Refusal.Code? {
    var s = try Scenario.workedExample(before: 109)
    try prepare(&s)
    return try s.refusal("actions/\(command)", as: person, of: organisation, on: Self.day, body)
  }

  private func agreed(_ s: inout Scenario) throws {
    try s.perform("actions/act-1/agree", as: "ash-dec", of: "ash", on: Self.day, agree())
  }

  // Suggesting

  @Test func `a suggestion follows from a judgement or an interruption that is there`() throws {
    func code(_ kind: String, _ ref: String) throws -> Refusal.Code? {
      try refusal("suggest", as: "esk-lead", of: "esk", suggest(kind, ref))
    }
    #expect(try code("interruption", "int-1") == nil)
    #expect(try code("judgement", "ash-evidence:11.2") == nil)
    #expect(try code("interruption", "int-9") == .unknownReference)
    #expect(try code("judgement", "ash-evidence:6.1") == .unknownReference)
    #expect(try code("judgement", "int-1") == .unknownReference)
    #expect(try code("possibility", "int-1") == .unknownReference)
  }

  @Test func `a suggestion belongs to the LEA whose judgement or interruption it follows from`() throws {
    var s = try Scenario.workedExample(before: 109)
    try s.perform(
      "actions/suggest", as: "esk-lead", of: "esk", suggest("judgement", "ash-evidence:11.2"))
    let place = try #require(s.log.last).envelope.place
    #expect(place.lea == OrganisationID("ash") && place.cycle == CycleID("ash-evidence"))
    #expect(place.programme == ProgrammeID("six-dales"))
    #expect(s.consortium.actions["act-9"]?.suggester == PersonID("esk-lead"))
  }

  @Test func `visitors, facilitators and the LEA's own people suggest; others do not`() throws {
    let body = suggest("interruption", "int-1")
    for (person, organisation) in [
      ("bir-lead", "bir"), ("uni-2", "uni"), ("ash-off", "ash"), ("ash-lead", "ash"),
    ] {
      #expect(try refusal("suggest", as: person, of: organisation, body) == nil)
    }
    for (person, organisation) in [("dun-lead", "dun"), ("ash-dec", "ash"), ("co-1", "office")] {
      #expect(try refusal("suggest", as: person, of: organisation, body) == .notPermitted)
    }
  }

  @Test func `its factor is one of the framework that the cycle uses, its id is new`() throws {
    func code(_ body: String) throws -> Refusal.Code? {
      try refusal("suggest", as: "esk-lead", of: "esk", body)
    }
    #expect(try code(suggest("interruption", "int-1", factor: "13")) == .unknownReference)
    #expect(try code(suggest("interruption", "int-1", id: "act-1")) == .exists)
  }

  // Deciding

  @Test func `deciding, completing and reviewing are the owning LEA's alone`() {
    let own = ActionCommand.kinds.filter(\.isOwnLeaOnly).map(\.name)
    #expect(own == ["agree", "defer", "decline", "complete", "abandon", "review-impact"])
  }

  @Test func `nobody of another organisation decides for the LEA, whatever its role`() throws {
    for (person, organisation) in [
      ("bir-dec", "bir"), ("esk-lead", "esk"), ("co-1", "office"), ("uni-1", "uni"),
    ] {
      #expect(try refusal("act-1/agree", as: person, of: organisation, agree()) == .notOwnLea)
      #expect(try refusal("act-1/defer", as: person, of: organisation, #"{"reason": "x"}"#) == .notOwnLea)
    }
  }

  @Test func `within the LEA its decision-maker decides`() throws {
    #expect(try refusal("act-1/agree", as: "ash-lead", agree()) == .notPermitted)
    #expect(try refusal("act-1/decline", as: "ash-off", #"{"reason": "x"}"#) == .notPermitted)
    #expect(try refusal("act-1/agree", as: "ash-dec", agree()) == nil)
  }

  @Test func `what is agreed has an owner, of the LEA`() throws {
    #expect(try refusal("act-1/agree", agree(owner: nil)) == .ownerRequired)
    #expect(try refusal("act-1/agree", agree(owner: "esk-lead")) == .unknownReference)
    #expect(try refusal("act-1/agree", agree(owner: "nobody")) == .unknownReference)
  }

  @Test func `it falls due today at the earliest, and works on a factor that the framework has`() throws {
    #expect(try refusal("act-1/agree", agree(due: "2026-03-26")) == .invalidDate)
    #expect(try refusal("act-1/agree", agree(due: "2026-03-27")) == nil)
    #expect(try refusal("act-1/agree", agree(factor: "13")) == .unknownReference)
  }

  @Test(arguments: ["policy_document", "conference", "course"])
  func `low leverage is agreed to with open eyes`(kind: String) throws {
    #expect(try refusal("act-1/agree", agree(kind: kind)) == .acknowledgementRequired)
    var s = try Scenario.workedExample(before: 109)
    let events = try s.perform(
      "actions/act-1/agree", as: "ash-dec", of: "ash", on: Self.day,
      agree(#", "acknowledge": ["low_leverage"]"#, kind: kind))
    #expect(events.map(\.warningsAccepted) == [[.lowLeverage]])
  }

  @Test func `what the LEA itself calls low leverage is warned of too; high leverage is not`() throws {
    #expect(try refusal("act-1/agree", agree(leverage: "low")) == .acknowledgementRequired)
    for kind in ["how_it_works", "working_together", "use_of_evidence"] {
      #expect(try refusal("act-1/agree", agree(kind: kind)) == nil)
    }
  }

  @Test func `what was put off or declined may be agreed later, what is agreed is not agreed again`() throws {
    let defer_ = { (s: inout Scenario) throws -> Void in
      try s.perform("actions/act-1/defer", as: "ash-dec", of: "ash", #"{"reason": "Not now"}"#)
    }
    let decline = { (s: inout Scenario) throws -> Void in
      try s.perform("actions/act-1/decline", as: "ash-dec", of: "ash", #"{"reason": "Not this"}"#)
    }
    #expect(try refusal("act-1/agree", agree(), after: defer_) == nil)
    #expect(try refusal("act-1/agree", agree(), after: decline) == nil)
    #expect(try refusal("act-1/agree", agree(), after: agreed) == .wrongState)
    #expect(try refusal("act-1/defer", #"{"reason": "x"}"#, after: agreed) == .wrongState)
    #expect(try refusal("act-1/decline", #"{"reason": "x"}"#, after: agreed) == .wrongState)
    #expect(try refusal("act-1/decline", #"{"reason": "x"}"#, after: defer_) == nil)
    #expect(try refusal("act-1/defer", #"{"reason": "x"}"#, after: decline) == .wrongState)
  }

  @Test func `putting off has a reason, and a day to come where it has one`() throws {
    #expect(try refusal("act-1/defer", #"{"reason": "x", "until": "2026-03-26"}"#) == .invalidDate)
    var s = try Scenario.workedExample(before: 109)
    #expect(throws: InvalidInput.self) { try s.perform("actions/act-1/defer", as: "ash-dec", of: "ash") }
    let body = #"{"reason": "After the count", "until": "2026-10-01"}"#
    #expect(try s.perform("actions/act-1/defer", as: "ash-dec", of: "ash", body).count == 1)
    #expect(try s.perform("actions/act-1/defer", as: "ash-dec", of: "ash", body).isEmpty)
    #expect(s.consortium.actions["act-1"]?.state == .deferred)
  }
}
