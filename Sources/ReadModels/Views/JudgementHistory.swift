import PeerReview

/// How did it get there?
package struct JudgementHistory: View {
  package static let name = "judgement_history"
  package static let version = 1
  package static let question = "How did the judgement get there?"

  package struct Row: Sendable {
    let judgement: JudgementID
    let question: QuestionID
    let statementVersion: Int
    let kind: JudgementState
    let before: String?
    let after: String?
    let statementBefore: String?
    let statement: String?
    let provokedKind: [ProvocationKind]
    let provokedRef: [String]
    let rationale: String?
    let byRole: Role
    let occurred: Moment
    let recorded: Moment
    let lateEvidence: Bool
    var dissents = 0
    var comments = 0
    var corrected = false
    var redacted = false
  }

  package static let columns: [Column<Row>] = [
    Column("question", \.question, "The question of the framework"),
    Column("judgement", \.judgement, "The judgement: cycle and question"),
    Column(
      "statement_version", \.statementVersion, "The wording: 1 when proposed, one more at each revision"),
    Column("kind", \.kind, "What was done"),
    Column("before", \.before, "The step before", content: true),
    Column("after", \.after, "The step after", content: true),
    Column("statement_before", \.statementBefore, "The wording before", content: true),
    Column("statement", \.statement, "The wording after", content: true),
    Column("provoked_kind", \.provokedKind, "What made the LEA look again", content: true),
    Column("provoked_ref", \.provokedRef, "Which, where a reference was given", content: true),
    Column("rationale", \.rationale, "Why, in the LEA's words", content: true),
    Column("by_role", \.byRole, "The role that did it"),
    Column("occurred", \.occurred, "When it happened"),
    Column("recorded", \.recorded, "When it was recorded"),
    Column(
      "late_evidence", \.lateEvidence,
      "Whether evidence that provoked it was recorded only after the visit, or after it stood confirmed",
      content: true),
    Column("dissents", \.dissents, "Views recorded against this wording since", unit: "dissents"),
    Column("comments", \.comments, "Comments on it since", unit: "comments"),
    Column("corrected", \.corrected, "Whether the entry was corrected as a slip of recording"),
    Column("redacted", \.redacted, "Whether words of it were erased"),
  ]

  package var rows = Rows<Row>()
  /// The row of each judgement's present wording, which takes what is said of it.
  private var latest: [JudgementID: RowKey] = [:]
  private var held: Set<CycleID> = []
  private var late: Set<EvidenceID> = []
  private var recordedAt: [EvidenceID: Int64] = [:]
  private var confirmedAt: [JudgementID: Int64] = [:]
  package init() {}

  package mutating func fold(_ seen: Seen) {
    switch seen.event {
    case .judgement(let event): fold(event, JudgementID(seen.envelope.stream.id), seen)
    case .visit(.held): if let cycle = seen.envelope.place.cycle { held.insert(cycle) }
    case .evidence(.recorded):
      let evidence = EvidenceID(seen.envelope.stream.id)
      recordedAt[evidence] = seen.envelope.position
      if let cycle = seen.envelope.place.cycle, held.contains(cycle) { late.insert(evidence) }
    case .programme, .organisations, .agreement, .framework, .definition, .cycle, .evidence, .visit,
      .interruption, .action, .person, .redaction:
      break
    }
  }

  private mutating func fold(_ event: JudgementEvent, _ judgement: JudgementID, _ seen: Seen) {
    switch event {
    case .proposed(let e):
      add(
        .proposed, e.statementVersion, judgement, seen, from: nil, to: e.content,
        rationale: e.content.rationale)
    case .revised(let e):
      add(
        .revised, e.statementVersion, judgement, seen, from: e.from, to: e.to, by: e.provokedBy,
        rationale: e.rationale)
    case .confirmed(let e):
      add(.confirmed, e.version, judgement, seen, rationale: e.noEvidenceReason)
      confirmedAt[judgement] = seen.envelope.position
    case .dissentRecorded:
      if let key = latest[judgement] { rows.update(key, by: seen) { $0.dissents += 1 } }
    }
  }

  private mutating func add(
    _ kind: JudgementState, _ wording: Int, _ judgement: JudgementID, _ seen: Seen,
    from: JudgementContent? = nil, to: JudgementContent? = nil, by provocations: [Provocation] = [],
    rationale: String?
  ) {
    let e = seen.envelope
    let key = RowKey(judgement.cycle.text, judgement.question.text, String(e.position))
    let evidence = provocations.filter { $0.kind == .evidence }.compactMap(\.ref).map { EvidenceID($0) }
    rows.set(
      key,
      Row(
        judgement: judgement, question: judgement.question, statementVersion: wording, kind: kind,
        before: from?.step, after: to?.step, statementBefore: from?.statement, statement: to?.statement,
        provokedKind: provocations.map(\.kind), provokedRef: provocations.compactMap(\.ref),
        rationale: rationale, byRole: e.role, occurred: e.occurredAt, recorded: e.recordedAt,
        lateEvidence: evidence.contains { isLate($0, for: judgement) },
        redacted: seen.recorded.redactedBy != nil),
      by: seen)
    latest[judgement] = key
  }

  private func isLate(_ evidence: EvidenceID, for judgement: JudgementID) -> Bool {
    if late.contains(evidence) { return true }
    guard let confirmed = confirmedAt[judgement], let recorded = recordedAt[evidence] else { return false }
    return confirmed < recorded
  }
}
