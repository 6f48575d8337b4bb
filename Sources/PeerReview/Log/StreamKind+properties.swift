extension StreamKind {
  /// What a reader of a stream gets of its state: name and meaning of each property, and whether an outline
  /// leaves it out.
  package var properties: [(name: String, meaning: String, isContent: Bool)] {
    switch self {
    case .programme: Self.described(Programme.self)
    case .organisations: Self.described(Organisations.self)
    case .agreement: Self.described(Agreement.self)
    case .framework: Self.described(Framework.self)
    case .definition: Self.described(Definition.self)
    case .cycle: Self.described(Cycle.self)
    case .evidence: Self.described(Evidence.self)
    case .judgement: Self.described(Judgement.self)
    case .visit: Self.described(Visit.self)
    case .interruption: Self.described(Interruption.self)
    case .action: Self.described(Action.self)
    case .person: Self.described(Person.self)
    case .redaction: Self.described(Redaction.self)
    }
  }

  /// The form of its ids.
  package var idPattern: String { self == .judgement ? JudgementID.pattern : Slug.pattern }

  private static func described<A: Aggregate>(
    _ type: A.Type
  ) -> [(name: String, meaning: String, isContent: Bool)] {
    A.properties.map { ($0.name, $0.meaning, $0.isContent) }
  }
}
