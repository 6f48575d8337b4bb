/// Who may give which command. The LEA alone judges and decides: no role gets past that.
package enum Access {
  /// The first of the command's roles that the person holds for the object, or why it may not.
  package static func role(
    for kind: CommandKind, actor: PersonID, actingFor: OrganisationID, on stream: StreamID?, in place: Place,
    _ facts: inout Facts, today: CalendarDay
  ) throws(Refusal) -> Role {
    guard let person = facts.person(actor), person.organisation == actingFor else {
      throw Refusal(.notPermitted, "\(actor) does not act for \(actingFor) here.")
    }
    if kind.isOwnLeaOnly, place.lea != actingFor {
      throw Refusal(
        .notOwnLea, "Only \(place.lea?.text ?? "the LEA concerned") decides this, and nobody for it.")
    }
    for role in kind.roles
    where holds(role, person, actingFor: actingFor, on: stream, in: place, &facts, today: today) {
      return role
    }
    if kind.anyReader, let role = kind.storedAs ?? strongest(person, actingFor: actingFor, today: today) {
      return role
    }
    let roles = kind.roles.filter { $0 != .sys }.map(\.label).joined(separator: ", ")
    throw Refusal(.notPermitted, "\(kind.title) is for: \(roles)\(place.lea.map { " of \($0)" } ?? "").")
  }

  private static func holds(
    _ role: Role, _ person: Person, actingFor: OrganisationID, on stream: StreamID?, in place: Place,
    _ facts: inout Facts, today: CalendarDay
  ) -> Bool {
    switch role {
    case .sys: false
    case .co, .uf, .au, .an: person.holds(role, for: actingFor, on: today)
    case .ll, .ld, .lc, .dp:
      isOwn(place, stream, actingFor) && person.holds(role, for: actingFor, on: today)
    case .vm: visits(stream, place, &facts).contains { $0.isOnTeam(person.id) }
    case .vl: visits(stream, place, &facts).contains { $0.lead == person.id && $0.isOnTeam(person.id) }
    }
  }

  /// An LEA's people act on what is their LEA's, and on what belongs to none; but people of the office and
  /// the university are the programme's, and no LEA's to register or to give roles.
  private static func isOwn(_ place: Place, _ stream: StreamID?, _ actingFor: OrganisationID) -> Bool {
    place.lea == actingFor || place.lea == nil && stream?.kind != .person
  }

  /// The visits that make somebody a visitor of this object: the visit itself, or every visit of its cycle.
  private static func visits(_ stream: StreamID?, _ place: Place, _ facts: inout Facts) -> [Visit] {
    if let stream, stream.kind == .visit { return facts.visit(VisitID(stream.id)).map { [$0] } ?? [] }
    guard let cycle = place.cycle else { return [] }
    return facts.all(Visit.self, guardedBy: Guard(Visit.teamEvents, Place(cycle: cycle))) {
      $0.cycle == cycle
    }
  }

  private static func strongest(_ person: Person, actingFor: OrganisationID, today: CalendarDay) -> Role? {
    [.ld, .ll, .lc, .uf, .co, .dp, .au, .an].first { person.holds($0, for: actingFor, on: today) }
  }
}
