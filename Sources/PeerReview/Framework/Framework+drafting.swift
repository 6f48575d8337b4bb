/// A version takes shape while it is a draft, and not a day longer: judgements rest on its wording.
extension Framework {
  func draft(_ c: DraftFrameworkVersion, _ facts: inout Facts) throws(Refusal) -> [FrameworkEvent] {
    guard !isDrafted else {
      throw Refusal(.exists, "There is a version \(id) already: choose another id.", field: "id")
    }
    guard let source = c.basedOn else {
      return [.drafted(FrameworkVersionDrafted(basedOn: nil, factors: [], questions: [], scales: []))]
    }
    guard let earlier = facts.framework(source) else {
      throw Refusal(
        .unknownReference,
        "There is no framework version \(source) to start from.",
        field: "based_on"
      )
    }
    guard earlier.isPublished else {
      throw Refusal(
        .wrongState,
        "\(source) is itself a draft: publish it first, or start from a published version.",
        field: "based_on"
      )
    }
    return [
      .drafted(
        FrameworkVersionDrafted(
          basedOn: source,
          factors: earlier.factors,
          questions: earlier.questions,
          scales: earlier.scales
        )
      )
    ]
  }

  func addFactor(_ c: AddFactor) throws(Refusal) -> [FrameworkEvent] {
    try requireDraft()
    if let known = factor(c.factor) {
      if known.name == c.name { return [] }
      throw Refusal(
        .exists,
        "Factor \(c.factor) is \(known.name) already: give this one a number of its own.",
        field: "factor"
      )
    }
    if let known = factors.first(where: { $0.name.lowercased() == c.name.lowercased() }) {
      throw Refusal(.exists, "Factor \(known.id) has this name already.", field: "name")
    }
    return [.factorAdded(FactorAdded(factor: c.factor, name: c.name))]
  }

  func addQuestion(_ c: AddQuestion) throws(Refusal) -> [FrameworkEvent] {
    try requireDraft()
    try requireFactor(c.factor)
    if let known = question(c.question) {
      if known.text == c.text, known.factor == c.factor, !known.isRetired { return [] }
      throw Refusal(
        .exists,
        known.isRetired
          ? "Question \(c.question) was retired, and its number is not given again."
          : "There is a question \(c.question) already: give this one a number of its own.",
        field: "question"
      )
    }
    return [.questionAdded(QuestionAdded(question: c.question, factor: c.factor, text: c.text))]
  }

  func markSuperordinate(_ c: MarkSuperordinate) throws(Refusal) -> [FrameworkEvent] {
    try requireDraft()
    try requireFactor(c.factor)
    if factor(c.factor)?.isSuperordinate == true { return [] }
    return [.superordinateMarked(FactorMarkedSuperordinate(factor: c.factor, why: c.why))]
  }

  /// Offered again under its name, a scale takes the newer wording.
  func offerScale(_ c: OfferScale) throws(Refusal) -> [FrameworkEvent] {
    try requireDraft()
    if scale(c.name)?.steps == c.steps { return [] }
    return [.scaleOffered(ScaleOffered(name: c.name, steps: c.steps))]
  }

  private func requireDraft() throws(Refusal) {
    guard let number else { return }
    throw Refusal(
      .versionPublished,
      "Version \(number) is published, and cycles rest on its wording: draft a version based on \(id) instead."
    )
  }

  private func requireFactor(_ id: FactorID) throws(Refusal) {
    guard factor(id) != nil else {
      throw Refusal(
        .unknownReference,
        "There is no factor \(id) in this version: add it first.",
        field: "factor"
      )
    }
  }
}
