/// Who asks, and for which organisation. That it is the product itself cannot be said by anybody's ids.
package struct Actor: Sendable, Hashable {
  package let person: PersonID
  package let organisation: OrganisationID
  package let isSystem: Bool

  package init(_ person: PersonID, for organisation: OrganisationID) {
    self.init(person, organisation, isSystem: false)
  }

  private init(_ person: PersonID, _ organisation: OrganisationID, isSystem: Bool) {
    self.person = person
    self.organisation = organisation
    self.isSystem = isSystem
  }

  /// The product itself: its timer and its installation.
  package static let system = Actor(PersonID(reservedID), OrganisationID(reservedID), isSystem: true)

  /// The id under which the product signs its entries; neither a person nor an organisation may have it.
  package static let reservedID = "collegiate"
}
