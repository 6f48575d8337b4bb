package struct GapWaived: EventPayload {
  package static let type = "GapWaived"
  package let gap: TeamGap
  package let side: VisitSide
  package let reason: String
}

extension GapWaived {
  package init(_ f: inout Fields) {
    gap = f.choice("gap", "What the team lacks")
    side = f.choice("side", "For")
    reason = f.reason()
  }
}

/// The two that must both agree to a team that lacks something.
package enum VisitSide: String, Choice {
  case host, programme
}

package struct VisitBegun: EventPayload {
  package static let type = "VisitBegun"
  package let team: [TeamMember]
  /// What the team lacks, and both sides waived.
  package let waivers: [TeamGap]
}

extension VisitBegun {
  package init(_ f: inout Fields) {
    team = f.parts("team", "Team")
    waivers = f.choices("waivers", "Waived")
  }
}

package struct TeamMember: Payload {
  package let person: PersonID
  package let organisation: OrganisationID
  package let role: TeamRole
}

extension TeamMember {
  package init(_ f: inout Fields) {
    person = f.id("person", "Person")
    organisation = f.id("organisation", "Organisation")
    role = f.choice("role", "Role in the team")
  }
}

package struct SessionRecorded: EventPayload {
  package static let type = "SessionRecorded"
  package static let visibility: Visibility? = .team
  /// The number of this record on the visit; several members may record one session.
  package let n: Int
  package let session: Int?
  package let unplanned: String?
  package let outcome: SessionOutcome
  package let notes: String?
  package let heads: Int?
  package let warningsAccepted: [WarningCode]
}

extension SessionRecorded {
  package init(_ f: inout Fields) {
    n = f.whole("n", "Number")
    session = f.whole("session", "Session of the agenda")
    unplanned = f.text("unplanned", "What it was", max: 300, personal: true)
    outcome = f.choice("outcome", "Held or missed")
    notes = f.prose("notes", "Notes")
    heads = f.whole("heads", "People met")
    warningsAccepted = f.choices("warnings_accepted", "Warnings that were read")
  }
}

package struct EvidenceRequested: EventPayload {
  package static let type = "EvidenceRequested"
  package static let visibility: Visibility? = .team
  package let n: Int
  package let what: String
  package let why: String
}

extension EvidenceRequested {
  package init(_ f: inout Fields) {
    n = f.whole("n", "Number")
    what = f.text("what", "What", max: 1000, lines: 3, personal: true)
    why = f.text("why", "Why", max: 2000, lines: 3, personal: true)
  }
}

package struct EvidenceRequestAnswered: EventPayload {
  package static let type = "EvidenceRequestAnswered"
  package static let visibility: Visibility? = .team
  package let request: Int
  package let answer: RequestAnswer
  package let evidence: [EvidenceID]
  package let reason: String?
}

extension EvidenceRequestAnswered {
  package init(_ f: inout Fields) {
    request = f.whole("request", "Request")
    answer = f.choice("answer", "Answer")
    evidence = f.ids("evidence", "Evidence")
    reason = f.reason()
  }
}

package struct VisitHeld: EventPayload {
  package static let type = "VisitHeld"
  /// Days of the visit, for each peer of the team.
  package let peerDays: Int
  package let outsiderDays: Int
  /// Sessions of the agenda that were recorded as missed, and by nobody as held.
  package let sessionsMissed: Int
}

extension VisitHeld {
  package init(_ f: inout Fields) {
    peerDays = f.whole("peer_days", "Peer-days")
    outsiderDays = f.whole("outsider_days", "Outsider-days")
    sessionsMissed = f.whole("sessions_missed", "Sessions missed")
  }
}
