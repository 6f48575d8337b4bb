/// What is stored of an interruption.
package enum InterruptionEvent: AggregateEvent {
  case recorded(InterruptionRecorded)
  case answered(InterruptionAnswered)
  case vigilanceRaised(VigilanceRaised)
  case vigilanceAnswered(VigilanceAnswered)

  package static let kinds = [
    EventKind(.interruption, InterruptionEvent.recorded),
    EventKind(.interruption, InterruptionEvent.answered),
    EventKind(.interruption, InterruptionEvent.vigilanceRaised),
    EventKind(.interruption, InterruptionEvent.vigilanceAnswered),
  ]

  package static func event(_ happened: Self) -> Event { .interruption(happened) }

  package var payload: any EventPayload {
    switch self {
    case .recorded(let payload): payload
    case .answered(let payload): payload
    case .vigilanceRaised(let payload): payload
    case .vigilanceAnswered(let payload): payload
    }
  }
}

package struct InterruptionRecorded: EventPayload {
  package static let type = "InterruptionRecorded"
  package let cycle: CycleID
  package let visit: VisitID?
  package let takenForGranted: String
  package let promptedBy: [InterruptionPrompt]
  package let question: QuestionID?
  package let asks: String
  package let describesArrangement: Bool
  package let origin: InterruptionOrigin
}

extension InterruptionRecorded {
  package init(_ f: inout Fields) {
    cycle = f.id("cycle", "Cycle")
    visit = f.id("visit", "Visit")
    takenForGranted = f.prose("taken_for_granted", "What is taken for granted")
    promptedBy = f.parts("prompted_by", "What prompted it")
    question = f.id("question", "Question of the framework")
    asks = f.prose("asks", "The question it asks")
    describesArrangement = f.flag("describes_arrangement", "It describes an arrangement and names nobody")
    origin = f.choice("origin", "Where its author stands")
  }
}

/// Insiders are the LEA's own people; neighbours and the university are free of its habits.
package enum InterruptionOrigin: String, Choice {
  case insider, outsider
}

package struct InterruptionAnswered: EventPayload {
  package static let type = "InterruptionAnswered"
  package let response: InterruptionResponse
  package let reason: String
}

extension InterruptionAnswered {
  package init(_ f: inout Fields) {
    response = f.choice("response", "Answer")
    reason = f.reason()
  }
}

/// What an LEA made of an interruption.
package enum InterruptionResponse: String, Choice {
  case recognised, explored, contested
  case setAside = "set_aside"
}

package struct VigilanceRaised: EventPayload {
  package static let type = "VigilanceRaised"
  /// Counted within the interruption, from 1.
  package let n: Int
  package let target: VigilanceTarget
  package let words: String
  package let why: String
}

extension VigilanceRaised {
  package init(_ f: inout Fields) {
    n = f.whole("n", "Number")
    target = f.part("target", "Which text")
    words = f.text("words", "Which words", max: 500, lines: 2, personal: true)
    why = f.prose("why", "Why look again")
  }
}

package struct VigilanceAnswered: EventPayload {
  package static let type = "VigilanceAnswered"
  package let vigilance: Int
  package let answer: VigilanceAnswer
  package let text: String
}

extension VigilanceAnswered {
  package init(_ f: inout Fields) {
    vigilance = f.whole("vigilance", "Number")
    answer = f.choice("answer", "Answer")
    text = f.prose("text", "In words")
  }
}
