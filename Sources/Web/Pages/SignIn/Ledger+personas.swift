import PeerReview
import ReadModels
import Workflow

extension Ledger {
  /// Everybody in a rehearsal who holds a role, by organisation: the LEAs by name, then the others.
  func personas(_ names: [PersonID: String]) -> [SignInPage.Group] {
    let organisations = consortium.organisations.first?.value.byID ?? [:]
    let ordered = organisations.values.sorted {
      ($0.kind == .lea ? 0 : 1, $0.shortName) < ($1.kind == .lea ? 0 : 1, $1.shortName)
    }
    return ordered.compactMap { organisation in
      let people = consortium.people.values.filter { $0.organisation == organisation.id }
        .compactMap { persona($0, for: organisation.id, names, organisations) }
      return people.isEmpty
        ? nil : SignInPage.Group(name: organisation.shortName, people: people.sorted { $0.name < $1.name })
    }
  }

  private func persona(
    _ person: Person, for organisation: OrganisationID, _ names: [PersonID: String],
    _ organisations: [OrganisationID: Organisation]
  ) -> SignInPage.Persona? {
    let actor = Actor(person.id, for: organisation)
    guard person.grants.contains(where: { person.holds($0.role, for: organisation, on: today) }) else {
      return nil
    }
    let visits = consortium.visits.values.filter {
      $0.isOnTeam(person.id) && [.scheduled, .begun].contains($0.status)
    }
    .sorted { $0.id.text < $1.id.text }
    .map { visit in
      let host = visit.host.map { organisations[$0]?.shortName ?? $0.text } ?? ""
      let verb = visit.lead == person.id ? "Leads the visit to" : "Visits"
      return "\(verb) \(host), \(Self.days(visit)): \(visit.status == .begun ? "under way" : "to come")"
    }
    return SignInPage.Persona(
      id: person.id.text, name: names[person.id] ?? person.id.text, roles: roles(of: actor),
      visits: visits.isEmpty ? nil : visits.joined(separator: "; "))
  }

  static func days(_ visit: Visit) -> String {
    guard let from = visit.from, let to = visit.to else { return "days not settled" }
    return InWords.days(from, to)
  }
}
