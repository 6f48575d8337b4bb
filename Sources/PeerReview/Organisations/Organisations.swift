/// The organisations of a consortium: one stream, so that a name or a code is never given twice.
package struct Organisations: Aggregate {
  package static let kind = StreamKind.organisations
  package static let home: Home<Organisations> = \.organisations

  package private(set) var byID: [OrganisationID: Organisation] = [:]

  package init(id: String) {}

  package mutating func evolve(_ event: OrganisationsEvent, _ envelope: Envelope) {
    switch event {
    case .registered(let e):
      byID[e.organisation] = Organisation(
        id: e.organisation, name: e.name, shortName: e.shortName, kind: e.kind, laCode: e.laCode,
        onsCode: e.onsCode)
    }
  }

  package func decide(
    _ command: OrganisationsCommand, _ facts: inout Facts, _ occasion: Occasion
  ) throws(Refusal) -> [OrganisationsEvent] {
    switch command {
    case .register(let c): try register(c)
    }
  }

  private func register(_ c: RegisterOrganisation) throws(Refusal) -> [OrganisationsEvent] {
    guard c.organisation.text != Actor.reservedID else {
      throw Refusal(
        .alreadyRegistered, "\(c.organisation) is the product's own id; choose another.",
        field: "organisation")
    }
    for known in byID.values.sorted(by: { $0.id.text < $1.id.text }) {
      if let field = known.clash(with: c) {
        throw Refusal(
          .alreadyRegistered, "\(known.name) is already registered with this \(field).", field: field)
      }
    }
    return [
      .registered(
        OrganisationRegistered(
          organisation: c.organisation, name: c.name, shortName: c.shortName, kind: c.kind, laCode: c.laCode,
          onsCode: c.onsCode))
    ]
  }

  package static let properties: [Property<Organisations>] = [
    Property("organisations", "Everybody registered, by id") { state in
      state.byID.values.sorted { $0.id.text < $1.id.text }.map(\.payload)
    }
  ]
}

package struct Organisation: Sendable, Equatable {
  package let id: OrganisationID
  package let name: String
  package let shortName: String
  package let kind: OrganisationKind
  package let laCode: LaCode?
  package let onsCode: OnsCode?

  /// The field in which a registration would repeat this one.
  func clash(with c: RegisterOrganisation) -> String? {
    if c.organisation == id { return "organisation" }
    if c.name.lowercased() == name.lowercased() { return "name" }
    if c.shortName.lowercased() == shortName.lowercased() { return "short_name" }
    if let code = c.laCode, code == laCode { return "la_code" }
    if let code = c.onsCode, code == onsCode { return "ons_code" }
    return nil
  }

  var payload: OrganisationRegistered {
    OrganisationRegistered(
      organisation: id, name: name, shortName: shortName, kind: kind, laCode: laCode, onsCode: onsCode)
  }
}
