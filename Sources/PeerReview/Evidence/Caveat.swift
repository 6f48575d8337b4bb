/// What a reader must know before trusting the evidence. Stored: its shape is fixed.
package struct Caveat: Payload {
  package let kind: CaveatKind
  package let note: String
}

extension Caveat {
  package init(_ f: inout Fields) {
    kind = f.choice("kind", "What it may do")
    note = f.text(
      "note",
      "How",
      hint: "What it hides, or what it leads people to do",
      max: 1000,
      lines: 3,
      personal: true
    )
  }
}

/// The three ways in which evidence may lead astray.
package enum CaveatKind: String, Choice {
  case conceals, misleads, distorts

  package var label: String {
    switch self {
    case .conceals: "It conceals"
    case .misleads: "It misleads"
    case .distorts: "It distorts what people do"
    }
  }
}
