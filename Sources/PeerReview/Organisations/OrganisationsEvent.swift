/// What is stored of organisations.
package enum OrganisationsEvent: AggregateEvent {
  case registered(OrganisationRegistered)

  package static let kinds = [EventKind(.organisations, OrganisationsEvent.registered)]

  package static func event(_ happened: Self) -> Event { .organisations(happened) }

  package var payload: any EventPayload {
    switch self {
    case .registered(let payload): payload
    }
  }
}

package struct OrganisationRegistered: EventPayload {
  package static let type = "OrganisationRegistered"
  package let organisation: OrganisationID
  package let name: String
  package let shortName: String
  package let kind: OrganisationKind
  package let laCode: LaCode?
  package let onsCode: OnsCode?
}

extension OrganisationRegistered {
  package init(_ f: inout Fields) {
    organisation = f.id("organisation", "Organisation")
    name = f.text("name", "Name")
    shortName = f.text("short_name", "Short name", max: 40)
    kind = f.choice("kind", "Kind")
    laCode = f.id("la_code", "Education code")
    onsCode = f.id("ons_code", "ONS code")
  }
}
