import PeerReview

/// Current view?
package struct JudgementNow: View {
  package static let name = "judgement_now"
  package static let version = 1
  package static let question = "What does the LEA think now?"

  package struct Row: Sendable {
    let judgement: JudgementID
    let question: QuestionID
    var content: JudgementContent
    var statementVersion: Int
    var state: JudgementState
    var version: Int
    var confirmedOn: CalendarDay?
    var dissents = 0
  }

  package static let columns: [Column<Row>] = [
    Column("question", \.question, "The question of the framework"),
    Column("judgement", \.judgement, "The judgement: cycle and question"),
    Column("step", \.content.step, "Its place on the cycle's scale, where it has one", content: true),
    Column("statement", \.content.statement, "The LEA's view in its own words", content: true),
    Column("statement_version", \.statementVersion, "How often the wording was put down", unit: "wordings"),
    Column("confidence", \.content.confidence, "How sure the LEA is", content: true),
    Column("state", \.state, "How far the judgement has come"),
    Column("version", \.version, "The stream's count of events, for If-Match", unit: "events"),
    Column("confirmed_on", \.confirmedOn, "When it was confirmed, where it stands confirmed"),
    Column("dissents", \.dissents, "Views recorded against it", unit: "dissents"),
  ]

  package var rows = Rows<Row>()
  package init() {}

  package mutating func fold(_ seen: Seen) {
    guard case .judgement(let event) = seen.event else { return }
    let judgement = JudgementID(seen.envelope.stream.id)
    let key = RowKey(judgement.cycle.text, judgement.question.text)
    let version = seen.envelope.version
    switch event {
    case .proposed(let e):
      rows.set(
        key,
        Row(
          judgement: judgement, question: judgement.question, content: e.content,
          statementVersion: e.statementVersion, state: .proposed, version: version),
        by: seen)
    case .revised(let e):
      rows.update(key, by: seen) {
        $0.content = e.to
        $0.statementVersion = e.statementVersion
        $0.state = .revised
        $0.confirmedOn = nil
        $0.version = version
      }
    case .confirmed:
      rows.update(key, by: seen) {
        $0.state = .confirmed
        $0.confirmedOn = seen.recordedOn
        $0.version = version
      }
    case .dissentRecorded:
      rows.update(key, by: seen) {
        $0.dissents += 1
        $0.version = version
      }
    }
  }
}

/// How far a judgement has come.
package enum JudgementState: String, Choice, CellValue {
  case proposed, revised, reaffirmed, confirmed, reopened, withdrawn
}
