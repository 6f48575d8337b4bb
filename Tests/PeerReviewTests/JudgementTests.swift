import PeerReview
import TestSupport
import Testing

@Suite("Judgement")
struct JudgementTests {
  private let revise = "judgements/ash-2025:11.2/revise"

  private func refusal(_ s: Scenario, _ body: String) throws -> Refusal.Code? {
    try s.refusal("judgements/propose", as: "ash-off", of: "ash", body)
  }

  @Test func `an LEA proposes its first view on a question`() throws {
    let s = try Given.judgement()
    let judgement = try #require(s.judgement)
    #expect(judgement.isLive && !judgement.isConfirmed && judgement.statementVersion == 1)
    #expect(judgement.cycle == CycleID("ash-2025") && judgement.question == QuestionID("11.2"))
    #expect(judgement.content?.step == "established" && judgement.content?.evidence == [EvidenceID("a1")])
  }

  @Test func `a question has one live judgement`() throws {
    #expect(try refusal(Given.judgement(), Given.proposal()) == .exists)
  }

  @Test func `a judgement answers a question that the review takes up`() throws {
    let s = try Given.evidence()
    #expect(try refusal(s, Given.proposal(question: "1.1")) == .unknownReference)
    #expect(try refusal(s, Given.proposal(cycle: "ash-1999")) == .unknownReference)
  }

  @Test func `a judgement cites evidence of its own review`() throws {
    var s = try Given.evidence()
    let other = Given.opening(id: "ash-2", factor: "1", questions: ["1.1"])
    try s.perform("cycles/open", as: "ash-lead", of: "ash", other)
    try s.perform("evidence/record", as: "ash-off", of: "ash", Given.accounts(id: "b1", cycle: "ash-2"))
    for id in ["a9", "b1"] {
      #expect(try refusal(s, Given.proposal(evidence: ["a1", id])) == .unknownReference)
    }
  }

  @Test func `a step is one of the review's scale, which a refusal names`() throws {
    var s = try Given.evidence()
    let refusal = #expect(throws: Refusal.self) {
      try s.perform("judgements/propose", as: "ash-off", of: "ash", Given.proposal(step: "splendid"))
    }
    #expect(refusal?.code == .unknownReference)
    for step in ["not_yet", "emerging", "established", "cannot_yet_say"] {
      #expect(refusal?.detail.contains(step) == true)
    }
    #expect(try self.refusal(s, Given.proposal(step: "cannot_yet_say")) == nil)
    #expect(try self.refusal(s, Given.proposal(step: nil)) == nil)
  }

  @Test func `a review without a scale has no steps`() throws {
    var s = try Given.started()
    try s.perform("cycles/open", as: "ash-lead", of: "ash", Given.opening(scale: nil))
    #expect(try refusal(s, Given.proposal(evidence: [])) == .unknownReference)
    #expect(try refusal(s, Given.proposal(step: nil, evidence: [])) == nil)
  }

  @Test func `nobody judges for another LEA, whatever the role`() throws {
    let s = try Given.judgement()
    for (person, of) in [
      ("bir-dec", "bir"), ("bir-lead", "bir"), ("co-1", "office"), ("uni-1", "uni"), ("dp-1", "office"),
    ] {
      for (path, body) in [
        ("judgements/propose", Given.proposal(question: "11.1")), (revise, Given.revision()),
        ("judgements/ash-2025:11.2/confirm", "{}"),
        ("judgements/ash-2025:11.2/record-dissent", #"{"view":"Otherwise"}"#),
      ] {
        #expect(try s.refusal(path, as: person, of: of, body) == .notOwnLea)
      }
    }
  }

  @Test func `a decision-maker confirms and revises; contributors and leads propose and dissent`() throws {
    let s = try Given.judgement()
    #expect(
      try s.refusal("judgements/propose", as: "ash-dec", of: "ash", Given.proposal(question: "11.1"))
        == .notPermitted
    )
    #expect(try s.refusal(revise, as: "ash-dec", of: "ash", Given.revision()) == nil)
    #expect(try s.refusal("judgements/ash-2025:11.2/confirm", as: "ash-lead", of: "ash") == .notPermitted)
    #expect(
      try s.refusal(
        "judgements/ash-2025:11.2/record-dissent",
        as: "ash-dec",
        of: "ash",
        #"{"view":"Otherwise"}"#
      )
        == .notPermitted
    )
  }

  @Test func `an outline of a judgement has its state and not its content`() {
    let open = Judgement.properties.filter { !$0.isContent }.map(\.name)
    #expect(open == ["cycle", "question", "statement_version", "confirmed", "dissents"])
  }
}

@Suite("Judgement: revision")
struct JudgementRevisionTests {
  private let path = "judgements/ash-2025:11.2/revise"

  private func refusal(_ s: Scenario, _ body: String) throws -> Refusal.Code? {
    try s.refusal(path, as: "ash-lead", of: "ash", body)
  }

  @Test func `a revision keeps both wordings, what provoked it and why`() throws {
    var s = try Given.judgement()
    try s.perform("interruptions/record", as: "ash-off", of: "ash", Given.interruption())
    let events = try s.perform(
      path,
      as: "ash-lead",
      of: "ash",
      Given.revision(#"[{"kind":"interruption","ref":"int-1"}]"#)
    )
    let event = try #require(events.first?.payload as? JudgementRevised)
    #expect(event.from.step == "established" && event.to.step == "emerging" && event.statementVersion == 2)
    #expect(event.provokedBy.map(\.kind) == [.interruption] && event.provokedBy.first?.ref == "int-1")
    #expect(event.rationale == "We had not looked")
    #expect(s.judgement?.statementVersion == 2 && s.judgement?.content == event.to)
  }

  @Test func `a judgement moves only by what provoked it`() throws {
    let s = try Given.judgement()
    #expect(try refusal(s, Given.revision("[]")) == .provocationRequired)
  }

  @Test(arguments: ["interruption", "evidence", "visit"])
  func `what the log can name is named`(kind: String) throws {
    #expect(try refusal(Given.judgement(), Given.revision(#"[{"kind":"\#(kind)"}]"#)) == .provocationRequired)
  }

  @Test(arguments: ["debate", "voice", "framework"])
  func `what happens outside the log may go unnamed`(kind: String) throws {
    #expect(try refusal(Given.judgement(), Given.revision(#"[{"kind":"\#(kind)"}]"#)) == nil)
  }

  @Test(arguments: ["interruption", "evidence", "visit", "voice", "framework"])
  func `a provocation that is named is there`(kind: String) throws {
    let s = try Given.judgement()
    #expect(try refusal(s, Given.revision(#"[{"kind":"\#(kind)","ref":"none"}]"#)) == .unknownReference)
  }

  @Test func `a provocation belongs to the same review`() throws {
    var s = try Given.judgement()
    let other = Given.opening(id: "ash-2", factor: "1", questions: ["1.1"])
    try s.perform("cycles/open", as: "ash-lead", of: "ash", other)
    try s.perform(
      "interruptions/record",
      as: "ash-off",
      of: "ash",
      Given.interruption(id: "int-2", cycle: "ash-2", question: "1.1")
    )
    try s.perform("evidence/record", as: "ash-off", of: "ash", Given.accounts(id: "b1", cycle: "ash-2"))
    for (kind, ref) in [("interruption", "int-2"), ("evidence", "b1"), ("voice", "b1")] {
      let body = Given.revision(#"[{"kind":"debate"},{"kind":"\#(kind)","ref":"\#(ref)"}]"#)
      #expect(try refusal(s, body) == .unknownReference)
    }
  }

  @Test func `a visit to this review provokes a revision, a visit to another does not`() throws {
    var s = try Given.judgement()
    try Given.visitor(&s)
    #expect(try refusal(s, Given.revision(#"[{"kind":"visit","ref":"vis-1"}]"#)) == nil)
    try s.perform("cycles/open", as: "bir-lead", of: "bir", Given.opening(id: "bir-2025"))
    try s.perform(
      "visits/propose",
      as: "bir-lead",
      of: "bir",
      #"{"id":"vis-2","cycle":"bir-2025","kind":"main","focus":"Money","window":{"from":"2026-02-02","to":"2026-02-27"}}"#
    )
    #expect(try refusal(s, Given.revision(#"[{"kind":"visit","ref":"vis-2"}]"#)) == .unknownReference)
  }

  @Test func `evidence provokes a revision, learners' own account as their voice`() throws {
    let s = try Given.judgement()
    #expect(try refusal(s, Given.revision(#"[{"kind":"evidence","ref":"a1"}]"#)) == nil)
    #expect(try refusal(s, Given.revision(#"[{"kind":"voice","ref":"a3"}]"#)) == nil)
    #expect(try refusal(s, Given.revision(#"[{"kind":"voice","ref":"a1"}]"#)) == .unknownReference)
    #expect(try refusal(s, Given.revision(#"[{"kind":"framework","ref":"v1"}]"#)) == nil)
    #expect(try refusal(s, Given.revision(#"[{"kind":"framework","ref":"v2"}]"#)) == .unknownReference)
  }

  @Test func `what provoked a revision must still be so at the append`() throws {
    let s = try Given.judgement()
    let decision = try s.decision(
      path,
      as: "ash-lead",
      of: "ash",
      Given.revision(#"[{"kind":"evidence","ref":"a3"}]"#)
    )
    #expect(decision.versions[StreamID(.evidence, "a3")] == 1)
  }

  @Test func `a revision that changes nothing is none, in whatever order it lists`() throws {
    var s = try Given.judgement()
    let both = Given.content(evidence: ["a1", "a3"])
    try s.perform(path, as: "ash-lead", of: "ash", Given.revision(#"[{"kind":"debate"}]"#, both))
    for evidence in [["a1", "a3"], ["a3", "a1"]] {
      let same = Given.revision(#"[{"kind":"debate"}]"#, Given.content(evidence: evidence))
      #expect(try refusal(s, same) == .noChange)
    }
    #expect(try refusal(s, Given.revision(#"[{"kind":"debate"}]"#, Given.content("We wonder"))) == nil)
  }

  @Test func `who saw an earlier wording is told`() throws {
    var s = try Given.judgement()
    try s.perform(path, as: "ash-lead", of: "ash", Given.revision())
    let late = Given.revision(
      #"[{"kind":"debate"}]"#,
      Given.content("Otherwise"),
      extra: #","statement_version":1"#
    )
    #expect(try refusal(s, late) == .staleVersion)
    let current = Given.revision(
      #"[{"kind":"debate"}]"#,
      Given.content("Otherwise"),
      extra: #","statement_version":2"#
    )
    #expect(try refusal(s, current) == nil)
    #expect(try s.refusal(path, as: "ash-off", of: "ash", ifMatch: 1, late) == .staleVersion)
  }

  @Test func `a revised judgement cites known evidence and a known step`() throws {
    let s = try Given.judgement()
    for content in [Given.content(step: "splendid"), Given.content("Otherwise", evidence: ["a9"])] {
      #expect(try refusal(s, Given.revision(#"[{"kind":"debate"}]"#, content)) == .unknownReference)
    }
  }
}

@Suite("Judgement: confirmation and dissent")
struct JudgementConfirmationTests {
  private let path = "judgements/ash-2025:11.2/confirm"
  private let known = #"{"acknowledge":["no_learner_voice"]}"#

  @Test func `a decision-maker confirms a wording`() throws {
    var s = try Given.judgement()
    let events = try s.perform(path, as: "ash-dec", of: "ash", known)
    let event = try #require(events.first?.payload as? JudgementConfirmed)
    #expect(event.version == 1 && event.warningsAccepted == [.noLearnerVoice])
    #expect(s.judgement?.isConfirmed == true)
  }

  @Test func `confirming without learners' voice is acknowledged; with it nothing is asked`() throws {
    var s = try Given.judgement()
    #expect(try s.refusal(path, as: "ash-dec", of: "ash") == .acknowledgementRequired)
    let both = Given.content(evidence: ["a1", "a3"])
    try s.perform(
      "judgements/ash-2025:11.2/revise",
      as: "ash-lead",
      of: "ash",
      Given.revision(#"[{"kind":"voice","ref":"a3"}]"#, both)
    )
    let events = try s.perform(path, as: "ash-dec", of: "ash")
    #expect(events.first?.warningsAccepted == [] && s.judgement?.isConfirmed == true)
  }

  @Test func `confirming over an unanswered interruption is acknowledged; over an answered one not`() throws {
    var s = try Given.judgement()
    try s.perform("interruptions/record", as: "ash-off", of: "ash", Given.interruption())
    #expect(try s.refusal(path, as: "ash-dec", of: "ash", known) == .acknowledgementRequired)
    let both = #"{"acknowledge":["no_learner_voice","unanswered_interruption"]}"#
    #expect(try s.refusal(path, as: "ash-dec", of: "ash", both) == nil)
    try s.perform(
      "interruptions/int-1/answer",
      as: "ash-lead",
      of: "ash",
      #"{"response":"recognise","reason":"So it is"}"#
    )
    #expect(try s.refusal(path, as: "ash-dec", of: "ash", known) == nil)
  }

  @Test func `an interruption on another question stands in no judgement's way`() throws {
    var s = try Given.judgement()
    try s.perform("interruptions/record", as: "ash-off", of: "ash", Given.interruption(question: "11.1"))
    #expect(try s.refusal(path, as: "ash-dec", of: "ash", known) == nil)
  }

  @Test func `an interruption that comes meanwhile is noticed at the append`() throws {
    let s = try Given.judgement()
    let decision = try s.decision(path, as: "ash-dec", of: "ash", known)
    #expect(
      decision.guards.contains {
        $0.types.contains("InterruptionRecorded") && $0.scope == Place(cycle: CycleID("ash-2025"))
      }
    )
    #expect(decision.versions[StreamID(.evidence, "a1")] == 1)
    // What is watched is what is stored, under that name and with the review's id.
    #expect(Event.kinds.contains { $0.type == "InterruptionRecorded" })
    var interrupted = s
    try interrupted.perform("interruptions/record", as: "ash-off", of: "ash", Given.interruption())
    #expect(interrupted.log.last?.envelope.place.cycle == CycleID("ash-2025"))
  }

  @Test func `a judgement without evidence says why`() throws {
    var s = try Given.cycle()
    try s.perform("judgements/propose", as: "ash-off", of: "ash", Given.proposal(evidence: []))
    #expect(try s.refusal(path, as: "ash-dec", of: "ash", known) == .evidenceUndeclared)
    let declared = #"{"no_evidence_reason":"Nobody has looked yet","acknowledge":["no_learner_voice"]}"#
    let events = try s.perform(path, as: "ash-dec", of: "ash", declared)
    let event = try #require(events.first?.payload as? JudgementConfirmed)
    #expect(event.noEvidenceReason == "Nobody has looked yet")
  }

  @Test func `a judgement with evidence does not say why it has none`() throws {
    let s = try Given.judgement()
    let both = #"{"no_evidence_reason":"None","acknowledge":["no_learner_voice"]}"#
    #expect(try s.refusal(path, as: "ash-dec", of: "ash", both) == .wrongState)
  }

  @Test func `confirming again changes nothing`() throws {
    var s = try Given.judgement()
    try s.perform(path, as: "ash-dec", of: "ash", known)
    #expect(try s.perform(path, as: "ash-dec", of: "ash").isEmpty)
  }

  @Test func `a wording that moved on is not confirmed unseen`() throws {
    var s = try Given.judgement()
    try s.perform("judgements/ash-2025:11.2/revise", as: "ash-lead", of: "ash", Given.revision())
    let seen = #"{"statement_version":1,"acknowledge":["no_learner_voice"]}"#
    #expect(try s.refusal(path, as: "ash-dec", of: "ash", seen) == .staleVersion)
  }

  @Test func `a confirmed judgement that is revised is unconfirmed`() throws {
    var s = try Given.judgement()
    try s.perform(path, as: "ash-dec", of: "ash", known)
    try s.perform("judgements/ash-2025:11.2/revise", as: "ash-lead", of: "ash", Given.revision())
    #expect(s.judgement?.isConfirmed == false)
    try s.perform(path, as: "ash-dec", of: "ash", known)
    #expect(s.judgement?.isConfirmed == true)
  }

  @Test func `dissent stands beside the judgement and changes nothing else`() throws {
    var s = try Given.judgement()
    try s.perform(path, as: "ash-dec", of: "ash", known)
    let before = s.judgement
    let events = try s.perform(
      "judgements/ash-2025:11.2/record-dissent",
      as: "ash-off",
      of: "ash",
      #"{"view":"I see it otherwise"}"#
    )
    let event = try #require(events.first)
    #expect(!event.isContent)
    #expect(s.judgement?.isConfirmed == true && s.judgement?.content == before?.content)
    #expect(s.judgement?.statementVersion == 1 && s.judgement?.dissents == 1)
    #expect(
      try s.refusal(
        "judgements/ash-2025:11.2/revise",
        as: "ash-lead",
        of: "ash",
        ifMatch: 2,
        Given.revision()
      ) == nil,
      "a comment blocks nobody's edit"
    )
  }
}
