/// What is stored about people: opaque ids and roles, never names.
package enum PersonEvent: AggregateEvent {
  case registered(PersonRegistered)
  case roleGranted(RoleGranted)
  case roleRevoked(RoleRevoked)

  package static let kinds = [
    EventKind(.person, PersonEvent.registered),
    EventKind(.person, PersonEvent.roleGranted),
    EventKind(.person, PersonEvent.roleRevoked),
  ]

  package static func event(_ happened: Self) -> Event { .person(happened) }

  package var payload: any EventPayload {
    switch self {
    case .registered(let payload): payload
    case .roleGranted(let payload): payload
    case .roleRevoked(let payload): payload
    }
  }
}

package struct PersonRegistered: EventPayload {
  package static let type = "PersonRegistered"
  package let organisation: OrganisationID
}

extension PersonRegistered {
  package init(_ f: inout Fields) { organisation = f.id("organisation", "Organisation") }
}

package struct RoleGranted: EventPayload {
  package static let type = "RoleGranted"
  package let role: GrantableRole
  package let organisation: OrganisationID
  package let until: CalendarDay?
  package let letterRef: String?
}

extension RoleGranted {
  package init(_ f: inout Fields) {
    role = f.choice("role", "Role")
    organisation = f.id("organisation", "Organisation")
    until = f.day("until", "Until")
    letterRef = f.text("letter_ref", "Letter")
  }
}

package struct RoleRevoked: EventPayload {
  package static let type = "RoleRevoked"
  package let role: GrantableRole
  package let organisation: OrganisationID
  package let reason: String
}

extension RoleRevoked {
  package init(_ f: inout Fields) {
    role = f.choice("role", "Role")
    organisation = f.id("organisation", "Organisation")
    reason = f.reason()
  }
}
