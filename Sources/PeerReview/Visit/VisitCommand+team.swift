/// Somebody is asked to join the team.
package struct InviteMember: Payload {
  package let person: PersonID
  package let organisation: OrganisationID
  package let role: TeamRole
  package let why: String
  package let replyBy: CalendarDay
}

extension InviteMember {
  package init(_ f: inout Fields) {
    person = f.id("person", "Person", hint: "The id under which the person is registered")
    organisation = f.id("organisation", "Organisation", hint: "Whom the person works for")
    role = f.choice("role", "Role in the team")
    why = f.text(
      "why",
      "Why this person",
      hint: "The experience it brings",
      max: 2000,
      lines: 3,
      personal: true
    )
    replyBy = f.day("reply_by", "Reply by", hint: "At the latest the first day of the visit")
  }
}

package enum TeamRole: String, Choice {
  /// From a neighbouring LEA.
  case peer
  /// From the university or another partner.
  case outsider
}

/// The person who was asked says yes.
package struct AcceptInvitation: Payload {
  package let groundRulesVersion: Int?
}

extension AcceptInvitation {
  package init(_ f: inout Fields) {
    groundRulesVersion = f.whole(
      "ground_rules_version",
      "Version of the ground rules",
      hint: "The wording of the agreement that you read; left out, it is the one in force",
      in: 1...10_000
    )
  }
}

/// The person who was asked says no.
package struct DeclineInvitation: Payload {
  package let category: DeclineCategory
  package let note: String?
}

extension DeclineInvitation {
  package init(_ f: inout Fields) {
    category = f.choice("category", "Reason")
    note = f.text("note", "Note", hint: "Only if you wish to say more", max: 2000, lines: 3, personal: true)
  }
}

package enum DeclineCategory: String, Choice {
  case workload, dates, conflict, other

  package var label: String {
    switch self {
    case .workload: "Too much other work"
    case .dates: "The dates do not suit"
    case .conflict: "Too close to the host"
    case .other: "Something else"
    }
  }
}

/// A member says what ties it to the host.
package struct DeclareConflict: Payload {
  package let kind: ConflictKind
  package let detail: String
}

extension DeclareConflict {
  package init(_ f: inout Fields) {
    kind = f.choice("kind", "Kind of tie")
    detail = f.text(
      "detail",
      "In detail",
      hint: "Enough for the coordinator to weigh it",
      max: 2000,
      lines: 4,
      personal: true
    )
  }
}

/// Neighbours share much; most of it is managed, not barred.
package enum ConflictKind: String, Choice {
  case sharedService = "shared_service"
  case placements, trust, recruitment, personal, other

  package var label: String {
    switch self {
    case .sharedService: "A service that both commission or run"
    case .placements: "Placements of learners"
    case .trust: "A trust with schools in both"
    case .recruitment: "Recruitment between the two"
    case .personal: "A personal tie"
    case .other: "Something else"
    }
  }
}

/// The coordinator weighs one declared conflict.
package struct AssessConflict: Payload {
  package let conflict: Int
  package let outcome: ConflictOutcome
  package let condition: String?
}

extension AssessConflict {
  package init(_ f: inout Fields) {
    conflict = f.whole("conflict", "Conflict", hint: "Its number on this visit", in: 1...10_000)
    outcome = f.choice("outcome", "Outcome")
    condition = f.text(
      "condition",
      "Condition",
      hint: "How it is managed: sits out that session",
      max: 2000,
      lines: 3,
      personal: true
    )
    f.check(
      outcome != .managed || condition != nil,
      "condition",
      "missing",
      "Say under which condition it is managed."
    )
  }
}

package enum ConflictOutcome: String, Choice {
  case clear, managed
  case stoodDown = "stood_down"

  package var label: String {
    switch self {
    case .clear: "Clear: it does not matter here"
    case .managed: "Managed, under a condition"
    case .stoodDown: "The member stands down"
    }
  }
}

/// One of the peers leads.
package struct AppointLead: Payload {
  package let person: PersonID
}

extension AppointLead {
  package init(_ f: inout Fields) {
    person = f.id("person", "Person", hint: "A peer who has accepted")
  }
}
