/// The whole log of one consortium, folded: every stream's state, and where each stands. It is what rules
/// read; views are folded apart from it.
package struct Consortium: Sendable {
  package var programmes: SteadyDictionary<String, Programme> = [:]
  package var organisations: SteadyDictionary<String, Organisations> = [:]
  package var agreements: SteadyDictionary<String, Agreement> = [:]
  package var frameworks: SteadyDictionary<String, Framework> = [:]
  package var definitions: SteadyDictionary<String, Definition> = [:]
  package var cycles: SteadyDictionary<String, Cycle> = [:]
  package var evidence: SteadyDictionary<String, Evidence> = [:]
  package var judgements: SteadyDictionary<String, Judgement> = [:]
  package var visits: SteadyDictionary<String, Visit> = [:]
  package var interruptions: SteadyDictionary<String, Interruption> = [:]
  package var actions: SteadyDictionary<String, Action> = [:]
  package var people: SteadyDictionary<String, Person> = [:]
  package var redactions: SteadyDictionary<String, Redaction> = [:]

  package private(set) var streams: SteadyDictionary<StreamID, StreamHead> = [:]
  /// The position of the last event folded, 0 before the first.
  package private(set) var head: Int64 = 0

  package init() {}

  package mutating func evolve(_ recorded: Recorded) {
    let envelope = recorded.envelope
    switch recorded.event {
    case .programme(let event): apply(Programme.self, event, envelope)
    case .organisations(let event): apply(Organisations.self, event, envelope)
    case .agreement(let event): apply(Agreement.self, event, envelope)
    case .framework(let event): apply(Framework.self, event, envelope)
    case .definition(let event): apply(Definition.self, event, envelope)
    case .cycle(let event): apply(Cycle.self, event, envelope)
    case .evidence(let event): apply(Evidence.self, event, envelope)
    case .judgement(let event): apply(Judgement.self, event, envelope)
    case .visit(let event): apply(Visit.self, event, envelope)
    case .interruption(let event): apply(Interruption.self, event, envelope)
    case .action(let event): apply(Action.self, event, envelope)
    case .person(let event): apply(Person.self, event, envelope)
    case .redaction(let event): apply(Redaction.self, event, envelope)
    }
    streams[envelope.stream, default: StreamHead(recorded)].note(envelope, recorded.event)
    head = envelope.position
  }

  private mutating func apply<A: Aggregate>(_ type: A.Type, _ event: A.Happened, _ envelope: Envelope) {
    let id = envelope.stream.id
    self[keyPath: A.home][id, default: A(id: id)].evolve(event, envelope)
  }
}

/// Where a stream stands.
package struct StreamHead: Sendable {
  package let first: Recorded
  /// Of the events that were folded, in order.
  package private(set) var positions: [Int64] = []
  /// Its count of events.
  package private(set) var version = 0
  /// The version of its last event that changed content; what `If-Match` is compared with.
  package private(set) var contentVersion = 0

  init(_ first: Recorded) { self.first = first }

  package var place: Place { first.envelope.place }
  package var lastPosition: Int64 { positions.last ?? 0 }

  mutating func note(_ envelope: Envelope, _ event: Event) {
    version = envelope.version
    positions.append(envelope.position)
    if event.isContent { contentVersion = envelope.version }
  }
}

extension Consortium {
  /// A stream's state as its declared properties say it, folded from the events that its reader sees;
  /// content is left out of an outline.
  package static func state(of kind: StreamKind, from events: [Recorded], _ extent: Sight.Extent) -> Node {
    var seen = Consortium()
    for event in events { seen.evolve(event) }
    return switch kind {
    case .programme: seen.state(Programme.self, extent)
    case .organisations: seen.state(Organisations.self, extent)
    case .agreement: seen.state(Agreement.self, extent)
    case .framework: seen.state(Framework.self, extent)
    case .definition: seen.state(Definition.self, extent)
    case .cycle: seen.state(Cycle.self, extent)
    case .evidence: seen.state(Evidence.self, extent)
    case .judgement: seen.state(Judgement.self, extent)
    case .visit: seen.state(Visit.self, extent)
    case .interruption: seen.state(Interruption.self, extent)
    case .action: seen.state(Action.self, extent)
    case .person: seen.state(Person.self, extent)
    case .redaction: seen.state(Redaction.self, extent)
    }
  }

  private func state<A: Aggregate>(_ type: A.Type, _ extent: Sight.Extent) -> Node {
    guard let aggregate = self[keyPath: A.home].first?.value else { return .object([]) }
    return .object(
      A.properties.map { property in
        let hidden = property.isContent && extent < .everything
        return Node.Member(property.name, hidden ? .null : property.node(aggregate))
      })
  }
}
