import PeerReview
import TestSupport
import Testing

@Suite("The product's own ids, and whose roles are whose")
struct ReservedTests {
  @Test func `nobody is registered under the product's own id`() throws {
    let s = try Scenario.sixDales()
    #expect(
      try s.refusal(
        "organisations/register", as: "co-1", of: "office",
        #"{"organisation":"collegiate","name":"X","short_name":"X","kind":"partner"}"#) == .alreadyRegistered)
    #expect(
      try s.refusal(
        "people/register", as: "co-1", of: "office", #"{"id":"collegiate","organisation":"office"}"#)
        == .exists)
  }

  @Test func `whoever says the product's ids is not the product`() throws {
    let s = try Scenario.workedExample()
    let impostor = Actor(PersonID(Actor.reservedID), for: OrganisationID(Actor.reservedID))
    let sight = Sight(impostor, on: CalendarDay(number: 20_600), in: s.consortium)
    #expect(!impostor.isSystem)
    #expect(sight.ofStream(StreamID(.judgement, "ash-evidence:11.2")) == .nothing)
    #expect(
      try s.refusal(
        "people/ash-off/grant-role", as: Actor.reservedID, of: Actor.reservedID,
        #"{"role":"co","letter_ref":"x"}"#) == .notPermitted)
  }

  @Test func `an LEA's decision-maker takes no role from the office or the university`() throws {
    let s = try Scenario.sixDales()
    for (person, role) in [("co-1", "co"), ("dp-1", "dp"), ("uni-1", "uf")] {
      #expect(
        try s.refusal(
          "people/\(person)/revoke-role", as: "ash-dec", of: "ash", #"{"role":"\#(role)","reason":"x"}"#)
          == .notPermitted)
    }
  }

  @Test func `the coordinator takes no role from an LEA's people`() throws {
    var s = try Scenario.sixDales()
    try s.perform("people/ash-off/grant-role", as: "ash-dec", of: "ash", #"{"role":"dp"}"#)
    for role in ["dp", "lc"] {
      #expect(
        try s.refusal(
          "people/ash-off/revoke-role", as: "co-1", of: "office", #"{"role":"\#(role)","reason":"x"}"#)
          == .notPermitted)
    }
  }

  @Test func `a review lead registers people of its own LEA alone`() throws {
    let s = try Scenario.sixDales()
    let body = { (organisation: String) in #"{"id":"new-1","organisation":"\#(organisation)"}"# }
    #expect(try s.refusal("people/register", as: "ash-lead", of: "ash", body("office")) == .notPermitted)
    #expect(try s.refusal("people/register", as: "ash-lead", of: "ash", body("bir")) == .notPermitted)
    #expect(try s.refusal("people/register", as: "ash-lead", of: "ash", body("ash")) == nil)
  }
}
