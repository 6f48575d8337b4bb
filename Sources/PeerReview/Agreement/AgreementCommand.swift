/// What may be asked of an agreement between the LEAs and the university.
package enum AgreementCommand: Sendable {
  case draft(DraftAgreement)
  case revise(ReviseAgreement)
  case sign(Sign)
  case bringIntoForce(BringIntoForce)
}

package struct DraftAgreement: Payload {
  package let programme: ProgrammeID
  package let parties: [OrganisationID]
  package let terms: AgreementTerms
  package let nonAttribution: String
  package let releaseRule: String
  package let disclosureText: String?
}

extension DraftAgreement {
  package init(_ f: inout Fields) {
    programme = f.id("programme", "Programme", hint: "The programme whose visits it covers")
    parties = f.parties()
    terms = f.part("terms", "Terms")
    nonAttribution = f.nonAttribution()
    releaseRule = f.releaseRule()
    disclosureText = f.disclosureText()
  }
}

/// The whole wording anew: who signed the earlier one is asked again.
package struct ReviseAgreement: Payload {
  package let parties: [OrganisationID]
  package let terms: AgreementTerms
  package let nonAttribution: String
  package let releaseRule: String
  package let disclosureText: String?
  package let reason: String?
}

extension ReviseAgreement {
  package init(_ f: inout Fields) {
    parties = f.parties()
    terms = f.part("terms", "Terms")
    nonAttribution = f.nonAttribution()
    releaseRule = f.releaseRule()
    disclosureText = f.disclosureText()
    reason = f.reason(hint: "Who asked for the change, and why")
  }
}

/// One party's signature, given by its decision-maker or facilitator.
package struct Sign: Payload {
  package let statementVersion: Int
}

extension Sign {
  package init(_ f: inout Fields) {
    statementVersion = f.whole(
      "statement_version",
      "Wording",
      hint: "The number of the wording that you read: 1 as drafted, one more with each revision",
      in: 1...10_000
    )
  }
}

package struct BringIntoForce: Payload {
  package let from: CalendarDay
  package let reviewOn: CalendarDay
}

extension BringIntoForce {
  package init(_ f: inout Fields) {
    from = f.day("from", "In force from", hint: "Today, or an earlier day that the parties agreed on")
    reviewOn = f.day("review_on", "Looked at again on", hint: "The day on which the parties look at it again")
  }
}

extension AgreementCommand {
  package static let kinds: [CommandKind] = [
    CommandKind(
      Agreement.self,
      "DraftAgreement",
      "draft",
      "Draft an agreement for a programme.",
      by: [.co, .ll],
      starts: .named,
      refusals: [.disclosureTextMissing, .exists],
      AgreementCommand.draft
    ),
    CommandKind(
      Agreement.self,
      "ReviseAgreement",
      "revise",
      "Revise the wording; everybody signs anew.",
      by: [.co, .ll],
      refusals: [.disclosureTextMissing],
      AgreementCommand.revise
    ),
    CommandKind(
      Agreement.self,
      "Sign",
      "sign",
      "Sign for your LEA, or for the university.",
      by: [.ld, .uf],
      refusals: [.oldVersion],
      AgreementCommand.sign
    ),
    CommandKind(
      Agreement.self,
      "BringIntoForce",
      "bring-into-force",
      "Bring it into force once every party has signed.",
      by: [.co],
      refusals: [.unsignedParties],
      AgreementCommand.bringIntoForce
    ),
  ]
}
