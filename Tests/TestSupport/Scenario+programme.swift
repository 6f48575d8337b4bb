import PeerReview

/// The steps before anybody is visited, under the ids that tests cite: framework `framework-1`, programme
/// `six-dales`, agreement `agreement-1`.
extension Scenario {
  /// A programme under way since 7 October 2025, with all six LEAs and the university in agreement.
  package static func started() throws -> Scenario {
    var s = try sixDales()
    try s.publishFramework()
    try s.propose()
    for lea in Self.leas { try s.join(lea) }
    try s.draftAgreement(parties: Self.leas + ["uni"])
    for lea in Self.leas { try s.sign(lea) }
    try s.perform("agreements/agreement-1/sign", as: "uni-1", of: "uni", #"{"statement_version":1}"#)
    try s.bringIntoForce(on: "2025-10-06")
    try s.start(on: "2025-10-07")
    return s
  }

  package static let leas = ["ash", "bir", "cal", "dun", "esk", "fer"]

  /// The instrument that the product ships, entered and published by the university.
  package mutating func publishFramework(_ id: String = "framework-1", on day: String? = nil) throws {
    try draftFramework(id, on: day)
    try perform("frameworks/\(id)/publish", as: "uni-1", of: "uni")
  }

  package mutating func draftFramework(_ id: String = "framework-1", on day: String? = nil) throws {
    let instrument = FrameworkInstrument.first
    try perform("frameworks/draft", as: "uni-1", of: "uni", on: day, #"{"id":"\#(id)"}"#)
    for factor in instrument.factors {
      let body: Node = ["factor": .text(factor.id.text), "name": .text(factor.name)]
      try perform("frameworks/\(id)/add-factor", as: "uni-1", of: "uni", JSON.text(body))
    }
    for question in instrument.questions {
      let body: Node = [
        "question": .text(question.id.text), "factor": .text(question.factor.text),
        "text": .text(question.text),
      ]
      try perform("frameworks/\(id)/add-question", as: "uni-1", of: "uni", JSON.text(body))
    }
    for factor in instrument.factors where factor.isSuperordinate {
      let body: Node = ["factor": .text(factor.id.text)]
      try perform("frameworks/\(id)/mark-superordinate", as: "uni-1", of: "uni", JSON.text(body))
    }
    for scale in instrument.scales {
      try perform("frameworks/\(id)/offer-scale", as: "uni-1", of: "uni", scale.json)
    }
  }

  package mutating func propose(_ id: String = "six-dales", on day: String? = nil) throws {
    try perform(
      "programmes/propose",
      as: "co-1",
      of: "office",
      on: day,
      """
      {"id":"\(id)","name":"Six Dales Inclusion Collegiate","purpose":"To learn from one another's practice",
       "period":{"from":"2025-09-01","to":"2026-07-31"},"partners":["uni"]}
      """
    )
  }

  package mutating func invite(_ lea: String, on day: String? = nil) throws {
    try perform("programmes/six-dales/invite-lea", as: "co-1", of: "office", on: day, #"{"lea":"\#(lea)"}"#)
  }

  /// Invites an LEA and lets it join.
  package mutating func join(_ lea: String, on day: String? = nil) throws {
    try invite(lea)
    try accept(lea, on: day)
  }

  package mutating func accept(_ lea: String, benefit: String = "New eyes", on day: String? = nil) throws {
    try perform(
      "programmes/six-dales/join",
      as: "\(lea)-dec",
      of: lea,
      on: day,
      #"{"benefit_sought":"\#(benefit)","offer":"Two officers for two days, twice"}"#
    )
  }

  package mutating func draftAgreement(
    _ id: String = "agreement-1",
    parties: [String],
    on day: String? = nil
  ) throws {
    try perform(
      "agreements/draft",
      as: "co-1",
      of: "office",
      on: day,
      Self.wording(parties: parties, more: #""id":"\#(id)","programme":"six-dales","#)
    )
  }

  /// A wording of the agreement, whose disclosure sentence a test may vary or leave out.
  package static func wording(
    parties: [String],
    disclosure: String? = "The law on disclosure may override all this.",
    more: String = ""
  ) -> String {
    let named = parties.map { "\"\($0)\"" }.joined(separator: ",")
    let sentence = disclosure.map { #","disclosure_text":"\#($0)""# } ?? ""
    return """
      {\(more)"parties":[\(named)],"terms":{"ground_rules":"Visitors notice and ask; nobody ranks.",
       "site_access":"Visitors sign in and are accompanied.","research_use":"Only after release, unnamed."},
       "non_attribution":"Words spoken are not attributed.","release_rule":"The host decides."\(sentence)}
      """
  }

  package mutating func sign(_ lea: String, wording: Int = 1, on day: String? = nil) throws {
    try perform(
      "agreements/agreement-1/sign",
      as: "\(lea)-dec",
      of: lea,
      on: day,
      #"{"statement_version":\#(wording)}"#
    )
  }

  package mutating func bringIntoForce(on day: String) throws {
    try perform(
      "agreements/agreement-1/bring-into-force",
      as: "co-1",
      of: "office",
      on: day,
      #"{"from":"\#(day)","review_on":"2026-07-17"}"#
    )
  }

  package mutating func start(on day: String? = nil) throws {
    try perform("programmes/six-dales/start", as: "co-1", of: "office", on: day, Self.start)
  }

  package static let start = #"{"framework":"framework-1","agreement":"agreement-1"}"#
}
