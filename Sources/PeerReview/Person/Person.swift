/// A person of one organisation, with the roles it holds there.
package struct Person: Aggregate {
  package static let kind = StreamKind.person
  package static let home: Home<Person> = \.people

  package let id: PersonID
  package private(set) var organisation: OrganisationID?
  package private(set) var grants: [Grant] = []

  /// One role held for an organisation, to a day where one is set.
  package struct Grant: Sendable, Equatable {
    package let role: Role
    package let organisation: OrganisationID
    package let until: CalendarDay?
    /// The role of whoever granted it: an auditor sees what the grantor sees.
    package let grantedAs: Role
  }

  package init(id: String) { self.id = PersonID(id) }

  package mutating func evolve(_ event: PersonEvent, _ envelope: Envelope) {
    switch event {
    case .registered(let e): organisation = e.organisation
    case .roleGranted(let e):
      grants.removeAll { $0.role == e.role.role && $0.organisation == e.organisation }
      grants.append(
        Grant(role: e.role.role, organisation: e.organisation, until: e.until, grantedAs: envelope.role))
    case .roleRevoked(let e): grants.removeAll { $0.role == e.role.role && $0.organisation == e.organisation }
    }
  }

  package func holds(_ role: Role, for organisation: OrganisationID, on day: CalendarDay) -> Bool {
    grant(role, for: organisation, on: day) != nil
  }

  package func grant(_ role: Role, for organisation: OrganisationID, on day: CalendarDay) -> Grant? {
    grants.first { grant in
      grant.role == role && grant.organisation == organisation && grant.until.map { day <= $0 } ?? true
    }
  }

  package static func place(
    _ command: PersonCommand, actingFor: OrganisationID, _ facts: inout Facts
  ) throws(Refusal) -> Place {
    guard case .register(let c) = command else { return .common }
    guard let organisation = facts.organisation(c.organisation) else {
      throw Refusal(
        .unknownReference, "No organisation \(c.organisation) is registered.", field: "organisation")
    }
    return Place(lea: organisation.kind == .lea ? organisation.id : nil)
  }

  package func decide(
    _ command: PersonCommand, _ facts: inout Facts, _ occasion: Occasion
  ) throws(Refusal) -> [PersonEvent] {
    switch command {
    case .register(let c): try register(c)
    case .grantRole(let c): try grant(c, &facts, occasion)
    case .revokeRole(let c): try revoke(c, &facts, occasion)
    }
  }

  private func register(_ c: RegisterPerson) throws(Refusal) -> [PersonEvent] {
    guard id.text != Actor.reservedID else {
      throw Refusal(.exists, "\(id) is the product's own id; choose another.", field: "id")
    }
    return [.registered(PersonRegistered(organisation: c.organisation))]
  }

  package static let properties: [Property<Person>] = [
    Property("organisation", "Whom the person works for") { $0.organisation },
    Property("roles", "The roles it holds there") { $0.grants.map(\.role) },
  ]
}
