/// The three sections that every agreement has.
package struct AgreementTerms: Payload, Slot {
  package typealias Value = AgreementTerms
  package let groundRules: String
  package let siteAccess: String
  package let researchUse: String
}

extension AgreementTerms {
  package init(_ f: inout Fields) {
    groundRules = f.prose(
      "ground_rules",
      "Ground rules",
      hint: "How visitors and hosts treat one another: visitors notice and ask, nobody ranks"
    )
    siteAccess = f.prose(
      "site_access",
      "Access to sites",
      hint: "Checks, badges, and who goes with visitors where learners are"
    )
    researchUse = f.prose(
      "research_use",
      "Use for research",
      hint: "What the university may use, how it is made anonymous, who is asked"
    )
  }
}

/// The wording's parts, declared once for draft, revision and what is stored of them.
extension Fields {
  mutating func parties() -> [OrganisationID] {
    ids("parties", "Parties", hint: "Each LEA, and the university: everybody who signs", count: 2...50)
  }

  mutating func nonAttribution() -> String {
    prose(
      "non_attribution",
      "Non-attribution",
      hint: "That words spoken are not attributed, and to whom that applies"
    )
  }

  mutating func releaseRule() -> String {
    prose("release_rule", "Release", hint: "Who decides what travels beyond the visit, and when: the host")
  }

  /// Absent or blank it is refused with a code of its own, for disclosure law overrides all the rest.
  mutating func disclosureText() -> String? {
    proseOrBlank(
      "disclosure_text",
      "Disclosure",
      hint: "The sentence that says that disclosure law may override what is agreed here"
    )
  }
}
