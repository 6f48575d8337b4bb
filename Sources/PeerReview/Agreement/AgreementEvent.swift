/// What is stored of an agreement.
package enum AgreementEvent: AggregateEvent {
  case drafted(AgreementDrafted)
  case revised(AgreementRevised)
  case signed(AgreementSigned)
  case inForce(AgreementInForce)

  package static let kinds = [
    EventKind(.agreement, AgreementEvent.drafted),
    EventKind(.agreement, AgreementEvent.revised),
    EventKind(.agreement, AgreementEvent.signed),
    EventKind(.agreement, AgreementEvent.inForce),
  ]

  package static func event(_ happened: Self) -> Event { .agreement(happened) }

  package var payload: any EventPayload {
    switch self {
    case .drafted(let payload): payload
    case .revised(let payload): payload
    case .signed(let payload): payload
    case .inForce(let payload): payload
    }
  }
}

package struct AgreementDrafted: EventPayload {
  package static let type = "AgreementDrafted"
  package let programme: ProgrammeID
  package let parties: [OrganisationID]
  package let terms: AgreementTerms
  package let nonAttribution: String
  package let releaseRule: String
  package let disclosureText: String
}

extension AgreementDrafted {
  package init(_ f: inout Fields) {
    programme = f.id("programme", "Programme")
    parties = f.parties()
    terms = f.part("terms", "Terms")
    nonAttribution = f.nonAttribution()
    releaseRule = f.releaseRule()
    disclosureText = f.prose("disclosure_text", "Disclosure")
  }
}

/// Voids every signature, and ends the force of the earlier wording until this one is signed.
package struct AgreementRevised: EventPayload {
  package static let type = "AgreementRevised"
  /// Of the wording that this revision makes: one more than the one before.
  package let statementVersion: Int
  package let parties: [OrganisationID]
  package let terms: AgreementTerms
  package let nonAttribution: String
  package let releaseRule: String
  package let disclosureText: String
  /// Whose signatures it voided.
  package let voided: [OrganisationID]
  package let reason: String?
}

extension AgreementRevised {
  package init(_ f: inout Fields) {
    statementVersion = f.whole("statement_version", "Wording", in: 1...10_000)
    parties = f.parties()
    terms = f.part("terms", "Terms")
    nonAttribution = f.nonAttribution()
    releaseRule = f.releaseRule()
    disclosureText = f.prose("disclosure_text", "Disclosure")
    voided = f.ids("voided", "Signatures that no longer hold")
    reason = f.reason()
  }
}

package struct AgreementSigned: EventPayload {
  package static let type = "AgreementSigned"
  package let party: OrganisationID
  package let statementVersion: Int
  package let signatoryRole: SignatoryRole
}

extension AgreementSigned {
  package init(_ f: inout Fields) {
    party = f.id("party", "Party")
    statementVersion = f.whole("statement_version", "Wording", in: 1...10_000)
    signatoryRole = f.choice("signatory_role", "Signed as")
  }
}

/// As what somebody signs for a party.
package enum SignatoryRole: String, Choice {
  case ld, uf

  package var label: String {
    switch self {
    case .ld: Role.ld.label
    case .uf: Role.uf.label
    }
  }
}

package struct AgreementInForce: EventPayload {
  package static let type = "AgreementInForce"
  package let statementVersion: Int
  package let from: CalendarDay
  package let reviewOn: CalendarDay
}

extension AgreementInForce {
  package init(_ f: inout Fields) {
    statementVersion = f.whole("statement_version", "Wording", in: 1...10_000)
    from = f.day("from", "In force from")
    reviewOn = f.day("review_on", "Looked at again on")
  }
}
