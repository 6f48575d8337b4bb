/// What a decision knows of the log, and what it looked at. Each stream that is read is asserted at the
/// append at the version read here; each set that is read becomes a guard, "no event of these types for
/// this LEA, cycle or programme since". So a rule across streams holds at the moment of the append.
package struct Facts {
  private let consortium: Consortium
  private(set) package var versionsRead: [StreamID: Int] = [:]
  private(set) package var guards: [Guard] = []

  private let sight: Sight
  private let history: @Sendable (Int64) -> Recorded?

  /// What is known on behalf of somebody: rules see the whole log, but a person may only speak of what it
  /// may see.
  package init(
    _ consortium: Consortium, for actor: Actor, on today: CalendarDay,
    history: @escaping @Sendable (Int64) -> Recorded? = { _ in nil }
  ) {
    self.consortium = consortium
    self.history = history
    sight = Sight(actor, on: today, in: consortium)
    // As many as a usual command reads, at once instead of step by step.
    versionsRead.reserveCapacity(6)
  }

  /// Whether the actor may see a stream: what it may not see is to it as if it were not there.
  package func sees(_ stream: StreamID) -> Bool { sight.ofStream(stream) != .nothing }

  /// The event at a position, where the actor sees all of it. What an event says never changes, but for
  /// redaction: who rests on it watches for that.
  package func entry(at position: Int64) -> Recorded? {
    history(position).flatMap { sight.of($0) == .everything ? $0 : nil }
  }

  /// None of these events may happen before the decision is recorded.
  package mutating func watch(_ watched: Guard) {
    if !guards.contains(watched) { guards.append(watched) }
  }

  /// The head of the log when the facts were read.
  package var head: Int64 { consortium.head }

  /// A stream's state, nil where it has no event yet.
  package mutating func find<A: Aggregate>(_ type: A.Type = A.self, _ id: String) -> A? {
    version(of: StreamID(A.kind, id)) > 0 ? consortium[keyPath: A.home][id] : nil
  }

  package mutating func place(of stream: StreamID) -> Place? {
    version(of: stream) > 0 ? consortium.streams[stream]?.place : nil
  }

  /// A stream's count of events, 0 where it has none.
  package mutating func version(of stream: StreamID) -> Int {
    // What is not there is the dearest to look for among many, and is asked for more than once.
    if let noted = versionsRead[stream] { return noted }
    let version = consortium.streams[stream]?.version ?? 0
    versionsRead[stream] = version
    return version
  }

  /// All streams of a kind that pass, guarded against any further event of the types named.
  package mutating func all<A: Aggregate>(
    _ type: A.Type = A.self, guardedBy watched: Guard, where passes: (A) -> Bool
  ) -> [A] {
    watch(watched)
    return consortium[keyPath: A.home].filter { passes($0.value) }.sorted { $0.key < $1.key }.map(\.value)
  }
}

/// "No event of these types for this LEA, cycle or programme after the head that was read." With no scope
/// given, for the whole log.
package struct Guard: Sendable, Equatable {
  package let types: [String]
  package let scope: Place

  package init(_ types: [String], _ scope: Place = .common) {
    self.types = types
    self.scope = scope
  }
}

extension Facts {
  package mutating func programme(_ id: ProgrammeID) -> Programme? { find(Programme.self, id.text) }
  package mutating func organisations() -> Organisations {
    find(Organisations.self, "") ?? Organisations(id: "")
  }
  package mutating func organisation(_ id: OrganisationID) -> Organisation? { organisations().byID[id] }
  package mutating func agreement(_ id: AgreementID) -> Agreement? { find(Agreement.self, id.text) }
  package mutating func framework(_ id: FrameworkID) -> Framework? { find(Framework.self, id.text) }
  package mutating func definition(_ lea: OrganisationID) -> Definition? { find(Definition.self, lea.text) }
  package mutating func cycle(_ id: CycleID) -> Cycle? { find(Cycle.self, id.text) }
  package mutating func evidence(_ id: EvidenceID) -> Evidence? { find(Evidence.self, id.text) }
  package mutating func judgement(_ id: JudgementID) -> Judgement? { find(Judgement.self, id.text) }
  package mutating func visit(_ id: VisitID) -> Visit? { find(Visit.self, id.text) }
  package mutating func interruption(_ id: InterruptionID) -> Interruption? {
    find(Interruption.self, id.text)
  }
  package mutating func action(_ id: ActionID) -> Action? { find(Action.self, id.text) }
  package mutating func person(_ id: PersonID) -> Person? { find(Person.self, id.text) }
}
