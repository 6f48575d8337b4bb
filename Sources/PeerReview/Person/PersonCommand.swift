/// What may be asked about a person. Names and contact details never enter the log: they go to the
/// registry beside it.
package enum PersonCommand: Sendable {
  case register(RegisterPerson)
  case grantRole(GrantRole)
  case revokeRole(RevokeRole)
}

/// A person is entered under an opaque id, for one organisation.
package struct RegisterPerson: Payload {
  package let organisation: OrganisationID
  /// Kept in the registry, never in the log.
  package let name: String?
  package let email: String?
}

extension RegisterPerson {
  package init(_ f: inout Fields) {
    organisation = f.id("organisation", "Organisation", hint: "Whom the person works for")
    name = f.text("name", "Name", hint: "Kept beside the log, so that it can be erased", personal: true)
    email = f.text("email", "E-mail address", hint: "Kept beside the log", max: 254, personal: true)
  }
}

/// The person receives a role for the organisation it works for.
package struct GrantRole: Payload {
  package let role: GrantableRole
  package let until: CalendarDay?
  package let letterRef: String?
}

extension GrantRole {
  package init(_ f: inout Fields) {
    role = f.choice("role", "Role")
    until = f.day("until", "Until", hint: "The last day; an auditor's role always has one")
    letterRef = f.text("letter_ref", "Letter", hint: "The reference of the letter that asks for it")
  }
}

package struct RevokeRole: Payload {
  package let role: GrantableRole
  package let reason: String
}

extension RevokeRole {
  package init(_ f: inout Fields) {
    role = f.choice("role", "Role")
    reason = f.reason()
  }
}

/// A role that somebody grants; a visit's roles follow from the visit.
package enum GrantableRole: String, Choice {
  case co, ll, ld, lc, uf, dp, au, an

  package var role: Role {
    switch self {
    case .co: .co
    case .ll: .ll
    case .ld: .ld
    case .lc: .lc
    case .uf: .uf
    case .dp: .dp
    case .au: .au
    case .an: .an
    }
  }

  package var label: String { role.label }
}

extension PersonCommand {
  package static let kinds: [CommandKind] = [
    CommandKind(
      Person.self, "RegisterPerson", "register", "Enter a person, for one organisation.",
      by: [.co, .ll, .sys], starts: .named, PersonCommand.register),
    CommandKind(
      Person.self, "GrantRole", "grant-role", "Give a person a role for its organisation.",
      by: [.ld, .co, .sys], refusals: [.dutyConflict], PersonCommand.grantRole),
    CommandKind(
      Person.self, "RevokeRole", "revoke-role", "Take a role back.", by: [.ld, .co], PersonCommand.revokeRole),
  ]
}
