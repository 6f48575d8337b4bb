/// Somebody with sight of a text asks whether its words put the difficulty inside learners.
package struct RaiseVigilance: Payload {
  package let target: VigilanceTarget
  package let words: String
  package let why: String
}

extension RaiseVigilance {
  package init(_ f: inout Fields) {
    target = f.part("target", "Which text")
    words = f.text("words", "Which words", hint: "As they stand there", max: 500, lines: 2, personal: true)
    why = f.prose("why", "Why look again", hint: "What they make of learners, and what they leave unsaid")
  }
}

/// A text of the log: a stream, and the field in which the words stand.
package struct VigilanceTarget: Payload, Slot {
  package typealias Value = VigilanceTarget
  package let stream: String
  package let field: String
}

extension VigilanceTarget {
  package init(_ f: inout Fields) {
    stream = f.text("stream", "Stream", hint: "As the log names it: evidence-a4", max: 160)
    field = f.text("field", "Field", hint: "The field with the words: summary", max: 160)
  }
}

/// Whoever answers for a text rewords it or explains it.
package struct AnswerVigilance: Payload {
  package let vigilance: Int
  package let answer: VigilanceAnswer
  package let text: String
}

extension AnswerVigilance {
  package init(_ f: inout Fields) {
    vigilance = f.whole("vigilance", "Number", hint: "Which of those raised here", in: 1...10_000)
    answer = f.choice("answer", "Answer")
    text = f.prose("text", "In words", hint: "How it reads now, or why it stays as it is")
  }
}

package enum VigilanceAnswer: String, Choice {
  case reworded, explained
}
