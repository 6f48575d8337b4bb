extension Cycle {
  func pin(_ c: PinDefinition, _ facts: inout Facts) throws(Refusal) -> [CycleEvent] {
    try requireOpen()
    guard let lea, let definition = facts.definition(lea) else {
      throw Refusal(
        .unknownReference,
        "You have no definition of inclusion yet: draft one.",
        field: "version"
      )
    }
    let status = try status(of: c.version, in: definition)
    guard status == .adopted || c.reason != nil else {
      throw Refusal(
        .reasonRequired,
        "Version \(c.version) is a draft: say why the review does not wait for its adoption.",
        field: "reason"
      )
    }
    guard pinned != PinnedDefinition(version: c.version, status: status) else { return [] }
    return [.definitionPinned(DefinitionPinned(version: c.version, status: status, reason: c.reason))]
  }

  private func status(of version: Int, in definition: Definition) throws(Refusal) -> DefinitionStatus {
    if definition.adopted?.version == version { return .adopted }
    if definition.statementVersion == version { return .draft }
    let adopted = definition.adopted.map { ", or version \($0.version), the one adopted" } ?? ""
    throw Refusal(
      .unknownReference,
      "Pin version \(definition.statementVersion), your latest wording\(adopted).",
      field: "version"
    )
  }

  func move(_ c: MoveStage, _ occasion: Occasion) throws(Refusal) -> [CycleEvent] {
    try requireOpen()
    guard !isPaused else { throw Refusal(.wrongState, "The review is paused: resume it first.") }
    guard c.to != stage else { return [] }
    guard c.to > stage || c.reason != nil else {
      throw Refusal(.reasonRequired, "Moving back is normal: say what made you return.", field: "reason")
    }
    var warnings = Warnings()
    warnings.add(
      .stageSkipped,
      "You have not judged before the visit: what the visit then changes cannot be seen.",
      when: stage < .firstView && c.to > .firstView && !stagesReached.contains(.firstView)
    )
    let accepted = try warnings.accepted(occasion)
    return [.stageMoved(CycleStageMoved(from: stage, to: c.to, reason: c.reason, warningsAccepted: accepted))]
  }

  /// The judgements are those live at this moment, each at its present wording.
  func share(
    _ c: ShareStatement,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [CycleEvent] {
    try requireOpen()
    let versions = Judgement.live(in: id, &facts).map {
      JudgementVersion(question: $0.question, version: $0.statementVersion)
    }
    if let statement, statement.textRef == c.textRef, statement.judgementVersions == versions { return [] }
    return [
      .statementShared(
        SelfReviewStatementShared(
          n: (statement?.n ?? 0) + 1,
          textRef: c.textRef,
          judgementVersions: versions,
          on: occasion.today
        )
      )
    ]
  }
}
