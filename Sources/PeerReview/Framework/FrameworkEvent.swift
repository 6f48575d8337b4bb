/// What is stored of one version of the framework instrument.
package enum FrameworkEvent: AggregateEvent {
  case drafted(FrameworkVersionDrafted)
  case factorAdded(FactorAdded)
  case questionAdded(QuestionAdded)
  case superordinateMarked(FactorMarkedSuperordinate)
  case scaleOffered(ScaleOffered)
  case published(FrameworkVersionPublished)

  package static let kinds = [
    EventKind(.framework, FrameworkEvent.drafted),
    EventKind(.framework, FrameworkEvent.factorAdded),
    EventKind(.framework, FrameworkEvent.questionAdded),
    EventKind(.framework, FrameworkEvent.superordinateMarked),
    EventKind(.framework, FrameworkEvent.scaleOffered),
    EventKind(.framework, FrameworkEvent.published),
  ]

  package static func event(_ happened: Self) -> Event { .framework(happened) }

  package var payload: any EventPayload {
    switch self {
    case .drafted(let payload): payload
    case .factorAdded(let payload): payload
    case .questionAdded(let payload): payload
    case .superordinateMarked(let payload): payload
    case .scaleOffered(let payload): payload
    case .published(let payload): payload
    }
  }
}

/// Holds a copy of what it starts from, so that a version is read from its own stream alone.
package struct FrameworkVersionDrafted: EventPayload {
  package static let type = "FrameworkVersionDrafted"
  package let basedOn: FrameworkID?
  package let factors: [Factor]
  package let questions: [Question]
  package let scales: [Scale]
}

extension FrameworkVersionDrafted {
  package init(_ f: inout Fields) {
    basedOn = f.id("based_on", "Based on")
    factors = f.parts("factors", "Factors taken over", count: 0...100)
    questions = f.parts("questions", "Questions taken over", count: 0...500)
    scales = f.parts("scales", "Scales taken over", count: 0...20)
  }
}

package struct FactorAdded: EventPayload {
  package static let type = "FactorAdded"
  package let factor: FactorID
  package let name: String
}

extension FactorAdded {
  package init(_ f: inout Fields) {
    factor = f.id("factor", "Factor")
    name = f.text("name", "Name")
  }
}

package struct QuestionAdded: EventPayload {
  package static let type = "QuestionAdded"
  package let question: QuestionID
  package let factor: FactorID
  package let text: String
}

extension QuestionAdded {
  package init(_ f: inout Fields) {
    question = f.id("question", "Question")
    factor = f.id("factor", "Factor")
    text = f.text("text", "The question", max: 1000, lines: 3)
  }
}

package struct FactorMarkedSuperordinate: EventPayload {
  package static let type = "FactorMarkedSuperordinate"
  package let factor: FactorID
  package let why: String?
}

extension FactorMarkedSuperordinate {
  package init(_ f: inout Fields) {
    factor = f.id("factor", "Factor")
    why = f.text("why", "Why", max: 1000, lines: 3, personal: true)
  }
}

package struct ScaleOffered: EventPayload {
  package static let type = "ScaleOffered"
  package let name: String
  package let steps: [ScaleStep]
}

extension ScaleOffered {
  package init(_ f: inout Fields) {
    name = f.text("name", "Name", max: 40)
    steps = f.parts("steps", "Steps", count: 2...12)
  }
}

package struct FrameworkVersionPublished: EventPayload {
  package static let type = "FrameworkVersionPublished"
  /// The instrument's version: 1, then one more than the version it is based on.
  package let n: Int
  package let changeNote: String?
}

extension FrameworkVersionPublished {
  package init(_ f: inout Fields) {
    n = f.whole("n", "Version of the instrument", in: 1...10_000)
    changeNote = f.prose("change_note", "What changed")
  }
}
