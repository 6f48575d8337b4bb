/// A programme of visits that LEAs and a university agree on for a period.
package struct Programme: Aggregate {
  package static let kind = StreamKind.programme
  package static let home: Home<Programme> = \.programmes

  package let id: ProgrammeID
  package private(set) var name: String?
  package private(set) var purpose: String?
  package private(set) var period: Period?
  package private(set) var partners: [OrganisationID] = []
  package private(set) var rules = ProgrammeRules.usual
  /// LEAs that were asked and have not answered since, with the day they were asked to answer by.
  package private(set) var invitations: [OrganisationID: CalendarDay?] = [:]
  package private(set) var declined: Set<OrganisationID> = []
  /// LEAs that joined and have not left.
  package private(set) var members: Set<OrganisationID> = []
  package private(set) var framework: FrameworkID?
  package private(set) var agreement: AgreementID?
  package private(set) var noVisitPeriods: [NoVisitPeriod] = []
  package private(set) var isClosed = false

  package init(id: String) { self.id = ProgrammeID(id) }

  package var isStarted: Bool { framework != nil }

  /// The first declared period that keeps this host from being visited on one of these days.
  package func noVisitPeriod(for host: OrganisationID, _ days: ClosedRange<CalendarDay>) -> NoVisitPeriod? {
    noVisitPeriods.first { $0.covers(host, days) }
  }

  package mutating func evolve(_ event: ProgrammeEvent, _ envelope: Envelope) {
    switch event {
    case .proposed(let e):
      name = e.name
      purpose = e.purpose
      period = e.period
      partners = e.partners
      rules = e.rules
    case .leaInvited(let e):
      invitations.updateValue(e.replyBy, forKey: e.lea)
      declined.remove(e.lea)
    case .leaJoined(let e):
      invitations.removeValue(forKey: e.lea)
      members.insert(e.lea)
    case .leaDeclined(let e):
      invitations.removeValue(forKey: e.lea)
      declined.insert(e.lea)
    case .started(let e):
      framework = e.framework
      agreement = e.agreement
    case .noVisitPeriodDeclared(let e):
      noVisitPeriods.append(NoVisitPeriod(scope: e.scope, from: e.from, to: e.to, why: e.why))
    }
  }

  package func decide(
    _ command: ProgrammeCommand,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [ProgrammeEvent] {
    switch command {
    case .propose(let c): try propose(c, &facts)
    case .inviteLea(let c): try invite(c, &facts, occasion)
    case .join(let c): try join(c, occasion)
    case .declineToJoin(let c): try decline(c, occasion)
    case .start(let c): try start(c, &facts, occasion)
    case .declareNoVisitPeriod(let c): try declareNoVisitPeriod(c, &facts, occasion)
    }
  }

  package static let properties: [Property<Programme>] = [
    Property("name", "What it is called") { $0.name },
    Property("purpose", "What the LEAs hope to learn with and from one another") { $0.purpose },
    Property("period", "Its first and its last day") { $0.period },
    Property("partners", "The university, and others that are not LEAs") { $0.partners },
    Property("rules", "What holds for every visit") { $0.rules },
    Property("invited", "LEAs that have not answered yet") { sorted($0.invitations.keys) },
    Property("members", "LEAs that joined") { sorted($0.members) },
    Property("declined", "LEAs that declined, and were not asked again") { sorted($0.declined) },
    Property("is_started", "Whether it has begun") { $0.isStarted },
    Property("framework", "The framework version that it started with") { $0.framework },
    Property("agreement", "The agreement that it started with") { $0.agreement },
    Property("no_visit_periods", "Days on which nobody is visited, everywhere or in one LEA") {
      $0.noVisitPeriods
    },
  ]

  private static func sorted(_ leas: some Sequence<OrganisationID>) -> [OrganisationID] {
    leas.sorted { $0.text < $1.text }
  }
}
