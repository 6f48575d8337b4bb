import PeerReview
import TestSupport
import Testing

/// Given act-1 agreed and owned by ash-off, act-2 put off, act-3 agreed and owned by ash-lead, on 1 May.
@Suite("Action, once it is decided")
struct ActionCourseTests {
  private func refusal(
    _ command: String, as person: String, of organisation: String = "ash", _ body: String,
    before story: Int = 112
  ) throws -> Refusal.Code? {
    try Scenario.workedExample(before: story)
      .refusal("actions/\(command)", as: person, of: organisation, on: "2026-05-01", body)
  }

  private func progress(_ evidence: String = "") -> String {
    #"{"state": "slow", "text": "Half the schools answered", "evidence": [\#(evidence)]}"#
  }

  private func review(_ more: String) -> String {
    #"{"dimensions": ["presence"], "looks_or_works": "works_differently", "voice": true\#(more)}"#
  }

  @Test func `the review lead reports progress, and so does the owner whatever its role`() throws {
    #expect(try refusal("act-1/report-progress", as: "ash-lead", progress()) == nil)
    #expect(try refusal("act-1/report-progress", as: "ash-off", progress()) == nil)
    #expect(try refusal("act-3/report-progress", as: "ash-off", progress()) == .notPermitted)
    #expect(try refusal("act-1/report-progress", as: "ash-dec", progress()) == .notPermitted)
    #expect(try refusal("act-1/report-progress", as: "esk-lead", of: "esk", progress()) == .notPermitted)
  }

  @Test func `only what is agreed is reported on, completed or given up`() throws {
    #expect(try refusal("act-2/report-progress", as: "ash-lead", progress()) == .wrongState)
    #expect(try refusal("act-2/complete", as: "ash-lead", #"{"on": "2026-05-01"}"#) == .wrongState)
    #expect(try refusal("act-2/abandon", as: "ash-dec", #"{"reason": "x"}"#) == .wrongState)
  }

  @Test func `another LEA's evidence is not cited`() throws {
    var s = try Scenario.workedExample(before: 112)
    try s.perform(
      "evidence/record", as: "bir-off", of: "bir",
      """
      {"id": "b1", "cycle": "bir-funding", "title": "Formula", "approach": "document", "compulsion": "local",
       "context": true, "covers": "2025", "collected_on": "2026-01-05", "summary": "How money is shared out"}
      """)
    #expect(
      try s.refusal("actions/act-1/report-progress", as: "ash-off", of: "ash", progress(#""b1""#))
        == .unknownReference)
  }

  @Test func `evidence that is cited is the LEA's own`() throws {
    #expect(try refusal("act-1/report-progress", as: "ash-off", progress(#""a5""#)) == nil)
    #expect(
      try refusal("act-1/report-progress", as: "ash-off", progress(#""a5", "a9""#)) == .unknownReference)
    #expect(
      try refusal("act-1/complete", as: "ash-lead", #"{"on": "2026-05-01", "evidence": ["a9"]}"#)
        == .unknownReference)
  }

  @Test func `the review lead completes, on a day that has come`() throws {
    #expect(try refusal("act-1/complete", as: "ash-lead", #"{"on": "2026-05-01"}"#) == nil)
    #expect(try refusal("act-1/complete", as: "ash-lead", #"{"on": "2026-05-02"}"#) == .invalidDate)
    #expect(try refusal("act-1/complete", as: "ash-dec", #"{"on": "2026-05-01"}"#) == .notPermitted)
    #expect(try refusal("act-1/complete", as: "bir-lead", of: "bir", #"{"on": "2026-05-01"}"#) == .notOwnLea)
  }

  @Test func `the decision-maker gives up, for a reason, perhaps for another action of the LEA`() throws {
    func code(_ replacement: String) throws -> Refusal.Code? {
      try refusal(
        "act-3/abandon", as: "ash-dec",
        #"{"reason": "It only looked different", "replaced_by": "\#(replacement)"}"#)
    }
    #expect(try code("act-1") == nil)
    #expect(try code("act-3") == .unknownReference)
    #expect(try code("act-9") == .unknownReference)
    #expect(try refusal("act-3/abandon", as: "ash-lead", #"{"reason": "x"}"#) == .notPermitted)
    var s = try Scenario.workedExample(before: 112)
    #expect(throws: InvalidInput.self) { try s.perform("actions/act-3/abandon", as: "ash-dec", of: "ash") }
  }

  @Test func `what has ended already is not ended again`() throws {
    var s = try Scenario.workedExample(before: 116)
    #expect(
      try s.perform("actions/act-1/complete", as: "ash-lead", of: "ash", #"{"on": "2026-07-03"}"#).isEmpty)
    #expect(
      try s.refusal("actions/act-1/complete", as: "ash-lead", of: "ash", #"{"on": "2026-07-02"}"#)
        == .wrongState)
    #expect(
      try s.refusal("actions/act-1/abandon", as: "ash-dec", of: "ash", #"{"reason": "x"}"#) == .wrongState)
  }

  @Test func `impact is reviewed once an action has ended, whichever way`() throws {
    let body = review(#", "no_evidence_because": "Nobody counted""#)
    #expect(try refusal("act-1/review-impact", as: "ash-lead", body) == .wrongState)
    #expect(try refusal("act-1/review-impact", as: "ash-lead", body, before: 116) == nil)
    #expect(try refusal("act-3/review-impact", as: "ash-lead", body, before: 116) == nil)
    #expect(try refusal("act-3/review-impact", as: "esk-lead", of: "esk", body, before: 116) == .notOwnLea)
  }

  @Test func `a review rests on evidence or says why there is none, not both`() throws {
    func code(_ more: String) throws -> Refusal.Code? {
      try refusal("act-1/review-impact", as: "ash-lead", review(more), before: 116)
    }
    #expect(try code("") == .evidenceUndeclared)
    #expect(try code(#", "evidence": ["a5"]"#) == nil)
    #expect(try code(#", "evidence": ["a9"]"#) == .unknownReference)
    #expect(throws: InvalidInput.self) { try code(#", "evidence": ["a5"], "no_evidence_because": "x""#) }
  }

  @Test func `impact may be looked at again`() throws {
    var s = try Scenario.workedExample()
    try s.perform(
      "actions/act-1/review-impact", as: "ash-lead", of: "ash", on: "2026-07-17",
      review(#", "evidence": ["a5"]"#))
    #expect(s.consortium.actions["act-1"]?.reviews.count == 2)
  }
}
