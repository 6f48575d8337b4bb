import PeerReview
import TestSupport
import WorkedExample

/// The worked example with more people in it who only look: auditors and analysts of either grantor, somebody
/// without a role, and one invited who holds none.
enum Onlookers {
  static func story(until day: String) throws -> Story { try Story(told.get(), until: day) }

  /// Nobody has registered it.
  static let stranger = Actor("ash-stranger")
  /// Registered, and no more; two of them were asked to the visit, and one of those declined.
  static let roleless = ["fer-new", "fer-asked", "fer-refused"].map { Actor($0) } + [stranger]

  private static let told = Result { try tell() }

  private static func tell() throws -> [Recorded] {
    var s = try Scenario.workedExample(before: 3)
    let office = "office"
    // The auditors' roles, of either grantor, end on 20 February.
    try s.addPerson("ash-audit", "ash", [], by: "ash-dec", of: "ash")
    try s.addPerson("ash-analyst", "ash", ["an"], by: "ash-dec", of: "ash")
    try s.addPerson("audit", office, [], by: "co-1", of: office)
    try s.addPerson("analyst", office, ["an"], by: "co-1", of: office)
    for person in ["fer-new", "fer-asked", "fer-refused"] {
      try s.addPerson(person, "fer", [], by: "fer-dec", of: "fer")
    }
    let dated = #"{"role":"au","until":"2026-02-20"}"#
    try s.perform("people/ash-audit/grant-role", as: "ash-dec", of: "ash", dated)
    try s.perform("people/audit/grant-role", as: "co-1", of: office, dated)
    var isTold = false
    for step in WorkedExample.installation + WorkedExample.steps {
      if step.story == 3 { isTold = true }
      guard isTold else { continue }
      try s.perform(step)
      if step.story == 64 { try ask(&s) }
    }
    return s.log
  }

  private static func ask(_ s: inout Scenario) throws {
    for person in ["fer-asked", "fer-refused"] {
      try s.perform(
        "visits/vis-1/invite-member", as: "co-1", of: "office",
        #"{"person":"\#(person)","organisation":"fer","role":"peer","why":"Asks well","reply_by":"2025-11-21"}"#
      )
    }
    try s.perform("visits/vis-1/decline", as: "fer-refused", of: "fer", #"{"category":"workload"}"#)
  }
}
