import PeerReview

/// What disturbed thinking?
package struct InterruptionRegister: View {
  package static let name = "interruption_register"
  package static let version = 1
  package static let question = "What disturbed thinking?"

  package struct Row: Sendable {
    let interruption: InterruptionID
    let visit: VisitID?
    let question: QuestionID?
    let takenForGranted: String
    let asks: String
    let prompt: [String]
    let origin: InterruptionOrigin
    let recordedOn: CalendarDay
    var answers: [InterruptionResponse] = []
    var answeredOn: CalendarDay?
    /// What followed: revised, reaffirmed, action; as far as it can be seen.
    var outcome: [String] = []
    var wordsQuestioned = 0
  }

  package static let columns: [Column<Row>] = [
    Column("interruption", \.interruption, "The interruption"),
    Column("visit", \.visit, "The visit at which it arose"),
    Column("question", \.question, "The question of the framework that it bears on"),
    Column("taken_for_granted", \.takenForGranted, "The arrangement that nobody had discussed"),
    Column("asks", \.asks, "What it asks"),
    Column("prompt", \.prompt, "What prompted it"),
    Column("origin", \.origin, "Whether an insider or an outsider noticed"),
    Column("answer_path", \.answers, "The LEA's answers, in order"),
    Column("outcome", \.outcome, "What has followed from it so far"),
    Column("open_days", "From recording to the first answer, or to today", unit: "days") { row, today in
      (row.answeredOn ?? today) - row.recordedOn
    },
    Column("words_questioned", \.wordsQuestioned, "Questions raised about words", unit: "questions"),
  ]

  package var rows = Rows<Row>()
  package init() {}

  package mutating func fold(_ seen: Seen) {
    switch seen.event {
    case .interruption(let event): fold(event, InterruptionID(seen.envelope.stream.id), seen)
    case .judgement(.revised(let e)):
      for provocation in e.provokedBy where provocation.kind == .interruption {
        note("revised \(seen.envelope.stream.id)", on: provocation.ref, seen)
      }
    case .action(.suggested(let e)) where e.from.kind == .interruption:
      note("action \(seen.envelope.stream.id)", on: e.from.ref, seen)
    case .evidence(.summaryRevised(let e)):
      note("reworded \(seen.envelope.stream.id)", on: e.interruption?.text, seen)
    case .programme, .organisations, .agreement, .framework, .definition, .cycle, .evidence, .judgement,
      .visit,
      .action, .person, .redaction:
      break
    }
  }

  private mutating func fold(_ event: InterruptionEvent, _ id: InterruptionID, _ seen: Seen) {
    let key = RowKey(id.text)
    switch event {
    case .recorded(let e):
      rows.set(
        key,
        Row(
          interruption: id, visit: e.visit, question: e.question, takenForGranted: e.takenForGranted,
          asks: e.asks,
          prompt: e.promptedBy.map { [$0.kind.rawValue, $0.ref].compactMap { $0 }.joined(separator: " ") },
          origin: e.origin, recordedOn: seen.recordedOn),
        by: seen)
    case .answered(let e):
      rows.update(key, by: seen) {
        $0.answers.append(e.response)
        $0.answeredOn = $0.answeredOn ?? seen.recordedOn
      }
    case .vigilanceRaised: rows.update(key, by: seen) { $0.wordsQuestioned += 1 }
    case .vigilanceAnswered: rows.update(key, by: seen) { _ in }
    }
  }

  /// What made an LEA look again is content: who sees but the outline of a judgement does not learn it here.
  private mutating func note(_ outcome: String, on id: String?, _ seen: Seen) {
    guard let id, seen.extent == .everything else { return }
    rows.update(RowKey(id), by: seen) { if !$0.outcome.contains(outcome) { $0.outcome.append(outcome) } }
  }
}
