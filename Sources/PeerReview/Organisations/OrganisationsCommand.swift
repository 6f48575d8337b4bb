/// What may be asked of the consortium's organisations.
package enum OrganisationsCommand: Sendable {
  case register(RegisterOrganisation)
}

/// An LEA, a university or another partner is entered under an id of the coordinator's choice.
package struct RegisterOrganisation: Payload {
  package let organisation: OrganisationID
  package let name: String
  package let shortName: String
  package let kind: OrganisationKind
  package let laCode: LaCode?
  package let onsCode: OnsCode?
}

extension RegisterOrganisation {
  package init(_ f: inout Fields) {
    organisation = f.id("organisation", "Its id", hint: "Short and for good: ash")
    name = f.text("name", "Name", hint: "In full: Ashmere Council")
    shortName = f.text("short_name", "Short name", hint: "For tables: Ashmere", max: 40)
    kind = f.choice("kind", "Kind")
    laCode = f.id("la_code", "Education code", hint: "Three digits: 350")
    onsCode = f.id("ons_code", "ONS code", hint: "Nine characters: E08000001")
  }
}

package enum OrganisationKind: String, Choice {
  case lea, university, partner

  package var label: String {
    switch self {
    case .lea: "Local education authority"
    case .university: "University"
    case .partner: "Partner"
    }
  }
}

/// The Department for Education's three-digit code of an authority.
package struct LaCode: Identifier {
  package static let noun = "three-digit education code"
  package static let pattern = "[0-9]{3}"
  package let text: String
  package init(_ text: String) { self.text = text }
  package static func allows(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}

/// The Office for National Statistics' nine-character code of an area.
package struct OnsCode: Identifier {
  package static let noun = "nine-character ONS code"
  package static let pattern = "[A-Z][0-9]{8}"
  package let text: String
  package init(_ text: String) { self.text = text }
  package static func allows(_ text: String) -> Bool {
    guard text.utf8.count == 9, let first = text.utf8.first else { return false }
    return (0x41...0x5a).contains(first) && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
  }
}

extension OrganisationsCommand {
  package static let kinds: [CommandKind] = [
    CommandKind(
      Organisations.self, "RegisterOrganisation", "register", "Enter an LEA, a university or a partner.",
      by: [.co, .sys], refusals: [.alreadyRegistered], OrganisationsCommand.register)
  ]
}
