import PeerReview
import TestSupport
import Testing

@Suite("Person")
struct PersonTests {
  @Test func `nobody coordinates the programme and acts for an LEA`() throws {
    let s = try Scenario.sixDales()
    let code = try s.refusal(
      "people/ash-lead/grant-role", as: "co-1", of: "office", #"{"role":"co","letter_ref":"x"}"#)
    #expect(code == .dutyConflict)
  }

  @Test func `an LEA that has a decision-maker is not seeded another by the coordinator`() throws {
    let s = try Scenario.sixDales()
    let code = try s.refusal(
      "people/ash-off/grant-role", as: "co-1", of: "office", #"{"role":"ld","letter_ref":"x"}"#)
    #expect(code == .notPermitted)
  }

  @Test func `an LEA left without a decision-maker is seeded again by letter, and only by letter`() throws {
    var s = try Scenario.sixDales()
    try s.perform(
      "people/ash-dec/revoke-role", as: "ash-dec", of: "ash", #"{"role":"ld","reason":"Retired"}"#)
    #expect(
      try s.refusal("people/ash-off/grant-role", as: "co-1", of: "office", #"{"role":"ld"}"#)
        == .reasonRequired)
    try s.perform("people/ash-off/grant-role", as: "co-1", of: "office", #"{"role":"ld","letter_ref":"L/2"}"#)
  }
}
