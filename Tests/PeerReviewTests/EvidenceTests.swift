import PeerReview
import TestSupport
import Testing

@Suite("Evidence")
struct EvidenceTests {
  private func refusal(_ s: Scenario, _ body: String) throws -> Refusal.Code? {
    try s.refusal("evidence/record", as: "ash-off", of: "ash", on: "2025-11-03", body)
  }

  @Test func `evidence belongs to its review and its LEA`() throws {
    let s = try Given.evidence()
    let evidence = try #require(s.consortium.evidence["a3"])
    #expect(evidence.cycle == CycleID("ash-2025") && evidence.lea == OrganisationID("ash"))
    #expect(evidence.author == PersonID("ash-off") && evidence.voice && evidence.isIdentifiable)
    #expect(evidence.collectedOn == CalendarDay("2025-10-30") && evidence.recordedAt != nil)
    #expect(!evidence.isSharedWithTeam && !evidence.isWithdrawn)
    let place = s.consortium.streams[StreamID(.evidence, "a3")]?.place
    #expect(
      place
        == Place(programme: ProgrammeID("sd"), lea: OrganisationID("ash"), cycle: CycleID("ash-2025"))
    )
  }

  @Test func `required evidence names what it may conceal, mislead about or distort`() throws {
    let s = try Given.cycle()
    #expect(try refusal(s, Given.figures(caveats: "[]")) == .caveatRequired)
    #expect(try refusal(s, Given.accounts()) == nil)
  }

  @Test func `evidence bears on a dimension, or describes the context`() throws {
    let s = try Given.cycle()
    #expect(throws: InvalidInput.self) { try refusal(s, Given.figures(dimensions: [])) }
    #expect(try refusal(s, Given.figures(dimensions: [], extra: #","context":true"#)) == nil)
  }

  @Test func `evidence is for a review that is there, and for its questions`() throws {
    let s = try Given.cycle()
    #expect(try refusal(s, Given.accounts(cycle: "ash-1999")) == .unknownReference)
    #expect(try refusal(s, Given.accounts(extra: #","questions":["1.1"]"#)) == .unknownReference)
  }

  @Test func `late evidence is taken`() throws {
    let s = try Given.judgement()
    #expect(
      try s.refusal("evidence/record", as: "ash-off", of: "ash", on: "2026-03-04", Given.accounts(id: "a5"))
        == nil
    )
  }

  @Test func `evidence is entered once it is collected`() throws {
    let s = try Given.cycle()
    #expect(
      try s.refusal("evidence/record", as: "ash-off", of: "ash", on: "2025-10-29", Given.accounts())
        == .invalidDate
    )
  }

  @Test func `a count under five is acknowledged, and stored`() throws {
    var s = try Given.cycle()
    #expect(try refusal(s, Given.accounts(extra: #","heads":5"#)) == nil)
    #expect(try refusal(s, Given.accounts(extra: #","heads":4"#)) == .acknowledgementRequired)
    let known = Given.accounts(extra: #","heads":4,"acknowledge":["small_count"]"#)
    let events = try s.perform("evidence/record", as: "ash-off", of: "ash", on: "2025-11-03", known)
    #expect(events.first?.warningsAccepted == [.smallCount])
  }

  @Test func `an id of evidence is given once`() throws {
    let s = try Given.evidence()
    #expect(try refusal(s, Given.accounts()) == .exists)
  }

  @Test func `a visitor enters evidence with the host's consent, and not without`() throws {
    var s = try Given.cycle()
    try Given.visitor(&s)
    let code = try s.refusal("evidence/record", as: "bir-lead", of: "bir", on: "2026-01-20", Given.accounts())
    #expect(code == .consentMissing)
    let consented = Given.accounts(extra: #","host_consent":"The review lead, that morning""#)
    try s.perform("evidence/record", as: "bir-lead", of: "bir", on: "2026-01-20", consented)
    #expect(s.log.last?.envelope.role == .vm && s.log.last?.envelope.place.lea == OrganisationID("ash"))
    #expect(s.consortium.evidence["a3"]?.author == PersonID("bir-lead"))
  }

  @Test func `nobody enters evidence into another LEA's review`() throws {
    let s = try Given.cycle()
    for (person, of) in [("bir-off", "bir"), ("bir-lead", "bir"), ("co-1", "office"), ("uni-1", "uni")] {
      let code = try s.refusal(
        "evidence/record",
        as: person,
        of: of,
        on: "2025-11-03",
        Given.accounts(extra: #","host_consent":"The head""#)
      )
      #expect(code == .notPermitted)
    }
  }
}

@Suite("Evidence: sharing")
struct EvidenceSharingTests {
  @Test func `identifiable evidence is shared only with consent`() throws {
    var s = try Given.evidence()
    #expect(try s.refusal("evidence/a3/share", as: "ash-lead", of: "ash") == .consentMissing)
    let events = try s.perform(
      "evidence/a3/share",
      as: "ash-lead",
      of: "ash",
      #"{"consent_ref":"Consent file 3"}"#
    )
    #expect(events.count == 1 && s.consortium.evidence["a3"]?.isSharedWithTeam == true)
  }

  @Test func `other evidence is shared as it is, with the team`() throws {
    var s = try Given.evidence()
    try s.perform("evidence/a1/share", as: "ash-lead", of: "ash")
    #expect(s.log.last?.envelope.visibility == .team)
    #expect(s.consortium.evidence["a1"]?.isSharedWithTeam == true)
  }

  @Test func `sharing again changes nothing`() throws {
    var s = try Given.evidence()
    try s.perform("evidence/a1/share", as: "ash-lead", of: "ash")
    #expect(try s.perform("evidence/a1/share", as: "ash-lead", of: "ash").isEmpty)
  }

  @Test func `only the owning LEA's review lead widens sight of evidence`() throws {
    let s = try Given.evidence()
    #expect(try s.refusal("evidence/a1/share", as: "ash-off", of: "ash") == .notPermitted)
    for (person, of) in [("bir-lead", "bir"), ("co-1", "office")] {
      let code = try s.refusal("evidence/a1/share", as: person, of: of)
      #expect(code == .notPermitted || code == .notFound)
    }
  }

  @Test func `a coordinator's outline of evidence has its title and not the rest`() {
    let open = Evidence.properties.filter { !$0.isContent }.map(\.name)
    #expect(open == ["cycle", "title"])
  }
}

@Suite("Evidence: summary")
struct EvidenceSummaryTests {
  private let path = "evidence/a1/revise-summary"

  private func body(_ extra: String = "", summary: String = "Few are excluded; more are sent home") -> String
  {
    #"{"summary":"\#(summary)","reason":"Sharper words"\#(extra)}"#
  }

  @Test func `a summary is reworded, and the earlier words stay`() throws {
    var s = try Given.evidence()
    try s.perform("interruptions/record", as: "ash-off", of: "ash", Given.interruption())
    let events = try s.perform(path, as: "ash-off", of: "ash", body(#","interruption":"int-1""#))
    let event = try #require(events.first?.payload as? EvidenceSummaryRevised)
    #expect(event.from == "Few are excluded" && event.to == "Few are excluded; more are sent home")
    #expect(event.interruption == InterruptionID("int-1"))
    #expect(s.consortium.evidence["a1"]?.summary == event.to)
  }

  @Test func `the interruption that provoked it is one of this review`() throws {
    var s = try Given.evidence()
    let other = Given.opening(id: "ash-2", factor: "1", questions: ["1.1"])
    try s.perform("cycles/open", as: "ash-lead", of: "ash", other)
    try s.perform(
      "interruptions/record",
      as: "ash-off",
      of: "ash",
      Given.interruption(id: "int-2", cycle: "ash-2", question: "1.1")
    )
    for id in ["int-9", "int-2"] {
      let code = try s.refusal(path, as: "ash-off", of: "ash", body(#","interruption":"\#(id)""#))
      #expect(code == .unknownReference)
    }
  }

  @Test func `a rewording says why`() throws {
    let s = try Given.evidence()
    #expect(throws: InvalidInput.self) {
      try s.refusal(path, as: "ash-off", of: "ash", #"{"summary":"Other words"}"#)
    }
  }

  @Test func `the same words change nothing`() throws {
    var s = try Given.evidence()
    #expect(try s.perform(path, as: "ash-off", of: "ash", body(summary: "Few are excluded")).isEmpty)
  }
}
