import PeerReview
import TestSupport
import Testing

/// Given the visit to Ashmere on its second morning, before anybody has recorded an interruption.
@Suite("Interruption")
struct InterruptionTests {
  private func record(
    _ more: String = "", cycle: String = "ash-evidence",
    promptedBy: String = #"[{"kind": "talk"}]"#, affirms: Bool = true
  ) -> String {
    """
    {"id": "int-9", "cycle": "\(cycle)", "taken_for_granted": "That silence is consent", \
    "prompted_by": \(promptedBy), "asks": "Who was asked?", "describes_arrangement": \(affirms)\(more)}
    """
  }

  private func refusal(_ person: String, of organisation: String, _ body: String) throws -> Refusal.Code? {
    try Scenario.workedExample(before: 81)
      .refusal("interruptions/record", as: person, of: organisation, on: "2026-01-21", body)
  }

  @Test func `the team, a facilitator and the LEA's own contributors record what is taken for granted`()
    throws
  {
    #expect(try refusal("bir-lead", of: "bir", record(#", "visit": "vis-1""#)) == nil)
    #expect(try refusal("uni-2", of: "uni", record()) == nil)
    #expect(try refusal("ash-off", of: "ash", record(#", "visit": "vis-1""#)) == nil)
  }

  @Test func `neither the review lead nor somebody who does not visit records one`() throws {
    #expect(try refusal("ash-lead", of: "ash", record()) == .notPermitted)
    #expect(try refusal("dun-off", of: "dun", record()) == .notPermitted)
    #expect(try refusal("bir-off", of: "bir", record()) == .notPermitted)
    #expect(try refusal("co-1", of: "office", record()) == .notPermitted)
  }

  @Test func `an insider is of the LEA, everybody else an outsider`() throws {
    for (person, organisation, origin) in [
      ("ash-off", "ash", InterruptionOrigin.insider), ("esk-lead", "esk", .outsider),
      ("uni-2", "uni", .outsider),
    ] {
      var s = try Scenario.workedExample(before: 81)
      try s.perform("interruptions/record", as: person, of: organisation, record())
      let state = try #require(s.consortium.interruptions["int-9"])
      #expect(state.recorded?.origin == origin)
      #expect(state.author == PersonID(person) && state.authorOrganisation == OrganisationID(organisation))
    }
  }

  @Test func `it belongs to the LEA whose cycle it is, and its team sees it`() throws {
    var s = try Scenario.workedExample(before: 81)
    try s.perform("interruptions/record", as: "esk-lead", of: "esk", record())
    let envelope = try #require(s.log.last).envelope
    #expect(
      envelope.place
        == Place(
          programme: ProgrammeID("six-dales"), lea: OrganisationID("ash"), cycle: CycleID("ash-evidence")))
    #expect(envelope.visibility == .team && envelope.role == .vm)
  }

  @Test func `its author affirms that it describes an arrangement and names nobody`() throws {
    var s = try Scenario.workedExample(before: 81)
    let error = #expect(throws: InvalidInput.self) {
      try s.perform("interruptions/record", as: "esk-lead", of: "esk", record(affirms: false))
    }
    #expect(error?.errors.map(\.field) == ["describes_arrangement"])
  }

  @Test func `something prompted it`() throws {
    #expect(try refusal("esk-lead", of: "esk", record(promptedBy: "[]")) == .promptRequired)
  }

  @Test func `a prompt that is evidence names it`() throws {
    var s = try Scenario.workedExample(before: 81)
    #expect(throws: InvalidInput.self) {
      try s.perform(
        "interruptions/record", as: "esk-lead", of: "esk", record(promptedBy: #"[{"kind": "evidence"}]"#))
    }
  }

  @Test func `evidence that prompted it is of the cycle, and for a visitor it is shared`() throws {
    func prompted(_ id: String) -> String { record(promptedBy: #"[{"kind": "evidence", "ref": "\#(id)"}]"#) }
    #expect(try refusal("esk-lead", of: "esk", prompted("a1")) == nil)
    #expect(try refusal("esk-lead", of: "esk", prompted("a9")) == .unknownReference)
    #expect(try refusal("esk-lead", of: "esk", prompted("a2")) == .unknownReference)
    #expect(try refusal("ash-off", of: "ash", prompted("a2")) == nil)
  }

  @Test func `evidence of another cycle did not prompt it`() throws {
    var s = try Scenario.workedExample(before: 81)
    try s.perform(
      "evidence/record", as: "bir-off", of: "bir",
      """
      {"id": "b1", "cycle": "bir-funding", "title": "Formula", "approach": "document", "compulsion": "local",
       "context": true, "covers": "2025", "collected_on": "2026-01-05", "summary": "How money is shared out"}
      """)
    try s.perform("evidence/b1/share", as: "bir-lead", of: "bir")
    let body = record(promptedBy: #"[{"kind": "evidence", "ref": "b1"}]"#)
    #expect(try s.refusal("interruptions/record", as: "esk-lead", of: "esk", body) == .unknownReference)
  }

  @Test func `the visit is of that cycle, and an outsider was on its team`() throws {
    var s = try Scenario.workedExample(before: 81)
    try s.perform(
      "visits/propose", as: "bir-lead", of: "bir",
      """
      {"id": "vis-b", "cycle": "bir-funding", "kind": "main", "focus": "The formula",
       "window": {"from": "2026-02-09", "to": "2026-02-20"}}
      """)
    func code(_ person: String, _ organisation: String, _ visit: String) throws -> Refusal.Code? {
      try s.refusal(
        "interruptions/record", as: person, of: organisation, record(#", "visit": "\#(visit)""#))
    }
    #expect(try code("esk-lead", "esk", "vis-9") == .unknownReference)
    #expect(try code("esk-lead", "esk", "vis-b") == .unknownReference)
    #expect(try code("uni-2", "uni", "vis-1") == .notPermitted)
    #expect(try code("uni-1", "uni", "vis-1") == nil)
  }

  @Test func `it asks of a cycle that is there, and bears on a question that the cycle asks`() throws {
    #expect(try refusal("uni-1", of: "uni", record(cycle: "nowhere")) == .unknownReference)
    #expect(try refusal("uni-1", of: "uni", record(#", "question": "6.1""#)) == .unknownReference)
    #expect(try refusal("uni-1", of: "uni", record(#", "question": "11.3""#)) == nil)
  }

  @Test func `an id is given once`() throws {
    var s = try Scenario.workedExample(before: 81)
    try s.perform("interruptions/record", as: "esk-lead", of: "esk", record())
    #expect(try s.refusal("interruptions/record", as: "uni-1", of: "uni", record()) == .exists)
  }

  @Test func `the LEA's review lead and decision-maker answer, and nobody for them`() throws {
    let s = try Scenario.workedExample(before: 85)
    func code(_ person: String, _ organisation: String) throws -> Refusal.Code? {
      try s.refusal(
        "interruptions/int-1/answer", as: person, of: organisation, on: "2026-01-23",
        #"{"response": "explore", "reason": "We want to count."}"#)
    }
    #expect(try code("ash-lead", "ash") == nil)
    #expect(try code("ash-dec", "ash") == nil)
    #expect(try code("ash-off", "ash") == .notPermitted)
    #expect(try code("bir-lead", "bir") == .notPermitted)
    #expect(try code("uni-1", "uni") == .notPermitted)
    // Before the release the coordinator does not see it, and is not told that it is there.
    #expect(try code("co-1", "office") == .notFound)
  }

  @Test func `answers follow one another, all stay, and the latest holds`() throws {
    var s = try Scenario.workedExample(before: 85)
    for (response, reason) in [
      ("contest", "It is a misreading."), ("contest", "We looked, and it still is."),
      ("set_aside", "Not this year."), ("explore", "We begin."), ("recognise", "So it was."),
    ] {
      try s.perform(
        "interruptions/int-1/answer", as: "ash-lead", of: "ash",
        #"{"response": "\#(response)", "reason": "\#(reason)"}"#)
    }
    let state = try #require(s.consortium.interruptions["int-1"])
    #expect(state.answers.map(\.response) == [.contested, .contested, .setAside, .explored, .recognised])
    #expect(state.latestAnswer == .recognised && state.isAnswered && !state.isSettled)
  }

  @Test func `the same answer for the same reason changes nothing`() throws {
    var s = try Scenario.workedExample(before: 86)
    let same = try #require(s.consortium.interruptions["int-1"]?.answers.last)
    let events = try s.perform(
      "interruptions/int-1/answer", as: "ash-dec", of: "ash",
      #"{"response": "recognise", "reason": "\#(same.reason)"}"#)
    #expect(events.isEmpty)
  }

  @Test func `an answer has a reason`() throws {
    var s = try Scenario.workedExample(before: 85)
    #expect(throws: InvalidInput.self) {
      try s.perform("interruptions/int-1/answer", as: "ash-lead", of: "ash", #"{"response": "contest"}"#)
    }
  }
}
