import PeerReview
import TestSupport
import Testing

/// Given int-2, on whose stream somebody asks about words.
@Suite("Vigilance")
struct VigilanceTests {
  private func raised(_ stream: String, _ field: String, words: String = "chaotic families") -> String {
    """
    {"target": {"stream": "\(stream)", "field": "\(field)"}, "words": "\(words)", "why": "Look again."}
    """
  }

  private func answered(_ number: Int = 1, _ text: String = "It reads differently now.") -> String {
    #"{"vigilance": \#(number), "answer": "explained", "text": "\#(text)"}"#
  }

  private func refusal(_ person: String, _ organisation: String, _ body: String) throws -> Refusal.Code? {
    try Scenario.workedExample(before: 83)
      .refusal("interruptions/int-2/raise-vigilance", as: person, of: organisation, body)
  }

  /// Whether somebody may answer for a text.
  private func answer(
    for stream: String, _ field: String, as person: String, of organisation: String, before story: Int = 83
  ) throws -> Refusal.Code? {
    var s = try Scenario.workedExample(before: story)
    try s.perform("interruptions/int-2/raise-vigilance", as: "uni-1", of: "uni", raised(stream, field))
    let number = try #require(s.consortium.interruptions["int-2"]).vigilances.count
    return try s.refusal(
      "interruptions/int-2/answer-vigilance", as: person, of: organisation, answered(number))
  }

  @Test func `anybody with sight asks about words, visitors and insiders alike`() throws {
    for (person, organisation) in [
      ("esk-lead", "esk"), ("uni-1", "uni"), ("ash-off", "ash"), ("ash-dec", "ash"),
    ] {
      #expect(try refusal(person, organisation, raised("evidence-a4", "summary")) == nil)
    }
  }

  @Test func `the text is there, and its kind has such a field`() throws {
    #expect(try refusal("uni-1", "uni", raised("evidence-a9", "summary")) == .unknownReference)
    #expect(try refusal("uni-1", "uni", raised("nonsense", "summary")) == .unknownReference)
    #expect(try refusal("uni-1", "uni", raised("evidence-a4", "verdict")) == .unknownReference)
    #expect(try refusal("uni-1", "uni", raised("visit-vis-1", "sessions[2].with")) == nil)
    #expect(try refusal("uni-1", "uni", raised("programme-six-dales", "purpose")) == nil)
  }

  @Test func `another LEA's text is not asked about here`() throws {
    #expect(try refusal("uni-1", "uni", raised("definition-bir", "text")) == .unknownReference)
    #expect(try refusal("uni-1", "uni", raised("definition-cal", "text")) == .unknownReference)
    #expect(try refusal("ash-off", "ash", raised("definition-ash", "text")) == nil)
  }

  @Test func `who may not see a text does not learn from asking that it is there`() throws {
    #expect(try refusal("uni-1", "uni", raised("definition-ash", "text")) == .unknownReference)
    #expect(try refusal("uni-1", "uni", raised("evidence-a2", "summary")) == .unknownReference)
  }

  @Test func `what is asked already is not asked twice; other words are, under the next number`() throws {
    var s = try Scenario.workedExample(before: 87)
    let path = "interruptions/int-2/raise-vigilance"
    #expect(try s.perform(path, as: "esk-lead", of: "esk", raised("evidence-a4", "summary")).isEmpty)
    try s.perform(path, as: "esk-lead", of: "esk", raised("evidence-a4", "summary", words: "seldom come"))
    #expect(s.consortium.interruptions["int-2"]?.vigilances.map(\.n) == [1, 2])
  }

  @Test func `asking about words never blocks somebody else's edit`() throws {
    var s = try Scenario.workedExample(before: 87)
    #expect(s.consortium.streams[StreamID(.interruption, "int-2")]?.version == 2)
    try s.perform(
      "interruptions/int-2/answer", as: "ash-lead", of: "ash", ifMatch: 1,
      #"{"response": "explore", "reason": "We shall ask the families."}"#)
  }

  @Test func `an LEA's review lead and contributors answer for its texts, nobody else`() throws {
    #expect(try answer(for: "evidence-a4", "summary", as: "ash-lead", of: "ash") == nil)
    #expect(try answer(for: "evidence-a4", "summary", as: "ash-off", of: "ash") == nil)
    #expect(try answer(for: "evidence-a4", "summary", as: "ash-dec", of: "ash") == .notPermitted)
    #expect(try answer(for: "evidence-a4", "summary", as: "uni-1", of: "uni") == .notPermitted)
    #expect(try answer(for: "evidence-a4", "summary", as: "bir-lead", of: "bir") == .notPermitted)
  }

  @Test func `an interruption's words are its author's alone`() throws {
    #expect(try answer(for: "interruption-int-2", "asks", as: "uni-1", of: "uni") == nil)
    #expect(try answer(for: "interruption-int-2", "asks", as: "ash-lead", of: "ash") == .notPermitted)
    #expect(try answer(for: "interruption-int-1", "asks", as: "uni-1", of: "uni") == .notPermitted)
  }

  @Test func `for a visit's texts its lead and its host answer`() throws {
    #expect(try answer(for: "visit-vis-1", "noticed", as: "bir-lead", of: "bir") == nil)
    #expect(try answer(for: "visit-vis-1", "sessions", as: "ash-lead", of: "ash") == nil)
    #expect(try answer(for: "visit-vis-1", "noticed", as: "esk-lead", of: "esk") == .notPermitted)
  }

  @Test func `for what no LEA owns the coordinator and the facilitators answer, once they see it`() throws {
    func code(_ person: String, _ organisation: String, before story: Int = 99) throws -> Refusal.Code? {
      try answer(for: "programme-six-dales", "purpose", as: person, of: organisation, before: story)
    }
    #expect(try code("co-1", "office") == nil)
    #expect(try code("uni-2", "uni") == nil)
    #expect(try code("ash-lead", "ash") == .notPermitted)
    #expect(try code("co-1", "office", before: 83) == .notFound)
  }

  @Test func `what was raised is answered once, by its number`() throws {
    var s = try Scenario.workedExample(before: 87)
    let path = "interruptions/int-2/answer-vigilance"
    #expect(try s.refusal(path, as: "ash-lead", of: "ash", answered(2)) == .unknownReference)
    try s.perform(path, as: "ash-lead", of: "ash", answered())
    #expect(try s.perform(path, as: "ash-off", of: "ash", answered()).isEmpty)
    #expect(try s.refusal(path, as: "ash-off", of: "ash", answered(1, "Or so.")) == .wrongState)
    #expect(s.consortium.interruptions["int-2"]?.vigilances.first?.answer == .explained)
  }
}
