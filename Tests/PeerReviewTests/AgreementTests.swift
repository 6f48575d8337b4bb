import PeerReview
import TestSupport
import Testing

@Suite("Agreement")
struct AgreementTests {
  private func drafted(_ parties: [String] = ["ash", "bir", "uni"]) throws -> Scenario {
    var s = try Scenario.sixDales()
    try s.propose()
    try s.draftAgreement(parties: parties)
    return s
  }

  private func agreement(_ s: Scenario) throws -> Agreement {
    try #require(s.consortium.agreements["agreement-1"])
  }

  private let path = "agreements/agreement-1"
  private let force = #"{"from":"2025-10-06","review_on":"2026-07-17"}"#

  private func signedByAll() throws -> Scenario {
    var s = try drafted()
    try s.sign("ash")
    try s.sign("bir")
    try s.perform("\(path)/sign", as: "uni-1", of: "uni", #"{"statement_version":1}"#)
    return s
  }

  @Test(arguments: [nil, "", "  "])
  func `no wording goes without the sentence on disclosure`(sentence: String?) throws {
    let s = try drafted()
    let draft = Scenario.wording(
      parties: ["ash", "bir"],
      disclosure: sentence,
      more: #""programme":"six-dales","#
    )
    #expect(try s.refusal("agreements/draft", as: "co-1", of: "office", draft) == .disclosureTextMissing)
    let revised = Scenario.wording(parties: ["ash", "bir"], disclosure: sentence)
    #expect(try s.refusal("\(path)/revise", as: "co-1", of: "office", revised) == .disclosureTextMissing)
  }

  @Test func `a wording has its three sections`() throws {
    let s = try drafted()
    #expect(throws: InvalidInput.self) {
      try s.refusal(
        "\(path)/revise",
        as: "co-1",
        of: "office",
        #"""
        {"parties":["ash","bir"],"terms":{"ground_rules":"x","site_access":"x"},"non_attribution":"x",
         "release_rule":"x","disclosure_text":"x"}
        """#
      )
    }
  }

  @Test func `parties are registered, and the refusal says who is not`() throws {
    let s = try drafted()
    let body = Scenario.wording(parties: ["ash", "xyz", "bir", "zzz"])
    let refusal = try #require(throws: Refusal.self) {
      var copy = s
      try copy.perform("\(path)/revise", as: "co-1", of: "office", body)
    }
    #expect(refusal.code == .unknownReference)
    #expect(refusal.detail.contains("xyz, zzz"))
  }

  @Test func `a party is somebody who can sign, and there are two`() throws {
    let s = try drafted()
    func code(_ parties: [String]) throws -> Refusal.Code? {
      try s.refusal("\(path)/revise", as: "co-1", of: "office", Scenario.wording(parties: parties))
    }
    #expect(try code(["ash", "office"]) == .unknownReference)
    #expect(try code(["ash", "ash"]) == .unknownReference)
    #expect(try code(["ash", "bir", "bir"]) == nil)
  }

  @Test func `an agreement is for a programme, is drafted once, and belongs to the programme`() throws {
    let s = try drafted()
    let unknown = Scenario.wording(parties: ["ash", "bir"], more: #""programme":"nowhere","#)
    #expect(try s.refusal("agreements/draft", as: "co-1", of: "office", unknown) == .unknownReference)
    let again = Scenario.wording(
      parties: ["ash", "bir"],
      more: #""id":"agreement-1","programme":"six-dales","#
    )
    #expect(try s.refusal("agreements/draft", as: "co-1", of: "office", again) == .exists)
    #expect(s.log.last?.envelope.place == Place(programme: ProgrammeID("six-dales")))
  }

  @Test func `a review lead words agreements to which the own LEA is a party`() throws {
    let s = try drafted()
    let body = Scenario.wording(parties: ["ash", "bir"], more: #""programme":"six-dales","#)
    #expect(try s.refusal("agreements/draft", as: "ash-lead", of: "ash", body) == nil)
    #expect(try s.refusal("agreements/draft", as: "cal-lead", of: "cal", body) == .notPermitted)
    #expect(try s.refusal("agreements/draft", as: "uni-1", of: "uni", body) == .notPermitted)
    let withCal = Scenario.wording(parties: ["ash", "bir", "cal"])
    #expect(try s.refusal("\(path)/revise", as: "cal-lead", of: "cal", withCal) == .notPermitted)
    #expect(try s.refusal("\(path)/revise", as: "ash-lead", of: "ash", withCal) == nil)
    let withoutAsh = Scenario.wording(parties: ["cal", "bir"])
    #expect(try s.refusal("\(path)/revise", as: "ash-lead", of: "ash", withoutAsh) == .notPermitted)
  }

  @Test func `each party signs for itself: decision-makers and the university's facilitators`() throws {
    var s = try drafted()
    let body = #"{"statement_version":1}"#
    for (person, organisation) in [
      ("ash-lead", "ash"), ("co-1", "office"), ("cal-dec", "cal"), ("ash-dec", "bir"),
    ] {
      #expect(try s.refusal("\(path)/sign", as: person, of: organisation, body) == .notPermitted)
    }
    try s.sign("ash")
    #expect(try agreement(s).hasSigned(OrganisationID("ash")))
    #expect(try !agreement(s).hasSigned(OrganisationID("bir")))
    try s.perform("\(path)/sign", as: "uni-2", of: "uni", body)
    #expect(try agreement(s).signatories.map(\.text) == ["ash", "uni"])
    #expect(try s.perform("\(path)/sign", as: "uni-1", of: "uni", body).isEmpty)
  }

  @Test func `only the current wording is signed`() throws {
    var s = try drafted()
    #expect(
      try s.refusal("\(path)/sign", as: "ash-dec", of: "ash", #"{"statement_version":2}"#)
        == .unknownReference
    )
    let revised = Scenario.wording(parties: ["ash", "bir", "uni"], disclosure: "Disclosure law comes first.")
    try s.perform("\(path)/revise", as: "ash-lead", of: "ash", revised)
    #expect(
      try s.refusal("\(path)/sign", as: "ash-dec", of: "ash", #"{"statement_version":1}"#) == .oldVersion
    )
    #expect(try s.refusal("\(path)/sign", as: "ash-dec", of: "ash", #"{"statement_version":2}"#) == nil)
  }

  @Test func `revising voids the signatures, and an unchanged wording voids nothing`() throws {
    var s = try signedByAll()
    let same = Scenario.wording(parties: ["ash", "bir", "uni"])
    #expect(try s.perform("\(path)/revise", as: "co-1", of: "office", same).isEmpty)
    #expect(try agreement(s).unsigned.isEmpty)
    let revised = Scenario.wording(parties: ["ash", "bir", "uni"], disclosure: "Disclosure law comes first.")
    try s.perform("\(path)/revise", as: "ash-lead", of: "ash", revised)
    #expect(try agreement(s).statementVersion == 2)
    #expect(try agreement(s).signatories.isEmpty)
    #expect(try agreement(s).disclosureText == "Disclosure law comes first.")
    #expect(
      try s.refusal("\(path)/bring-into-force", as: "co-1", of: "office", on: "2025-10-06", force)
        == .unsignedParties
    )
  }

  @Test func `it comes into force once every party has signed, and the refusal names who has not`() throws {
    var s = try drafted()
    try s.sign("ash")
    let refusal = try #require(throws: Refusal.self) {
      try s.perform("\(path)/bring-into-force", as: "co-1", of: "office", on: "2025-10-06", force)
    }
    #expect(refusal.code == .unsignedParties)
    #expect(refusal.detail.contains("Birkholt Council, Northmoor University"))
    #expect(!refusal.detail.contains("Ashmere"))
  }

  @Test func `only the coordinator brings it into force, from a day that has come`() throws {
    var s = try signedByAll()
    func code(_ person: String, _ organisation: String, _ from: String, _ review: String) throws -> Refusal
      .Code?
    {
      try s.refusal(
        "\(path)/bring-into-force",
        as: person,
        of: organisation,
        on: "2025-10-06",
        #"{"from":"\#(from)","review_on":"\#(review)"}"#
      )
    }
    #expect(try code("ash-lead", "ash", "2025-10-06", "2026-07-17") == .notPermitted)
    #expect(try code("co-1", "office", "2025-10-07", "2026-07-17") == .invalidDate)
    #expect(try code("co-1", "office", "2025-10-06", "2025-10-06") == .invalidDate)
    #expect(try code("co-1", "office", "2025-10-01", "2026-07-17") == nil)
    try s.perform("\(path)/bring-into-force", as: "co-1", of: "office", on: "2025-10-06", force)
    #expect(try agreement(s).isInForce)
    #expect(try s.perform("\(path)/bring-into-force", as: "co-1", of: "office", force).isEmpty)
    #expect(try code("co-1", "office", "2025-10-01", "2026-07-17") == .wrongState)
  }

  @Test func `revising what is in force suspends it until all have signed anew; no single LEA does that`()
    throws
  {
    var s = try signedByAll()
    try s.perform("\(path)/bring-into-force", as: "co-1", of: "office", on: "2025-10-06", force)
    let revised = Scenario.wording(parties: ["ash", "bir", "uni"], disclosure: "Disclosure law comes first.")
    #expect(try s.refusal("\(path)/revise", as: "ash-lead", of: "ash", revised) == .notPermitted)
    try s.perform("\(path)/revise", as: "co-1", of: "office", revised)
    #expect(try !agreement(s).isInForce)
    for lea in ["ash", "bir"] { try s.sign(lea, wording: 2) }
    try s.perform("\(path)/sign", as: "uni-1", of: "uni", #"{"statement_version":2}"#)
    #expect(try !agreement(s).isInForce)
    try s.perform("\(path)/bring-into-force", as: "co-1", of: "office", force)
    #expect(try agreement(s).isInForce)
  }
}
