import PeerReview
import TestSupport
import Testing

/// The worked example's first visit, performed as far as a test needs it.
extension Scenario {
  /// How far vis-1 has come.
  enum VisitStage: Int, Comparable {
    /// Ashmere's cycle is open, no visit is proposed.
    case none
    case proposed, scheduled, invited, accepted, led, begun, held, reported, settled, released

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  /// A programme under way, in which Ashmere is reviewing its use of evidence; Fernlow has not joined.
  static func ashmere(_ stage: VisitStage = .none) throws -> Scenario {
    var s = try sixDales()
    try s.startProgramme()
    try s.openCycle("ash-2025", of: "ash", on: "2025-10-13")
    try s.bringVisit(to: stage)
    return s
  }

  mutating func openCycle(_ id: String, of lea: String, on day: String? = nil) throws {
    try perform(
      "cycles/open",
      as: "\(lea)-lead",
      of: lea,
      on: day,
      #"""
      {"id":"\#(id)","programme":"sd","focus":"Use of evidence","factor":"11","framework_version":"v1",
       "why_high_leverage":"What is measured gets done","questions":["11.1","11.2"]}
      """#
    )
  }

  private mutating func startProgramme() throws {
    try perform("frameworks/draft", as: "uni-1", of: "uni", #"{"id":"v1"}"#)
    for (factor, questions) in [("1", ["1.1"]), ("11", ["11.1", "11.2"])] {
      try perform(
        "frameworks/v1/add-factor",
        as: "uni-1",
        of: "uni",
        #"{"factor":"\#(factor)","name":"Factor \#(factor)"}"#
      )
      for question in questions {
        try perform(
          "frameworks/v1/add-question",
          as: "uni-1",
          of: "uni",
          #"{"question":"\#(question)","factor":"\#(factor)","text":"How is \#(question)?"}"#
        )
      }
    }
    try perform("frameworks/v1/publish", as: "uni-1", of: "uni")
    try asCoordinator(
      "programmes/propose",
      #"""
      {"id":"sd","name":"Six Dales","purpose":"To learn","partners":["uni"],
       "period":{"from":"2025-09-01","to":"2026-08-31"}}
      """#
    )
    let leas = ["ash", "bir", "cal", "dun", "esk"]
    for lea in leas {
      try asCoordinator("programmes/sd/invite-lea", #"{"lea":"\#(lea)"}"#)
      try perform(
        "programmes/sd/join",
        as: "\(lea)-dec",
        of: lea,
        #"{"benefit_sought":"Other eyes","offer":"Four days"}"#
      )
    }
    try asCoordinator(
      "agreements/draft",
      #"{"id":"terms","programme":"sd","# + Self.terms.dropFirst()
    )
    try signTerms(version: 1)
    try asCoordinator("programmes/sd/start", #"{"framework":"v1","agreement":"terms"}"#)
  }

  static let terms = #"""
    {"parties":["ash","bir","cal","dun","esk","uni"],
     "terms":{"ground_rules":"Notice and ask","site_access":"Badges","research_use":"By term"},
     "non_attribution":"Words spoken are not attributed","release_rule":"The host decides",
     "disclosure_text":"Disclosure law may override this"}
    """#

  private mutating func signTerms(version: Int) throws {
    let body = #"{"statement_version":\#(version)}"#
    for lea in ["ash", "bir", "cal", "dun", "esk"] {
      try perform("agreements/terms/sign", as: "\(lea)-dec", of: lea, body)
    }
    try perform("agreements/terms/sign", as: "uni-1", of: "uni", body)
    try asCoordinator("agreements/terms/bring-into-force", #"{"from":"2025-09-01","review_on":"2026-07-31"}"#)
  }

  private mutating func bringVisit(to stage: VisitStage) throws {
    if stage >= .proposed { try proposeVisit() }
    if stage >= .scheduled { try scheduleVisit() }
    if stage >= .invited { for member in Self.vis1 { try invite(member) } }
    if stage >= .accepted { for (person, of, _) in Self.vis1 { try asMember("accept", person, of) } }
    if stage >= .led { try asCoordinator("visits/vis-1/appoint-lead", #"{"person":"bir-lead"}"#) }
    if stage >= .begun {
      try perform("visits/vis-1/set-agenda", as: "ash-lead", of: "ash", on: "2026-01-05", Self.agenda)
      try perform("visits/vis-1/begin", as: "bir-lead", of: "bir", on: "2026-01-20")
    }
    if stage >= .held {
      try asMember("record-session", "cal-lead", "cal", #"{"session":1,"outcome":"held","heads":12}"#)
      try perform("visits/vis-1/end", as: "bir-lead", of: "bir", on: "2026-01-21")
    }
    if stage >= .reported {
      try perform("visits/vis-1/report-back", as: "bir-lead", of: "bir", on: "2026-01-30", Self.report)
    }
    if stage >= .settled {
      try perform("visits/vis-1/settle-report", as: "bir-lead", of: "bir", on: "2026-02-13")
    }
    if stage >= .released {
      try perform(
        "visits/vis-1/release-report",
        as: "ash-lead",
        of: "ash",
        on: "2026-02-25",
        #"{"to":"collegiate"}"#
      )
    }
  }

  static let vis1 = [
    ("bir-lead", "bir", "peer"), ("cal-lead", "cal", "peer"), ("esk-lead", "esk", "peer"),
    ("uni-1", "uni", "outsider"),
  ]

  static let agenda = #"""
    {"sessions":[
      {"number":1,"where":"Hill School","with":"Head and SENCO","question":"11.2","approach":"conversation",
       "day":"2026-01-20"},
      {"number":2,"where":"Town Hall","with":"Data team","question":"11.1","approach":"statistics"}]}
    """#

  static let report = #"{"noticed":["Low exclusions","Reduced timetables"],"wondered":["Who is present?"]}"#

  mutating func proposeVisit(as person: String = "ash-lead", of organisation: String = "ash") throws {
    try perform("visits/propose", as: person, of: organisation, on: "2025-11-07", Self.proposal)
  }

  static let proposal = #"""
    {"id":"vis-1","cycle":"ash-2025","kind":"main","focus":"What the figures leave out",
     "window":{"from":"2026-01-12","to":"2026-01-30"}}
    """#

  mutating func scheduleVisit() throws {
    try perform("visits/vis-1/schedule", as: "co-1", of: "office", on: "2025-11-10", Self.days)
  }

  static let days = #"{"from":"2026-01-20","to":"2026-01-21","place":"Town Hall"}"#

  mutating func invite(_ member: (person: String, of: String, role: String)) throws {
    try asCoordinator(
      "visits/vis-1/invite-member",
      on: "2025-11-12",
      Self.invitation(member.person, member.of, member.role)
    )
  }

  static func invitation(
    _ person: String,
    _ of: String,
    _ role: String = "peer",
    replyBy: String = "2025-11-28"
  ) -> String {
    #"{"person":"\#(person)","organisation":"\#(of)","role":"\#(role)","why":"Knows data","reply_by":"\#(replyBy)"}"#
  }

  /// A command on vis-1 by one of its team, or of those asked to join it.
  @discardableResult
  mutating func asMember(
    _ command: String,
    _ person: String,
    _ organisation: String,
    _ body: String = "{}"
  ) throws -> [Event] {
    try perform("visits/vis-1/\(command)", as: person, of: organisation, body)
  }

  @discardableResult
  mutating func asCoordinator(_ path: String, on day: String? = nil, _ body: String = "{}") throws -> [Event]
  {
    try perform(path, as: "co-1", of: "office", on: day, body)
  }

  /// The refusal, with its sentence, that a command on vis-1 gets.
  func whyNot(
    _ command: String,
    as person: String,
    of organisation: String,
    on day: String? = nil,
    _ body: String = "{}"
  ) throws -> Refusal? {
    var copy = self
    do {
      try copy.perform("visits/vis-1/\(command)", as: person, of: organisation, on: day, body)
      return nil
    } catch let refusal as Refusal {
      return refusal
    }
  }

  var visit: Visit { consortium.visits["vis-1"] ?? Visit(id: "vis-1") }

  /// The types of event recorded on vis-1, in order.
  var visitEvents: [String] {
    log.filter { $0.envelope.stream == StreamID(.visit, "vis-1") }.map(\.envelope.type)
  }

  func last(_ type: String) -> Recorded? { log.last { $0.envelope.type == type } }
}

@Suite("Visit")
struct VisitTests {
  @Test func `a visit goes from proposed to released, and every event belongs to the host's cycle`() throws {
    let s = try Scenario.ashmere(.released)
    #expect(
      s.visitEvents == [
        "VisitProposed", "VisitScheduled", "TeamMemberInvited", "TeamMemberInvited", "TeamMemberInvited",
        "TeamMemberInvited", "InvitationAccepted", "InvitationAccepted", "InvitationAccepted",
        "InvitationAccepted", "VisitLeadAppointed", "AgendaSet", "VisitBegun", "SessionRecorded", "VisitHeld",
        "ReportedBack", "ReportSettled", "ReportReleased",
      ]
    )
    #expect(s.visit.status == .released)
    let places = s.log.filter { $0.envelope.stream.kind == .visit }.map(\.envelope.place)
    #expect(
      places.allSatisfy {
        $0
          == Place(
            programme: ProgrammeID("sd"),
            lea: OrganisationID("ash"),
            cycle: CycleID("ash-2025")
          )
      }
    )
  }

  @Test func `every event of a visit reads back from what is stored as it was`() throws {
    let s = try Scenario.ashmere(.released)
    for recorded in s.log where recorded.envelope.stream.kind == .visit {
      let node = recorded.event.payload.node
      let read = try Event.read(
        type: recorded.envelope.type,
        schemaVersion: 1,
        try JSON.parse(JSON.text(node))
      )
      #expect(read.payload.node == node)
    }
  }

  @Test func `what was said on a visit is content, its planning is not`() {
    let content = Visit.properties.filter(\.isContent).map(\.name)
    #expect(
      content == ["conflicts", "sessions", "requests", "noticed", "wondered", "offered", "points"]
    )
  }

  @Test func `the report and the talk are the team's and the host's; the rest every member may see`() throws {
    let own = VisitEvent.kinds.filter { $0.visibility == .team }.map(\.type)
    #expect(
      own == [
        "InvitationDeclined", "ConflictDeclared", "ConflictAssessed", "SessionRecorded", "EvidenceRequested",
        "EvidenceRequestAnswered", "ReportedBack", "AccuracyPointRaised", "AccuracyPointAnswered",
      ]
    )
    #expect(StreamKind.visit.initialVisibility == .collegiate)
  }
}
