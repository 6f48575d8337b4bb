extension Cycle {
  func open(
    _ c: OpenCycle,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [CycleEvent] {
    try Self.requireMembership(c.programme, of: occasion.actingFor, &facts)
    let framework = try Self.publishedFramework(c.frameworkVersion, &facts)
    try Self.requireOffered(c, by: framework)
    try Self.refuseSecond(on: c.factor, by: occasion.actingFor, &facts)
    let omitted = Self.omittedFrame(c.questions, of: framework)
    var warnings = Warnings()
    warnings.add(
      .superordinateOmitted,
      "You take up no question of the factors on which the others rest: \(omitted.joined(separator: ", ")).",
      when: !omitted.isEmpty
    )
    let accepted = try warnings.accepted(occasion)
    return [
      .opened(
        CycleOpened(
          focus: c.focus,
          factor: c.factor,
          whyHighLeverage: c.whyHighLeverage,
          frameworkVersion: c.frameworkVersion,
          scale: c.scale,
          questions: c.questions,
          warningsAccepted: accepted
        )
      )
    ]
  }

  /// Neighbours review together on signed terms: a started programme, its member, its agreement.
  private static func requireMembership(
    _ id: ProgrammeID,
    of lea: OrganisationID,
    _ facts: inout Facts
  ) throws(Refusal) {
    guard let programme = facts.programme(id) else {
      throw Refusal(.unknownReference, "There is no programme \(id).", field: "programme")
    }
    guard programme.isStarted, !programme.isClosed else {
      throw Refusal(.wrongState, "The programme \(id) has not started, or is over.", field: "programme")
    }
    guard programme.members.contains(lea) else {
      throw Refusal(.notPermitted, "\(lea) is no member of the programme \(id).", field: "programme")
    }
    guard let agreement = programme.agreement.flatMap({ facts.agreement($0) }), agreement.isInForce,
      agreement.hasSigned(lea)
    else {
      throw Refusal(
        .agreementMissing,
        "The programme's agreement must be in force and signed by \(lea) in its present wording."
      )
    }
  }

  private static func publishedFramework(
    _ id: FrameworkID,
    _ facts: inout Facts
  ) throws(Refusal) -> Framework {
    guard let framework = facts.framework(id), framework.isPublished else {
      throw Refusal(
        .unknownReference,
        "There is no published framework version \(id).",
        field: "framework_version"
      )
    }
    return framework
  }

  private static func requireOffered(_ c: OpenCycle, by framework: Framework) throws(Refusal) {
    guard framework.factors.contains(where: { $0.id == c.factor }) else {
      throw Refusal(
        .unknownReference,
        "The framework version \(c.frameworkVersion) has no factor \(c.factor).",
        field: "factor"
      )
    }
    for id in c.questions {
      guard let question = framework.questions.first(where: { $0.id == id }) else {
        throw Refusal(
          .unknownReference,
          "The framework version \(c.frameworkVersion) has no question \(id).",
          field: "questions"
        )
      }
      guard !question.isRetired else {
        throw Refusal(
          .unknownReference,
          "Question \(id) is retired in the framework version \(c.frameworkVersion).",
          field: "questions"
        )
      }
    }
    if let scale = c.scale, framework.scale(scale) == nil {
      let offered = framework.scales.map(\.name).joined(separator: ", ")
      throw Refusal(
        .unknownReference,
        "The framework version \(c.frameworkVersion) offers no scale \(scale)"
          + (offered.isEmpty ? ", nor any other." : ", but \(offered)."),
        field: "scale"
      )
    }
  }

  private static func refuseSecond(
    on factor: FactorID,
    by lea: OrganisationID,
    _ facts: inout Facts
  ) throws(Refusal) {
    let open = facts.all(Cycle.self, guardedBy: Guard(openingEvents, Place(lea: lea))) {
      $0.isOpen && $0.lea == lea && $0.factor == factor
    }
    guard let first = open.first else { return }
    throw Refusal(
      .duplicateFocus,
      "Your review \(first.id) on factor \(factor) is open: go on with it, or close it first.",
      field: "factor"
    )
  }

  /// The names of the superordinate factors, where no question of any of them is taken up.
  private static func omittedFrame(_ questions: [QuestionID], of framework: Framework) -> [String] {
    let superordinate = framework.factors.filter(\.isSuperordinate)
    let takenUp = Set(framework.questions.filter { questions.contains($0.id) }.map(\.factor))
    return superordinate.contains { takenUp.contains($0.id) } ? [] : superordinate.map(\.name)
  }
}
