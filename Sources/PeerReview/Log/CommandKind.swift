/// One command as it may be asked: its names, who may give it, its fields, and how it is read and decided.
/// The API's path, the form, `--help` and the OpenAPI document all derive from it.
package struct CommandKind: Sendable {
  package let stream: StreamKind
  /// The domain's name: `ScheduleVisit`.
  package let title: String
  /// The path's last part: `schedule`.
  package let name: String
  /// `visits/{id}/schedule`, as the API's path has it.
  package let path: String
  /// One sentence for a person.
  package let summary: String
  /// Who may give it; what is stored is the first that the actor holds for the object.
  package let roles: [Role]
  /// Whether anybody who may see the stream may give it, whatever the role.
  package let anyReader: Bool
  /// As what an `anyReader` command is stored, whatever else the actor is, where that follows from the command.
  package let storedAs: Role?
  package let starts: Starts
  /// Judging, defining and deciding: the owning LEA's alone, whoever else asks.
  package let isOwnLeaOnly: Bool
  /// What it may be refused with, beyond the universal codes.
  package let refusals: [Refusal.Code]
  package let fields: @Sendable () -> [Field]
  package let disagreements: @Sendable () -> [String]
  private let reader: @Sendable (Node, Fields.Source) throws(InvalidInput) -> Asked

  package enum Starts: Sendable {
    /// It acts on a stream that is there.
    case no
    /// It starts a stream whose id the client may name, else the server mints one.
    case named
    /// It starts a stream whose id follows from what it is about.
    case derived
  }

  package init<A: Aggregate, P: Payload>(
    _ aggregate: A.Type, _ title: String, _ name: String, _ summary: String, by roles: [Role],
    anyReader: Bool = false, storedAs: Role? = nil, starts: Starts = .no, ownLeaOnly: Bool = false,
    refusals: [Refusal.Code] = [],
    _ wrap: @escaping @Sendable (P) -> A.Command
  ) where A.Happened: AggregateEvent {
    stream = A.kind
    self.title = title
    self.name = name
    path =
      starts == .no && !A.kind.isSingle ? "\(A.kind.plural)/{id}/\(name)" : "\(A.kind.plural)/\(name)"
    self.summary = summary
    self.roles = roles
    self.anyReader = anyReader
    self.storedAs = storedAs
    self.starts = starts
    isOwnLeaOnly = ownLeaOnly
    self.refusals = refusals
    fields = { starts == .named ? Fields.describe(Named<P>.self) : Fields.describe(Common<P>.self) }
    disagreements = { Fields.disagreements(P.self) }
    reader = { node, source throws(InvalidInput) in
      if starts == .named {
        let body = try Fields.read(Named<P>.self, from: node, source)
        return Asked(A.self, body.common, id: body.id?.text, wrap(body.common.payload))
      }
      let body = try Fields.read(Common<P>.self, from: node, source)
      return Asked(A.self, body, id: nil, wrap(body.payload))
    }
  }

  /// Reads the command's body: its own fields, and those that every command takes.
  package func read(_ node: Node, _ source: Fields.Source = .json) throws(InvalidInput) -> Asked {
    try reader(node, source)
  }
}

/// A command that was read: what it says, and how its aggregate decides it.
package struct Asked: Sendable {
  /// The id that the client chose for the stream it starts.
  package let chosenID: String?
  package let occurredAt: Moment?
  package let occurredPrecision: OccurredPrecision?
  package let acknowledged: Set<WarningCode>
  package let payload: any Payload
  package let derivedID: @Sendable (OrganisationID) -> String?
  package let place: @Sendable (OrganisationID, inout Facts) throws(Refusal) -> Place
  package let decide: @Sendable (String, inout Facts, Occasion) throws(Refusal) -> [Event]

  init<A: Aggregate, P: Payload>(_ type: A.Type, _ common: Common<P>, id: String?, _ command: A.Command) {
    chosenID = id
    occurredAt = common.occurredAt
    occurredPrecision = common.occurredPrecision
    acknowledged = Set(common.acknowledge)
    payload = common.payload
    derivedID = { A.id(command, actingFor: $0) }
    place = { actingFor, facts throws(Refusal) in try A.place(command, actingFor: actingFor, &facts) }
    decide = { id, facts, occasion throws(Refusal) in
      let state = facts.find(A.self, id) ?? A(id: id)
      return try state.decide(command, &facts, occasion).map { A.Happened.event($0) }
    }
  }
}

/// What every command may carry beside its own fields.
struct Common<P: Payload>: Payload {
  let payload: P
  let occurredAt: Moment?
  let occurredPrecision: OccurredPrecision?
  let acknowledge: [WarningCode]
}

extension Common {
  init(_ f: inout Fields) {
    payload = P(&f)
    occurredAt = f.dayOrMoment(
      "occurred_at", "When it happened", hint: "Where that was earlier than now: a day or a time")
    occurredPrecision = f.choice("occurred_precision", "How exactly that is known")
    acknowledge = f.choices("acknowledge", "Warnings that were read", count: 0...10)
  }
}

/// A command that starts a stream may name it.
struct Named<P: Payload>: Payload {
  let common: Common<P>
  let id: AnyID?
}

extension Named {
  init(_ f: inout Fields) {
    common = Common<P>(&f)
    id = f.id("id", "Its id", hint: "Yours to choose, to cite it later; left out, one is made")
  }
}

/// The id of whatever the command starts.
struct AnyID: Identifier {
  static let noun = "stream"
  let text: String
  init(_ text: String) { self.text = text }
}
