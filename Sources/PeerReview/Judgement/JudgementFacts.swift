/// What the rules of judgements must know of other streams.
extension Judgement {
  /// The live judgements of a review, by question.
  static func live(in cycle: CycleID, _ facts: inout Facts) -> [Judgement] {
    facts.all(Judgement.self, guardedBy: Guard(statementEvents, Place(cycle: cycle))) {
      $0.cycle == cycle && $0.isLive
    }
  }

  /// What is cited is this review's evidence, and the step one of its scale.
  static func requireKnown(
    _ content: JudgementContent,
    in cycle: Cycle,
    _ facts: inout Facts
  ) throws(Refusal) {
    for id in content.evidence where facts.evidence(id)?.cycle != cycle.id {
      throw Refusal(.unknownReference, "This review has no evidence \(id).", field: "content.evidence")
    }
    guard let step = content.step else { return }
    guard let name = cycle.scale else {
      throw Refusal(
        .unknownReference,
        "This review uses no scale: leave the step out.",
        field: "content.step"
      )
    }
    let steps = cycle.framework.flatMap { facts.framework($0) }?.scale(name)?.steps.map(\.step) ?? []
    guard steps.contains(step) else {
      throw Refusal(
        .unknownReference,
        "The scale \(name) has no step \(step), but \(steps.joined(separator: ", ")).",
        field: "content.step"
      )
    }
  }

  /// The cited evidence that has not been withdrawn.
  func liveEvidence(_ facts: inout Facts) -> [Evidence] {
    var live: [Evidence] = []
    for id in content?.evidence ?? [] {
      if let evidence = facts.evidence(id), !evidence.isWithdrawn { live.append(evidence) }
    }
    return live
  }

  /// The interruptions on this question of this review that nobody has answered.
  func unansweredInterruptions(_ facts: inout Facts) -> [Interruption] {
    let events = ["InterruptionRecorded", "InterruptionAnswered", "InterruptionWithdrawn"]
    return facts.all(Interruption.self, guardedBy: Guard(events, Place(cycle: cycle))) {
      $0.cycle == cycle && $0.question == question && !$0.isAnswered && !$0.isWithdrawn && !$0.isSettled
    }
  }
}

extension Provocation {
  /// What is named is there and belongs to the review; what can be named is named.
  func require(in cycle: CycleID, _ facts: inout Facts) throws(Refusal) {
    guard let ref else {
      guard kind.mayGoUnnamed else {
        throw Refusal(
          .provocationRequired,
          "Say which \(kind.rawValue) made you look again.",
          field: "provoked_by"
        )
      }
      return
    }
    let isKnown =
      switch kind {
      case .interruption: facts.interruption(InterruptionID(ref))?.cycle == cycle
      case .evidence: facts.evidence(EvidenceID(ref))?.cycle == cycle
      case .visit: facts.visit(VisitID(ref))?.cycle == cycle
      case .voice: facts.evidence(EvidenceID(ref)).map { $0.cycle == cycle && $0.voice } ?? false
      case .framework: facts.framework(FrameworkID(ref))?.isPublished ?? false
      // A debate happens outside the log; its minute's reference is taken as given.
      case .debate: true
      }
    guard isKnown else {
      throw Refusal(.unknownReference, kind.unknown(ref), field: "provoked_by")
    }
  }
}

extension ProvocationKind {
  /// Where nothing in the log need stand for it.
  fileprivate var mayGoUnnamed: Bool {
    switch self {
    case .interruption, .evidence, .visit: false
    case .debate, .voice, .framework: true
    }
  }

  fileprivate func unknown(_ ref: String) -> String {
    switch self {
    case .interruption, .evidence, .visit, .debate: "This review has no \(rawValue) \(ref)."
    case .voice: "This review has no evidence \(ref) in which learners give their own account."
    case .framework: "There is no published framework version \(ref)."
    }
  }
}
