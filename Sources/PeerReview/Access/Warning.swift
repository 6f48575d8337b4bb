/// Something the actor must have read before the command goes through: it acknowledges the code, and the
/// event stores that it did.
package struct Warning: Sendable, Equatable {
  package let code: WarningCode
  package let detail: String
}

package enum WarningCode: String, Choice {
  case fewLeas = "few_leas"
  case superordinateOmitted = "superordinate_omitted"
  case longDefinition = "long_definition"
  case noPinnedDefinition = "no_pinned_definition"
  case stageSkipped = "stage_skipped"
  case noLearnerVoice = "no_learner_voice"
  case unansweredInterruption = "unanswered_interruption"
  case lateBriefing = "late_briefing"
  case lowLeverage = "low_leverage"
  case smallCount = "small_count"
  case repeatedWords = "repeated_words"
}

/// The warnings that a rule gathers, in order, before it asks whether they were acknowledged.
package struct Warnings {
  private var gathered: [Warning] = []

  package init() {}

  package mutating func add(_ code: WarningCode, _ detail: String, when raised: Bool = true) {
    if raised { gathered.append(Warning(code: code, detail: detail)) }
  }

  /// The codes to store with the event; refuses where one of them was not acknowledged.
  package func accepted(_ occasion: Occasion) throws(Refusal) -> [WarningCode] {
    let open = gathered.filter { !occasion.acknowledged.contains($0.code) }
    guard open.isEmpty else {
      throw Refusal(
        .acknowledgementRequired,
        "Read this first, and send the command again with its codes in acknowledge: "
          + open.map(\.detail).joined(separator: " "),
        warnings: open)
    }
    return gathered.map(\.code)
  }
}
