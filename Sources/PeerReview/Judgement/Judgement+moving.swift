extension Judgement {
  func propose(_ c: ProposeJudgement, _ facts: inout Facts) throws(Refusal) -> [JudgementEvent] {
    guard !isLive else {
      throw Refusal(
        .exists,
        "There is a judgement on \(question) in this review: revise it.",
        field: "question"
      )
    }
    let cycle = try Cycle.requireOpen(c.cycle, with: [c.question], field: "question", &facts)
    try Self.requireKnown(c.content, in: cycle, &facts)
    return [.proposed(JudgementProposed(content: c.content, statementVersion: statementVersion + 1))]
  }

  /// A changed view names what changed it. A confirmed judgement is thereby unconfirmed.
  func revise(_ c: ReviseJudgement, _ facts: inout Facts) throws(Refusal) -> [JudgementEvent] {
    let before = try liveContent()
    let cycle = try Cycle.requireOpen(cycle, &facts)
    try requireCurrent(c.statementVersion)
    guard !c.provokedBy.isEmpty else {
      throw Refusal(
        .provocationRequired,
        "Say what made you look again: an interruption, evidence, a visit, a debate, the voice of learners or "
          + "the framework.",
        field: "provoked_by"
      )
    }
    for provocation in c.provokedBy { try provocation.require(in: cycle.id, &facts) }
    try Self.requireKnown(c.content, in: cycle, &facts)
    guard !c.content.saysTheSame(as: before) else {
      throw Refusal(
        .noChange,
        "Nothing in the judgement changes: change it, or reaffirm the view you keep.",
        field: "content"
      )
    }
    facts.watch(Redaction.mayBlank)
    return [
      .revised(
        JudgementRevised(
          from: before,
          to: c.content,
          provokedBy: c.provokedBy,
          rationale: c.rationale,
          statementVersion: statementVersion + 1
        )
      )
    ]
  }

  func dissent(_ c: RecordDissent) throws(Refusal) -> [JudgementEvent] {
    _ = try liveContent()
    return [.dissentRecorded(DissentRecorded(view: c.view, statementVersion: statementVersion))]
  }

  func liveContent() throws(Refusal) -> JudgementContent {
    guard let content, isLive else {
      throw Refusal(.wrongState, "There is no live judgement on \(question) in this review.")
    }
    return content
  }

  func requireCurrent(_ seen: Int?) throws(Refusal) {
    guard let seen, seen != statementVersion else { return }
    throw Refusal(
      .staleVersion,
      "The judgement is at wording \(statementVersion); you saw wording \(seen). Read what changed since.",
      field: "statement_version"
    )
  }
}
