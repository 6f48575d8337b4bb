package struct TeamMemberInvited: EventPayload {
  package static let type = "TeamMemberInvited"
  package let person: PersonID
  package let organisation: OrganisationID
  package let role: TeamRole
  package let why: String
  package let replyBy: CalendarDay
}

extension TeamMemberInvited {
  package init(_ f: inout Fields) {
    person = f.id("person", "Person")
    organisation = f.id("organisation", "Organisation")
    role = f.choice("role", "Role in the team")
    why = f.text("why", "Why this person", max: 2000, lines: 3, personal: true)
    replyBy = f.day("reply_by", "Reply by")
  }
}

package struct InvitationAccepted: EventPayload {
  package static let type = "InvitationAccepted"
  package let person: PersonID
  package let groundRulesVersion: Int
  /// The day in London.
  package let on: CalendarDay
}

extension InvitationAccepted {
  package init(_ f: inout Fields) {
    person = f.id("person", "Person")
    groundRulesVersion = f.whole("ground_rules_version", "Version of the ground rules")
    on = f.day("on", "On")
  }
}

package struct InvitationDeclined: EventPayload {
  package static let type = "InvitationDeclined"
  /// The note may say more than every member should read.
  package static let visibility: Visibility? = .team
  package let person: PersonID
  package let category: DeclineCategory
  package let note: String?
}

extension InvitationDeclined {
  package init(_ f: inout Fields) {
    person = f.id("person", "Person")
    category = f.choice("category", "Reason")
    note = f.text("note", "Note", max: 2000, lines: 3, personal: true)
  }
}

package struct ConflictDeclared: EventPayload {
  package static let type = "ConflictDeclared"
  package static let visibility: Visibility? = .team
  /// Its number on this visit.
  package let n: Int
  package let person: PersonID
  package let kind: ConflictKind
  package let detail: String
}

extension ConflictDeclared {
  package init(_ f: inout Fields) {
    n = f.whole("n", "Number")
    person = f.id("person", "Person")
    kind = f.choice("kind", "Kind of tie")
    detail = f.text("detail", "In detail", max: 2000, lines: 4, personal: true)
  }
}

package struct ConflictAssessed: EventPayload {
  package static let type = "ConflictAssessed"
  package static let visibility: Visibility? = .team
  package let conflict: Int
  package let person: PersonID
  package let outcome: ConflictOutcome
  package let condition: String?
}

extension ConflictAssessed {
  package init(_ f: inout Fields) {
    conflict = f.whole("conflict", "Conflict")
    person = f.id("person", "Person")
    outcome = f.choice("outcome", "Outcome")
    condition = f.text("condition", "Condition", max: 2000, lines: 3, personal: true)
  }
}

/// That somebody left the team is every member's to know; why, where a conflict was the reason, is not.
package struct MemberStoodDown: EventPayload {
  package static let type = "MemberStoodDown"
  package let person: PersonID
  /// The conflict that was weighed so, by its number on the visit.
  package let conflict: Int?
}

extension MemberStoodDown {
  package init(_ f: inout Fields) {
    person = f.id("person", "Person")
    conflict = f.whole("conflict", "Conflict")
  }
}

package struct VisitLeadAppointed: EventPayload {
  package static let type = "VisitLeadAppointed"
  package let person: PersonID
}

extension VisitLeadAppointed {
  package init(_ f: inout Fields) { person = f.id("person", "Person") }
}
