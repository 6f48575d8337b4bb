/// Ground rules, access to sites and use for research, as the LEAs and the university agree on them.
package struct Agreement: Aggregate {
  package static let kind = StreamKind.agreement
  package static let home: Home<Agreement> = \.agreements

  package let id: AgreementID
  package private(set) var programme: ProgrammeID?
  package private(set) var parties: [OrganisationID] = []
  package private(set) var terms: AgreementTerms?
  package private(set) var nonAttribution = ""
  package private(set) var releaseRule = ""
  package private(set) var disclosureText = ""
  /// Of the current wording: 1 as drafted, one more with each revision; 0 before there is any.
  package private(set) var statementVersion = 0
  /// Who signed the current wording, in the order of signing.
  package private(set) var signatories: [OrganisationID] = []
  /// Nil where the current wording is not in force.
  package private(set) var force: Force?

  /// Since when an agreement is in force, and when the parties look at it again.
  package struct Force: Sendable, Equatable {
    package let from: CalendarDay
    package let reviewOn: CalendarDay
  }

  package init(id: String) { self.id = AgreementID(id) }

  package var isInForce: Bool { force != nil }

  /// Whether an organisation has signed the current wording.
  package func hasSigned(_ organisation: OrganisationID) -> Bool { signatories.contains(organisation) }

  package mutating func evolve(_ event: AgreementEvent, _ envelope: Envelope) {
    switch event {
    case .drafted(let e):
      programme = e.programme
      statementVersion = 1
      take(e.parties, e.terms, e.nonAttribution, e.releaseRule, e.disclosureText)
    case .revised(let e):
      statementVersion = e.statementVersion
      take(e.parties, e.terms, e.nonAttribution, e.releaseRule, e.disclosureText)
    case .signed(let e):
      if e.statementVersion == statementVersion, !hasSigned(e.party) { signatories.append(e.party) }
    case .inForce(let e): force = Force(from: e.from, reviewOn: e.reviewOn)
    }
  }

  /// A new wording: nobody has signed it yet, and it is not in force.
  private mutating func take(
    _ parties: [OrganisationID],
    _ terms: AgreementTerms,
    _ nonAttribution: String,
    _ releaseRule: String,
    _ disclosureText: String
  ) {
    self.parties = parties
    self.terms = terms
    self.nonAttribution = nonAttribution
    self.releaseRule = releaseRule
    self.disclosureText = disclosureText
    signatories = []
    force = nil
  }

  package static func place(
    _ command: AgreementCommand,
    actingFor: OrganisationID,
    _ facts: inout Facts
  ) throws(Refusal) -> Place {
    guard case .draft(let c) = command else { return .common }
    return Place(programme: c.programme)
  }

  package func decide(
    _ command: AgreementCommand,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [AgreementEvent] {
    switch command {
    case .draft(let c): try draft(c, &facts, occasion)
    case .revise(let c): try revise(c, &facts, occasion)
    case .sign(let c): try sign(c, occasion)
    case .bringIntoForce(let c): try bringIntoForce(c, &facts, occasion)
    }
  }

  package static let properties: [Property<Agreement>] = [
    Property("programme", "The programme whose visits it covers") { $0.programme },
    Property("statement_version", "The number of the current wording") { $0.statementVersion },
    Property("parties", "Everybody who signs") { $0.parties },
    Property("terms", "Ground rules, access to sites, use for research") { $0.terms },
    Property("non_attribution", "How words spoken are kept from being attributed") { $0.nonAttribution },
    Property("release_rule", "Who decides what travels beyond the visit") { $0.releaseRule },
    Property("disclosure_text", "That disclosure law may override what is agreed") { $0.disclosureText },
    Property("signed", "Who has signed the current wording") { $0.signatories },
    Property("unsigned", "Who has still to sign it") { $0.unsigned },
    Property("is_in_force", "Whether the current wording is in force") { $0.isInForce },
    Property("from", "Since when it is in force") { $0.force?.from },
    Property("review_on", "When the parties look at it again") { $0.force?.reviewOn },
  ]
}
