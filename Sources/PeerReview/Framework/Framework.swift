/// One version of the framework instrument: factors, the questions under them, and scales. A working list
/// while it is drafted; as it stands once it is published.
package struct Framework: Aggregate {
  package static let kind = StreamKind.framework
  package static let home: Home<Framework> = \.frameworks

  package let id: FrameworkID
  package private(set) var isDrafted = false
  package private(set) var basedOn: FrameworkID?
  /// The instrument's version, nil until it is published.
  package private(set) var number: Int?
  package private(set) var changeNote: String?
  package private(set) var factors: [Factor] = []
  package private(set) var questions: [Question] = []
  package private(set) var scales: [Scale] = []

  package init(id: String) { self.id = FrameworkID(id) }

  package var isPublished: Bool { number != nil }

  package func scale(_ name: String) -> Scale? { scales.first { $0.name == name } }

  package func factor(_ id: FactorID) -> Factor? { factors.first { $0.id == id } }

  package func question(_ id: QuestionID) -> Question? { questions.first { $0.id == id } }

  package mutating func evolve(_ event: FrameworkEvent, _ envelope: Envelope) {
    switch event {
    case .drafted(let e):
      isDrafted = true
      basedOn = e.basedOn
      factors = e.factors
      questions = e.questions
      scales = e.scales
    case .factorAdded(let e): factors.append(Factor(id: e.factor, name: e.name, isSuperordinate: false))
    case .questionAdded(let e):
      questions.append(Question(id: e.question, factor: e.factor, text: e.text, isRetired: false))
    case .superordinateMarked(let e):
      factors = factors.map {
        $0.id == e.factor ? Factor(id: $0.id, name: $0.name, isSuperordinate: true) : $0
      }
    case .scaleOffered(let e):
      let offered = Scale(name: e.name, steps: e.steps)
      scales = scales.filter { $0.name != e.name } + [offered]
    case .published(let e):
      number = e.n
      changeNote = e.changeNote
    }
  }

  package func decide(
    _ command: FrameworkCommand,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [FrameworkEvent] {
    switch command {
    case .draft(let c): try draft(c, &facts)
    case .addFactor(let c): try addFactor(c)
    case .addQuestion(let c): try addQuestion(c)
    case .markSuperordinate(let c): try markSuperordinate(c)
    case .offerScale(let c): try offerScale(c)
    case .publish(let c): try publish(c, &facts)
    }
  }

  package static let properties: [Property<Framework>] = [
    Property("number", "The version of the instrument, from its publication on") { $0.number },
    Property("based_on", "The version that it changes") { $0.basedOn },
    Property("is_published", "Whether it is published, and therefore fixed") { $0.isPublished },
    Property("change_note", "What changed since the version that it is based on") { $0.changeNote },
    Property("factors", "The factors, in their order") { $0.factors },
    Property("questions", "The questions, in their order") { $0.questions },
    Property("scales", "The scales that a cycle may pick from") { $0.scales },
  ]
}
