/// A stream's state and rules. `evolve` never refuses: history is true. `decide` is pure: what it needs of
/// other streams it asks of `Facts`, which notes what was read so that the append can assert it.
package protocol Aggregate: Sendable {
  associatedtype Command: Sendable
  associatedtype Happened: AggregateEvent
  static var kind: StreamKind { get }
  /// Where the consortium keeps its streams of this kind, by id.
  static var home: Home<Self> { get }

  init(id: String)
  mutating func evolve(_ event: Happened, _ envelope: Envelope)
  /// The events that follow from a command; none where the wish already holds.
  func decide(
    _ command: Command, _ facts: inout Facts, _ occasion: Occasion
  ) throws(Refusal) -> [Happened]

  /// Where a new stream belongs; an existing one stays where its first event put it.
  static func place(
    _ command: Command, actingFor: OrganisationID, _ facts: inout Facts
  ) throws(Refusal) -> Place
  /// The id of a stream that follows from what it is about; nil where it is chosen or minted.
  static func id(_ command: Command, actingFor: OrganisationID) -> String?
  /// What a reader of the stream sees of its state.
  static var properties: [Property<Self>] { get }
}

extension Aggregate {
  package static func place(
    _ command: Command, actingFor: OrganisationID, _ facts: inout Facts
  ) throws(Refusal) -> Place { .common }

  package static func id(_ command: Command, actingFor: OrganisationID) -> String? { nil }
}

/// The events of one aggregate.
package protocol AggregateEvent: Sendable {
  static var kinds: [EventKind] { get }
  /// The consortium's case for this aggregate.
  static func event(_ happened: Self) -> Event
  var payload: any EventPayload { get }
}

/// One type of event: its name on disk, its fields, and how it is read back.
package struct EventKind: Sendable {
  package let stream: StreamKind
  package let type: String
  package let schemaVersion: Int
  package let visibility: Visibility?
  package let fields: @Sendable () -> [Field]
  package let disagreements: @Sendable () -> [String]
  package let read: @Sendable (Node) throws(InvalidInput) -> Event

  /// `wrap` is the aggregate's case: `EventKind(.visit, VisitEvent.scheduled)`.
  package init<P: EventPayload, E: AggregateEvent>(_ stream: StreamKind, _ wrap: @escaping @Sendable (P) -> E)
  {
    self.stream = stream
    type = P.type
    schemaVersion = P.schemaVersion
    visibility = P.visibility
    fields = { Fields.describe(P.self) }
    disagreements = { Fields.disagreements(P.self) }
    read = { node throws(InvalidInput) in E.event(wrap(try Fields.read(P.self, from: node, .stored))) }
  }
}

/// Where the consortium keeps its streams of one kind.
package typealias Home<A> = any WritableKeyPath<Consortium, SteadyDictionary<String, A>> & Sendable
