extension Redaction {
  func redact(
    _ c: RedactText, of owner: OrganisationID?, _ facts: inout Facts, _ occasion: Occasion
  ) throws(Refusal) -> [RedactionEvent] {
    // What another redaction has blanked since would be blanked on what was there before.
    facts.watch(Self.mayBlank)
    // A copy made since would be left standing, and nobody told of it.
    facts.watch(Guard(Self.copying))
    var chosen: [Int: [PersonalText]] = [:]
    for (index, text) in c.texts.enumerated() {
      let found = try Self.texts(text, "texts[\(index)]", of: owner, facts)
      let known = Set(chosen[text.position, default: []].map(\.path))
      chosen[text.position, default: []] += found.filter { !known.contains($0.path) }
    }
    chosen = chosen.filter { !$0.value.isEmpty }
    if chosen.isEmpty { return [] }
    var warnings = Warnings()
    let repeats = Self.repeats(of: chosen, facts)
    warnings.add(
      .repeatedWords, "The same words stand in \(repeats.joined(separator: ", ")).", when: !repeats.isEmpty)
    let texts = chosen.sorted { $0.key < $1.key }.map { position, texts in
      RedactedText(position: position, fields: texts.map(\.path), digest: "", salt: "")
    }
    return [
      .textRedacted(
        TextRedacted(texts: texts, basis: c.basis, warningsAccepted: try warnings.accepted(occasion)))
    ]
  }

  /// The texts that one item of the command names and that are not blank yet.
  private static func texts(
    _ asked: TextToRedact, _ path: String, of owner: OrganisationID?, _ facts: Facts
  ) throws(Refusal) -> [PersonalText] {
    guard let entry = facts.entry(at: Int64(asked.position)) else {
      throw Refusal(
        .unknownReference, "There is no event \(asked.position) that you may see.", field: path + ".position")
    }
    guard entry.envelope.place.lea == owner else {
      let whose = entry.envelope.place.lea.map { "of \($0)" } ?? "of no LEA"
      throw Refusal(
        .notOwnLea,
        "Event \(asked.position) is \(whose): its words are erased by "
          + (entry.envelope.place.lea == nil ? "the programme's" : "that LEA's")
          + " own data-protection officer, and by nobody else.", field: path + ".position")
    }
    var found: [PersonalText] = []
    for (index, field) in asked.fields.enumerated() {
      let named = entry.personalTexts.filter { $0.isNamed(by: field) }
      guard !named.isEmpty else {
        throw Refusal(
          .unknownReference, "Event \(asked.position) has no free text under \(field.prefix(60)).",
          field: path + ".fields[\(index)]")
      }
      for text in named where !text.isBlank && !found.contains(where: { $0.path == text.path }) {
        found.append(text)
      }
    }
    return found
  }

  /// Where else the redactor finds the words, each as `17 (from.statement)`; never the words themselves.
  private static func repeats(of chosen: [Int: [PersonalText]], _ facts: Facts) -> [String] {
    let words = Set(chosen.values.joined().map { $0.text.trimmingSpaces.lowercased() })
    var repeats: [String] = []
    for position in 1...max(1, facts.head) {
      guard let entry = facts.entry(at: position) else { continue }
      let taken = Set(chosen[Int(position), default: []].map(\.path))
      let holding = entry.personalTexts.filter { text in
        guard !taken.contains(text.path), !text.isBlank else { return false }
        let others = text.text.lowercased()
        return words.contains { others.contains($0) }
      }
      if !holding.isEmpty {
        repeats.append("\(position) (\(holding.map(\.path).joined(separator: ", ")))")
      }
    }
    return repeats
  }
}
