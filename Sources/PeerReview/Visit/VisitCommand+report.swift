/// What the team says to its host. There is no step here: the LEA alone judges.
package struct ReportBack: Payload {
  package let noticed: [String]
  package let wondered: [String]
  package let offered: [String]
}

extension ReportBack {
  package init(_ f: inout Fields) {
    noticed = f.noticed(count: 1...50)
    wondered = f.wondered()
    offered = f.offered()
  }
}

extension Fields {
  mutating func noticed(count: ClosedRange<Int> = 0...50) -> [String] {
    texts(
      "noticed",
      "Noticed",
      hint: "What the team saw and heard; arrangements, not persons",
      count: count,
      max: 3000,
      personal: true
    )
  }

  mutating func wondered() -> [String] {
    texts("wondered", "Wondered", hint: "Questions, without an answer in them", max: 3000, personal: true)
  }

  mutating func offered() -> [String] {
    texts("offered", "Offered", hint: "What the host may come and see, or borrow", max: 3000, personal: true)
  }
}

/// The host says where the report is not accurate.
package struct RaisePoint: Payload {
  package let `where`: String
  package let what: String
}

extension RaisePoint {
  package init(_ f: inout Fields) {
    `where` = f.text("where", "Where", hint: "Which sentence: noticed, 2", max: 300, personal: true)
    what = f.text(
      "what",
      "What is not accurate",
      hint: "And what would be",
      max: 3000,
      lines: 4,
      personal: true
    )
  }
}

/// The visit lead answers one point.
package struct AnswerPoint: Payload {
  package let point: Int
  package let answer: PointAnswer
  package let why: String
}

extension AnswerPoint {
  package init(_ f: inout Fields) {
    point = f.whole("point", "Point", hint: "Its number on this visit", in: 1...10_000)
    answer = f.choice("answer", "Answer")
    why = f.text("why", "Why", max: 3000, lines: 4, personal: true)
  }
}

package enum PointAnswer: String, Choice {
  case accepted
  case notAccepted = "not_accepted"
}

/// The report stands as it is, with its points and answers.
package struct SettleReport: Payload {}

extension SettleReport {
  package init(_ f: inout Fields) {}
}

/// The host widens the circle of readers.
package struct ReleaseReport: Payload {
  package let to: ReleaseTo
}

extension ReleaseReport {
  package init(_ f: inout Fields) {
    to = f.choice("to", "To", hint: "A wider circle is not taken back easily")
  }
}

package enum ReleaseTo: String, Choice {
  case collegiate, open

  package var label: String {
    switch self {
    case .collegiate: "Every member of the consortium"
    case .open: "Everybody"
    }
  }

  package var visibility: Visibility {
    switch self {
    case .collegiate: .collegiate
    case .open: .open
    }
  }
}

/// A visitor notes what it takes home.
package struct RecordTakeAway: Payload {
  package let idea: String
}

extension RecordTakeAway {
  package init(_ f: inout Fields) {
    idea = f.text(
      "idea",
      "Idea",
      hint: "What you will try or talk about at home",
      max: 3000,
      lines: 4,
      personal: true
    )
  }
}
