/// What the parties would sign. A revision is a new wording: nobody has agreed to it yet, so all signatures
/// fall, and a wording in force ceases to be until the new one is signed by all and brought into force.
extension Agreement {
  func draft(
    _ c: DraftAgreement,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [AgreementEvent] {
    guard statementVersion == 0 else {
      throw Refusal(.exists, "There is an agreement \(id) already: choose another id.", field: "id")
    }
    let disclosureText = try required(c.disclosureText)
    guard facts.programme(c.programme) != nil else {
      throw Refusal(.unknownReference, "There is no programme \(c.programme).", field: "programme")
    }
    let parties = try checked(c.parties, &facts, occasion)
    return [
      .drafted(
        AgreementDrafted(
          programme: c.programme,
          parties: parties,
          terms: c.terms,
          nonAttribution: c.nonAttribution,
          releaseRule: c.releaseRule,
          disclosureText: disclosureText
        )
      )
    ]
  }

  func revise(
    _ c: ReviseAgreement,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [AgreementEvent] {
    let disclosureText = try required(c.disclosureText)
    // Everything that rests on an agreement in force would stop: no single LEA does that to the others.
    if isInForce, occasion.role == .ll {
      throw Refusal(
        .notPermitted,
        "The agreement is in force, and revising it suspends it until all have signed anew: ask the coordinator."
      )
    }
    if occasion.role == .ll, !parties.contains(occasion.actingFor) {
      throw Refusal(.notPermitted, "Your LEA is not a party to this agreement: ask the coordinator.")
    }
    let parties = try checked(c.parties, &facts, occasion)
    if parties == self.parties, c.terms == terms, c.nonAttribution == nonAttribution,
      c.releaseRule == releaseRule, disclosureText == self.disclosureText
    {
      return []
    }
    return [
      .revised(
        AgreementRevised(
          statementVersion: statementVersion + 1,
          parties: parties,
          terms: c.terms,
          nonAttribution: c.nonAttribution,
          releaseRule: c.releaseRule,
          disclosureText: disclosureText,
          voided: signatories,
          reason: c.reason
        )
      )
    ]
  }

  private func required(_ disclosureText: String?) throws(Refusal) -> String {
    guard let disclosureText else {
      throw Refusal(
        .disclosureTextMissing,
        "Say that disclosure law may override what is agreed: nobody should sign without having read that.",
        field: "disclosure_text"
      )
    }
    return disclosureText
  }

  /// The parties, each once; refuses where one could never sign.
  private func checked(
    _ named: [OrganisationID],
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [OrganisationID] {
    let organisations = facts.organisations()
    var parties: [OrganisationID] = []
    for party in named where !parties.contains(party) { parties.append(party) }
    let unknown = parties.filter { organisations.byID[$0] == nil }
    guard unknown.isEmpty else {
      throw Refusal(
        .unknownReference,
        "Register first: \(unknown.map(\.text).joined(separator: ", ")).",
        field: "parties"
      )
    }
    let mute = parties.compactMap { organisations.byID[$0] }.filter { $0.kind == .partner }
    guard mute.isEmpty else {
      throw Refusal(
        .unknownReference,
        "Only LEAs and universities sign, so leave out: \(mute.map(\.name).joined(separator: ", ")).",
        field: "parties"
      )
    }
    guard parties.count > 1 else {
      throw Refusal(.unknownReference, "An agreement has at least two parties.", field: "parties")
    }
    if occasion.role == .ll, !parties.contains(occasion.actingFor) {
      throw Refusal(
        .notPermitted,
        "A review lead drafts for the own LEA among others: name \(occasion.actingFor) as a party.",
        field: "parties"
      )
    }
    return parties
  }
}
