import PeerReview
import TestSupport
import Testing

/// What tests of reviews start from, come about by commands.
enum Given {
  /// Ashmere, Birkholt and Calverby work together on signed terms, with a framework of three factors, two
  /// of them superordinate; version v2 of it is still a draft.
  static func programme() throws -> Scenario {
    var s = try Scenario.sixDales()
    try framework(&s, "v1")
    try s.perform("frameworks/v1/publish", as: "uni-1", of: "uni")
    try framework(&s, "v2")
    try s.perform(
      "programmes/propose",
      as: "co-1",
      of: "office",
      #"{"id":"sd","name":"Six Dales","purpose":"To learn from one another","period":{"from":"2025-09-01","to":"2026-08-31"},"partners":["uni"]}"#
    )
    for lea in ["ash", "bir", "cal"] {
      try s.perform("programmes/sd/invite-lea", as: "co-1", of: "office", #"{"lea":"\#(lea)"}"#)
      try s.perform(
        "programmes/sd/join",
        as: "\(lea)-dec",
        of: lea,
        #"{"benefit_sought":"Other eyes","offer":"Two days"}"#
      )
    }
    try s.perform(
      "agreements/draft",
      as: "co-1",
      of: "office",
      #"{"id":"terms","programme":"sd",\#(wording())}"#
    )
    for (person, party) in [("ash-dec", "ash"), ("bir-dec", "bir"), ("cal-dec", "cal"), ("uni-1", "uni")] {
      try s.perform("agreements/terms/sign", as: person, of: party, #"{"statement_version":1}"#)
    }
    try s.perform(
      "agreements/terms/bring-into-force",
      as: "co-1",
      of: "office",
      #"{"from":"2025-09-01","review_on":"2026-09-01"}"#
    )
    return s
  }

  static func started() throws -> Scenario {
    var s = try programme()
    try s.perform(
      "programmes/sd/start",
      as: "co-1",
      of: "office",
      #"{"framework":"v1","agreement":"terms"}"#
    )
    return s
  }

  /// Ashmere reviews its use of evidence.
  static func cycle() throws -> Scenario {
    var s = try started()
    try s.perform("cycles/open", as: "ash-lead", of: "ash", on: "2025-10-13", opening())
    return s
  }

  /// It has exclusion figures (a1) and pupils' own accounts (a3).
  static func evidence() throws -> Scenario {
    var s = try cycle()
    try s.perform("evidence/record", as: "ash-off", of: "ash", on: "2025-11-03", figures())
    try s.perform("evidence/record", as: "ash-off", of: "ash", accounts())
    return s
  }

  /// It has judged question 11.2.
  static func judgement() throws -> Scenario {
    var s = try evidence()
    try s.perform("judgements/propose", as: "ash-off", of: "ash", on: "2025-12-01", proposal())
    return s
  }

  private static func framework(_ s: inout Scenario, _ id: String) throws {
    try s.perform("frameworks/draft", as: "uni-1", of: "uni", #"{"id":"\#(id)"}"#)
    for (factor, name) in [("1", "Definition"), ("6", "Funding"), ("11", "Evidence")] {
      try s.perform(
        "frameworks/\(id)/add-factor",
        as: "uni-1",
        of: "uni",
        #"{"factor":"\#(factor)","name":"\#(name)"}"#
      )
    }
    for (question, factor) in [("1.1", "1"), ("6.1", "6"), ("11.1", "11"), ("11.2", "11"), ("11.3", "11")] {
      try s.perform(
        "frameworks/\(id)/add-question",
        as: "uni-1",
        of: "uni",
        #"{"question":"\#(question)","factor":"\#(factor)","text":"Do we?"}"#
      )
    }
    for factor in ["1", "11"] {
      try s.perform(
        "frameworks/\(id)/mark-superordinate",
        as: "uni-1",
        of: "uni",
        #"{"factor":"\#(factor)"}"#
      )
    }
    let steps = ["not_yet", "emerging", "established", "cannot_yet_say"]
      .map { #"{"step":"\#($0)","prose":"As seen"}"# }.joined(separator: ",")
    try s.perform(
      "frameworks/\(id)/offer-scale",
      as: "uni-1",
      of: "uni",
      #"{"name":"progress","steps":[\#(steps)]}"#
    )
  }

  static func wording(release: String = "The host decides what travels") -> String {
    #"""
    "parties":["ash","bir","cal","uni"],"non_attribution":"Words spoken are not attributed",
    "release_rule":"\#(release)","disclosure_text":"Disclosure law may override this",
    "terms":{"ground_rules":"Notice and ask","site_access":"With a host","research_use":"None without consent"}
    """#
  }

  /// Birkholt's review lead is to visit Ashmere.
  static func visitor(_ s: inout Scenario) throws {
    try s.perform(
      "visits/propose",
      as: "ash-lead",
      of: "ash",
      #"{"id":"vis-1","cycle":"ash-2025","kind":"main","focus":"Figures","window":{"from":"2026-01-12","to":"2026-01-30"}}"#
    )
    try s.perform(
      "visits/vis-1/schedule",
      as: "co-1",
      of: "office",
      #"{"from":"2026-01-20","to":"2026-01-21","place":"County Hall"}"#
    )
    try s.perform(
      "visits/vis-1/invite-member",
      as: "co-1",
      of: "office",
      #"{"person":"bir-lead","organisation":"bir","role":"peer","why":"Knows figures","reply_by":"2026-01-10"}"#
    )
    try s.perform("visits/vis-1/accept", as: "bir-lead", of: "bir", #"{"ground_rules_version":1}"#)
  }

  static func opening(
    id: String = "ash-2025",
    factor: String = "11",
    framework: String = "v1",
    questions: [String] = ["11.1", "11.2", "11.3"],
    scale: String? = "progress",
    acknowledge: Bool = false
  ) -> String {
    let scale = scale.map { #","scale":"\#($0)""# } ?? ""
    let codes = acknowledge ? #","acknowledge":["superordinate_omitted"]"# : ""
    return #"""
      {"id":"\#(id)","programme":"sd","focus":"How we use evidence","factor":"\#(factor)",
      "why_high_leverage":"It decides what we look at","framework_version":"\#(framework)",
      "questions":\#(list(questions))\#(scale)\#(codes)}
      """#
  }

  /// Required evidence.
  static func figures(
    id: String = "a1",
    caveats: String = #"[{"kind":"conceals","note":"Part-time timetables"}]"#,
    dimensions: [String] = ["presence"],
    extra: String = ""
  ) -> String {
    #"""
    {"id":"\#(id)","cycle":"ash-2025","title":"Exclusions return","approach":"statistics",
    "compulsion":"required","dimensions":\#(list(dimensions)),"covers":"School year 2024-25",
    "collected_on":"2025-10-20","summary":"Few are excluded","caveats":\#(caveats),"questions":["11.2"]\#(extra)}
    """#
  }

  /// Local evidence in which learners speak, and may be known again.
  static func accounts(id: String = "a3", cycle: String = "ash-2025", extra: String = "") -> String {
    #"""
    {"id":"\#(id)","cycle":"\#(cycle)","title":"What pupils told us","approach":"pupil_interviews",
    "compulsion":"local","dimensions":["participation"],"voice":true,"covers":"October",
    "collected_on":"2025-10-30","summary":"They are rarely asked","identifiable":true\#(extra)}
    """#
  }

  static func proposal(
    question: String = "11.2",
    cycle: String = "ash-2025",
    step: String? = "established",
    evidence: [String] = ["a1"]
  ) -> String {
    let content = content(step: step, evidence: evidence)
    return #"{"cycle":"\#(cycle)","question":"\#(question)","content":\#(content)}"#
  }

  static func content(
    _ statement: String = "Our figures are few and used",
    step: String? = "established",
    evidence: [String] = ["a1"]
  ) -> String {
    let step = step.map { #""step":"\#($0)","# } ?? ""
    return #"""
      {"statement":"\#(statement)",\#(step)"confidence":"medium","rationale":"The return is low",
      "evidence":\#(list(evidence)),"dimensions":["presence"],"groups":[]}
      """#
  }

  /// A revision to "emerging", provoked as said.
  static func revision(
    _ provokedBy: String = #"[{"kind":"debate"}]"#,
    _ content: String = content(step: "emerging"),
    extra: String = ""
  ) -> String {
    #"{"content":\#(content),"provoked_by":\#(provokedBy),"rationale":"We had not looked"\#(extra)}"#
  }

  static func interruption(id: String = "int-1", cycle: String = "ash-2025", question: String = "11.2")
    -> String
  {
    #"""
    {"id":"\#(id)","cycle":"\#(cycle)","question":"\#(question)","asks":"Who is counted as present?",
    "taken_for_granted":"That few exclusions mean presence","describes_arrangement":true,
    "prompted_by":[{"kind":"talk","what":"In a school"}]}
    """#
  }

  private static func list(_ items: [String]) -> String {
    "[" + items.map { #""\#($0)""# }.joined(separator: ",") + "]"
  }
}

extension Scenario {
  /// What a command would come to, with what it asserts at the append.
  func decision(_ path: String, as person: String, of organisation: String, _ body: String) throws -> Decision
  {
    let parts = path.split(separator: "/").map(String.init)
    let stream = try #require(parts.first.flatMap { StreamKind(plural: $0) })
    let kind = try #require(parts.last.flatMap { CommandKind.named($0, of: stream) })
    return try consortium.decide(
      Request(
        kind,
        id: parts.count == 3 ? parts[1] : nil,
        try kind.read(try JSON.parse(body)),
        by: Actor(PersonID(person), for: OrganisationID(organisation)),
        now: now,
        today: CalendarDay(number: Int(now.microseconds / 86_400_000_000)),
        mintedID: "minted"
      )
    )
  }

  var ashmere: Cycle? { consortium.cycles["ash-2025"] }
  var judgement: Judgement? { consortium.judgements["ash-2025:11.2"] }
}
