extension Person {
  func grant(
    _ c: GrantRole, _ facts: inout Facts, _ occasion: Occasion
  ) throws(Refusal) -> [PersonEvent] {
    guard let organisation, let employer = facts.organisation(organisation) else {
      throw Refusal(.unknownReference, "The person's organisation is not registered.")
    }
    let role = c.role.role
    if holds(role, for: organisation, on: occasion.today), grantEnds(role) == c.until { return [] }
    try refuseMixedDuties(role, employer)
    try refuseForeignGrant(c, employer, &facts, occasion)
    if role == .au, c.until == nil {
      throw Refusal(.invalidDate, "An auditor's role has a last day.", field: "until")
    }
    if let until = c.until, until < occasion.today {
      throw Refusal(.invalidDate, "The last day lies in the past.", field: "until")
    }
    return [
      .roleGranted(
        RoleGranted(role: c.role, organisation: organisation, until: c.until, letterRef: c.letterRef))
    ]
  }

  private func grantEnds(_ role: Role) -> CalendarDay? { grants.first { $0.role == role }?.until }

  /// The LEA alone judges: so nobody coordinates and acts for an LEA, and facilitators are the university's.
  private func refuseMixedDuties(_ role: Role, _ employer: Organisation) throws(Refusal) {
    let conflict: String? =
      switch role {
      case .co where employer.kind == .lea || grants.contains(where: { Role.ofLea.contains($0.role) }):
        "Nobody coordinates the programme and acts for an LEA."
      case .ll, .ld, .lc:
        employer.kind != .lea
          ? "Only people of an LEA act for one."
          : grants.contains { $0.role == .co } ? "Nobody coordinates the programme and acts for an LEA." : nil
      case .uf where employer.kind != .university: "A facilitator is a person of the university."
      default: nil
      }
    if let conflict { throw Refusal(.dutyConflict, conflict, field: "role") }
  }

  private func refuseForeignGrant(
    _ c: GrantRole, _ employer: Organisation, _ facts: inout Facts, _ occasion: Occasion
  ) throws(Refusal) {
    if occasion.role == .sys, c.role == .co { return try requireLetter(c) }
    if occasion.role == .co, c.role == .ld, employer.kind == .lea {
      return try allowSeeding(c, employer, &facts, occasion)
    }
    guard Self.disposes(occasion.role, of: c.role, at: employer.kind) else {
      throw Refusal(
        .notPermitted,
        "\(occasion.role.label) does not grant the role \(c.role.label) at \(employer.name).", field: "role")
    }
  }

  /// Who grants a role and takes it back: an LEA's roles its decision-maker, the programme's the coordinator.
  private static func disposes(_ role: Role, of granted: GrantableRole, at kind: OrganisationKind) -> Bool {
    switch (role, granted, kind) {
    case (.ld, .ll, .lea), (.ld, .ld, .lea), (.ld, .lc, .lea), (.ld, .dp, .lea), (.ld, .au, .lea),
      (.ld, .an, .lea):
      true
    case (.co, .uf, .university): true
    case (.co, .co, .partner), (.co, .dp, .partner), (.co, .au, .partner), (.co, .an, .partner),
      (.co, .co, .university), (.co, .dp, .university), (.co, .au, .university), (.co, .an, .university):
      true
    default: false
    }
  }

  /// The coordinator may seed an LEA's decision-maker by letter: the first one before it joins, and again
  /// where the LEA is left without any.
  private func allowSeeding(
    _ c: GrantRole, _ lea: Organisation, _ facts: inout Facts, _ occasion: Occasion
  ) throws(Refusal) {
    try requireLetter(c)
    let deciders = facts.all(
      Person.self, guardedBy: Guard([RoleGranted.type, RoleRevoked.type], Place(lea: lea.id))
    ) { $0.holds(.ld, for: lea.id, on: occasion.today) }
    guard deciders.isEmpty else {
      throw Refusal(
        .notPermitted, "\(lea.name) has a decision-maker, who alone grants its roles from now on.",
        field: "role")
    }
  }

  private func requireLetter(_ c: GrantRole) throws(Refusal) {
    guard c.letterRef != nil else {
      throw Refusal(.reasonRequired, "Cite the letter that asks for this.", field: "letter_ref")
    }
  }

  func revoke(
    _ c: RevokeRole, _ facts: inout Facts, _ occasion: Occasion
  ) throws(Refusal) -> [PersonEvent] {
    guard let organisation, let employer = facts.organisation(organisation) else {
      throw Refusal(.unknownReference, "The person's organisation is not registered.")
    }
    guard Self.disposes(occasion.role, of: c.role, at: employer.kind) else {
      throw Refusal(
        .notPermitted,
        "\(occasion.role.label) does not take back the role \(c.role.label) at \(employer.name).",
        field: "role")
    }
    guard grants.contains(where: { $0.role == c.role.role }) else { return [] }
    return [.roleRevoked(RoleRevoked(role: c.role, organisation: organisation, reason: c.reason))]
  }
}
