/// What made the LEA look again at a judgement. Stored: its shape is fixed.
package struct Provocation: Payload {
  package let kind: ProvocationKind
  package let ref: String?
}

extension Provocation {
  package init(_ f: inout Fields) {
    kind = f.choice("kind", "What made you look again")
    ref = f.text("ref", "Which", hint: "Its id; for a debate, the reference of its minute", max: 200)
  }
}

/// A judgement moves because something moved it.
package enum ProvocationKind: String, Choice {
  case interruption, evidence, visit, debate, voice, framework

  package var label: String {
    switch self {
    case .interruption: "An interruption"
    case .evidence: "Evidence"
    case .visit: "A visit"
    case .debate: "A debate"
    case .voice: "The voice of learners"
    case .framework: "The framework"
    }
  }
}
