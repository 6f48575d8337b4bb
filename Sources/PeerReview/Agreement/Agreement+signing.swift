/// Each party signs for itself, and knows which wording.
extension Agreement {
  /// Parties that have not signed the current wording, in the order in which they are named.
  package var unsigned: [OrganisationID] { parties.filter { !hasSigned($0) } }

  func sign(_ c: Sign, _ occasion: Occasion) throws(Refusal) -> [AgreementEvent] {
    let party = occasion.actingFor
    guard parties.contains(party) else {
      throw Refusal(.notPermitted, "\(party) is not a party to this agreement.")
    }
    guard c.statementVersion <= statementVersion else {
      throw Refusal(
        .unknownReference,
        "There is no wording \(c.statementVersion) yet; the current one is \(statementVersion).",
        field: "statement_version"
      )
    }
    guard c.statementVersion == statementVersion else {
      throw Refusal(
        .oldVersion,
        "Wording \(c.statementVersion) has been revised: read wording \(statementVersion), then sign that.",
        field: "statement_version"
      )
    }
    if hasSigned(party) { return [] }
    return [
      .signed(
        AgreementSigned(
          party: party,
          statementVersion: statementVersion,
          signatoryRole: occasion.role == .uf ? .uf : .ld
        )
      )
    ]
  }

  func bringIntoForce(
    _ c: BringIntoForce,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [AgreementEvent] {
    if force == Force(from: c.from, reviewOn: c.reviewOn) { return [] }
    if isInForce { throw Refusal(.wrongState, "This wording is in force already.") }
    guard c.from <= occasion.today else {
      throw Refusal(
        .invalidDate,
        "What is in force is in force now: bring it into force on the day itself.",
        field: "from"
      )
    }
    guard c.reviewOn > c.from else {
      throw Refusal(.invalidDate, "It is looked at again after it came into force.", field: "review_on")
    }
    let missing = unsigned
    guard missing.isEmpty else {
      let organisations = facts.organisations().byID
      let names = missing.map { organisations[$0]?.name ?? $0.text }.joined(separator: ", ")
      throw Refusal(.unsignedParties, "Still to sign wording \(statementVersion): \(names).")
    }
    return [
      .inForce(AgreementInForce(statementVersion: statementVersion, from: c.from, reviewOn: c.reviewOn))
    ]
  }
}
