/// What a visit keeps of its parts.
extension Visit {
  /// One person who was asked, and what became of it.
  package struct Member: Sendable, Equatable {
    package let organisation: OrganisationID
    package let role: TeamRole
    package let why: String
    package let replyBy: CalendarDay
    package let timesAsked: Int
    package internal(set) var status = MemberStatus.invited
    package private(set) var acceptedOn: CalendarDay?
    package private(set) var groundRulesVersion: Int?

    init(_ e: TeamMemberInvited, after earlier: Member?) {
      organisation = e.organisation
      role = e.role
      why = e.why
      replyBy = e.replyBy
      timesAsked = (earlier?.timesAsked ?? 0) + 1
    }

    mutating func accept(_ e: InvitationAccepted) {
      status = .accepted
      acceptedOn = e.on
      groundRulesVersion = e.groundRulesVersion
    }
  }

  package enum MemberStatus: String, Choice {
    case invited, accepted, declined, withdrew
    case stoodDown = "stood_down"
  }

  /// What a member declared, and what the coordinator made of it.
  package struct Conflict: Sendable, Equatable, Encodable {
    package let n: Int
    package let person: PersonID
    package let kind: ConflictKind
    package let detail: String
    package internal(set) var assessed: ConflictAssessed?

    init(_ e: ConflictDeclared) {
      n = e.n
      person = e.person
      kind = e.kind
      detail = e.detail
    }
  }

  /// What the team asked for, and the host's answer.
  package struct EvidenceRequest: Sendable, Equatable, Encodable {
    package let n: Int
    package let person: PersonID
    package let what: String
    package let why: String
    package internal(set) var answered: EvidenceRequestAnswered?

    init(_ e: EvidenceRequested, by person: PersonID) {
      n = e.n
      self.person = person
      what = e.what
      why = e.why
    }
  }

  /// Where the host finds the report not accurate, and the lead's answer.
  package struct AccuracyPoint: Sendable, Equatable, Encodable {
    package let n: Int
    package let `where`: String
    package let what: String
    package internal(set) var answered: AccuracyPointAnswered?

    init(_ e: AccuracyPointRaised) {
      n = e.n
      `where` = e.where
      what = e.what
    }
  }

  package struct TakeAway: Sendable, Equatable, Encodable {
    package let person: PersonID
    package let forLea: OrganisationID
    package let idea: String
  }
}

/// What others ask of a visit.
extension Visit {
  /// The events that change who is on a team or leads it; what guards watch.
  package static let teamEvents = [
    InvitationAccepted.type, InvitationDeclined.type, MemberStoodDown.type, VisitLeadAppointed.type,
  ]

  /// Everybody who accepted and still serves, by id; for good, also once the visit is over.
  package var team: [PersonID] {
    members.filter { $0.value.status == .accepted }.keys.sorted { $0.text < $1.text }
  }

  package func isOnTeam(_ person: PersonID) -> Bool { members[person]?.status == .accepted }

  /// The day of the report.
  package var reportedOn: CalendarDay? { report?.on }

  /// The last day of the accuracy period: after it the report settles by itself.
  package var accuracyEnds: CalendarDay? { report?.accuracyEnds }
}

/// What the rules of each topic share.
extension Visit {
  func require(_ allowed: VisitStatus..., otherwise detail: String) throws(Refusal) {
    guard allowed.contains(status) else { throw wrong(detail) }
  }

  func wrong(_ detail: String) -> Refusal {
    Refusal(.wrongState, "\(detail) The visit is \(status.rawValue).")
  }

  static func cycle(_ id: CycleID, _ facts: inout Facts) throws(Refusal) -> Cycle {
    guard let cycle = facts.cycle(id) else {
      throw Refusal(.unknownReference, "There is no cycle \(id).", field: "cycle")
    }
    return cycle
  }

  /// The cycle that the visit serves.
  func cycle(_ facts: inout Facts) throws(Refusal) -> Cycle {
    guard let cycle else { throw wrong("The visit belongs to no cycle.") }
    return try Self.cycle(cycle, &facts)
  }

  func programme(_ facts: inout Facts) throws(Refusal) -> Programme {
    guard let programme, let found = facts.programme(programme) else {
      throw wrong("The visit belongs to no programme, so no rules hold for it.")
    }
    return found
  }

  /// The programme's agreement, where it is in force.
  func agreement(of programme: Programme, _ facts: inout Facts) throws(Refusal) -> Agreement {
    guard let id = programme.agreement, let agreement = facts.agreement(id), agreement.isInForce else {
      throw Refusal(
        .agreementMissing,
        "The programme's agreement is not in force; its parties sign it first."
      )
    }
    return agreement
  }
}
