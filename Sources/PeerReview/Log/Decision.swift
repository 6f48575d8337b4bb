/// What a command comes to: the events to append, where, as whom, and what must still hold when they are.
package struct Decision: Sendable {
  package let stream: StreamID
  package let place: Place
  package let role: Role
  package let occurredAt: Moment
  package let occurredPrecision: OccurredPrecision
  /// None where the wish already holds.
  package var events: [Event]
  /// The warnings that the actor acknowledged and the events store.
  package let warnings: [WarningCode]
  /// Every stream written or read, at the version the decision saw.
  package let versions: [StreamID: Int]
  package let guards: [Guard]
  /// The head of the log that the decision saw.
  package let head: Int64
}

/// A command as it arrived, with the circumstances that no rule decides.
package struct Request: Sendable {
  package let kind: CommandKind
  /// The id in the path; nil where the command starts a stream or the consortium has but one.
  package let id: String?
  package let asked: Asked
  package let actor: Actor
  package let now: Moment
  /// The day in London.
  package let today: CalendarDay
  /// `If-Match`: the version that the client saw.
  package let expectedVersion: Int?
  /// The id for a stream that nobody names.
  package let mintedID: String
  /// The log's events by position, for commands about them.
  package let history: @Sendable (Int64) -> Recorded?

  package init(
    _ kind: CommandKind, id: String?, _ asked: Asked, by actor: Actor, now: Moment, today: CalendarDay,
    expectedVersion: Int? = nil, mintedID: String,
    history: @escaping @Sendable (Int64) -> Recorded? = { _ in nil }
  ) {
    self.kind = kind
    self.id = id
    self.asked = asked
    self.actor = actor
    self.now = now
    self.today = today
    self.expectedVersion = expectedVersion
    self.mintedID = mintedID
    self.history = history
  }
}

extension Consortium {
  /// Decides a command against the log as folded here: first who asks, then whether the stream is there
  /// and is the version expected, then the aggregate's own rules.
  package func decide(_ request: Request) throws(Refusal) -> Decision {
    var facts = Facts(self, for: request.actor, on: request.today, history: request.history)
    let stream = try target(of: request)
    let isThere = facts.version(of: stream) > 0
    let place = try place(of: stream, request, &facts)
    let role = try role(request, stream, isThere: isThere, place, &facts)
    guard !isThere || facts.sees(stream) else { throw notFound(stream) }
    try requireVersion(stream, request)
    if isThere, request.kind.starts == .named {
      throw Refusal(.exists, "There is a \(stream.kind.rawValue) \(stream.id) already.", field: "id")
    }
    let (occurredAt, precision) = try occurrence(request)
    let occasion = Occasion(
      actor: request.actor.person, actingFor: request.actor.organisation, role: role, now: request.now,
      today: request.today, occurredAt: occurredAt, acknowledged: request.asked.acknowledged)
    let events = try request.asked.decide(stream.id, &facts, occasion)
    return Decision(
      stream: stream, place: place, role: role, occurredAt: occurredAt,
      occurredPrecision: precision, events: events,
      warnings: events.flatMap(\.warningsAccepted), versions: facts.versionsRead, guards: facts.guards,
      head: facts.head)
  }

  /// The stream that a command acts on.
  package func target(of request: Request) throws(Refusal) -> StreamID {
    let id: String =
      switch request.kind.starts {
      case .no: request.id ?? ""
      case .named: request.asked.chosenID ?? request.mintedID
      case .derived: request.asked.derivedID(request.actor.organisation) ?? request.mintedID
      }
    return StreamID(request.kind.stream, id)
  }

  private func place(
    of stream: StreamID, _ request: Request, _ facts: inout Facts
  ) throws(Refusal) -> Place {
    if let place = facts.place(of: stream) { return place }
    if stream.kind == .judgement, let cycle = facts.cycle(JudgementID(stream.id).cycle) {
      // Its id says whose it is, there or not.
      return Place(programme: cycle.programme, lea: cycle.lea, cycle: cycle.id)
    }
    guard request.kind.starts != .no || stream.kind.isSingle else { return .common }
    var place = try request.asked.place(request.actor.organisation, &facts)
    // A programme and a cycle belong to themselves, and the command that starts one does not know under
    // which id.
    if stream.kind == .programme { place.programme = ProgrammeID(stream.id) }
    if stream.kind == .cycle { place.cycle = CycleID(stream.id) }
    return place
  }

  private func role(
    _ request: Request, _ stream: StreamID, isThere: Bool, _ place: Place, _ facts: inout Facts
  ) throws(Refusal) -> Role {
    if request.actor.isSystem, request.kind.roles.contains(.sys) { return .sys }
    // An absent stream has no owner to compare with: for people of an LEA it is simply not there.
    if !isThere, request.kind.starts == .no, !stream.kind.isSingle,
      place.lea != nil ? place.lea == request.actor.organisation : true,
      facts.organisation(request.actor.organisation)?.kind == .lea || !request.kind.isOwnLeaOnly
    {
      throw notFound(stream)
    }
    do {
      return try Access.role(
        for: request.kind, actor: request.actor.person, actingFor: request.actor.organisation, on: stream,
        in: place, &facts, today: request.today)
    } catch {
      // Who may not see a stream does not learn from the refusal that it is there.
      let acts = people[request.actor.person.text]?.organisation == request.actor.organisation
      guard isThere, acts, error.code == .notPermitted, !facts.sees(stream) else { throw error }
      throw notFound(stream)
    }
  }

  /// When it happened, and how exactly that is known. A day stands for its first instant; told in the small
  /// hours of a London summer, today's has not begun in UTC.
  private func occurrence(_ request: Request) throws(Refusal) -> (Moment, OccurredPrecision) {
    guard let told = request.asked.occurredAt else {
      return (request.now, request.asked.occurredPrecision ?? .instant)
    }
    let isDay = told == Moment(request.today) || told.microseconds % 86_400_000_000 == 0
    let at = told == Moment(request.today) ? min(told, request.now) : told
    guard at <= request.now else {
      throw Refusal(.invalidDate, "What is recorded has happened already.", field: "occurred_at")
    }
    return (at, request.asked.occurredPrecision ?? (isDay ? .day : .instant))
  }

  private func requireVersion(_ stream: StreamID, _ request: Request) throws(Refusal) {
    guard let expected = request.expectedVersion else { return }
    let head = streams[stream]
    guard (head?.contentVersion ?? 0) <= expected, expected <= (head?.version ?? 0) else {
      throw Refusal(
        .staleVersion,
        "\(stream) is at version \(head?.version ?? 0); you saw version \(expected). Read what changed since."
      )
    }
  }

  private func notFound(_ stream: StreamID) -> Refusal {
    let name = stream.kind.isSingle ? stream.kind.rawValue : "\(stream.kind.rawValue) \(stream.id)"
    return Refusal(.notFound, "There is no \(name) here that you may see.")
  }
}
