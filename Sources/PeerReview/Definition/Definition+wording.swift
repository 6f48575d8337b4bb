/// The wording: short, and open about what it leaves out.
extension Definition {
  func draft(_ c: DraftDefinition, _ occasion: Occasion) throws(Refusal) -> [DefinitionEvent] {
    guard wordings.isEmpty else {
      throw Refusal(.exists, "Your LEA has a definition, at wording \(statementVersion): revise it instead.")
    }
    try refuseUnexplained(c.elements)
    let accepted = try longWording(c.text).accepted(occasion)
    return [
      .drafted(
        DefinitionDrafted(
          text: c.text,
          elements: c.elements,
          localReasons: c.localReasons,
          becauseOf: c.becauseOf,
          warningsAccepted: accepted
        )
      )
    ]
  }

  func revise(_ c: ReviseDefinition, _ occasion: Occasion) throws(Refusal) -> [DefinitionEvent] {
    try refuseUnexplained(c.elements)
    if wordings.last == Wording(text: c.text, elements: c.elements, localReasons: c.localReasons) {
      return []
    }
    let accepted = try longWording(c.text).accepted(occasion)
    return [
      .revised(
        DefinitionRevised(
          statementVersion: statementVersion + 1,
          text: c.text,
          elements: c.elements,
          localReasons: c.localReasons,
          becauseOf: c.becauseOf,
          warningsAccepted: accepted
        )
      )
    ]
  }

  /// What a definition leaves out is a decision too, so it is said.
  private func refuseUnexplained(_ elements: [ElementTreatment]) throws(Refusal) {
    let explained = Set(elements.filter { $0.addressed || $0.explanation != nil }.map(\.element))
    let missing = DefinitionElement.allCases.filter { !explained.contains($0) }
    guard missing.isEmpty else {
      let names = missing.map { "\($0.label) (\($0.rawValue))" }.joined(separator: "; ")
      throw Refusal(
        .elementUnexplained,
        "Say that the wording speaks to it, or why it does not: \(names).",
        field: "elements"
      )
    }
  }

  private func longWording(_ text: String) -> Warnings {
    let words = text.split(whereSeparator: \.isWhitespace).count
    var warnings = Warnings()
    warnings.add(
      .longDefinition,
      "The wording has \(words) words; over 60, few people will remember it.",
      when: words > 60
    )
    return warnings
  }
}
