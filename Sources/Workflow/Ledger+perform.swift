import EventSourcing
import PeerReview
import ReadModels

extension Ledger {
  /// The one door for change. Throws `InvalidInput` where the body cannot be read, `Refused` where a rule
  /// or another command stands against it, `OnStandby` where nothing is recorded; then nothing was written.
  package nonisolated func perform(_ call: Call) async throws -> Outcome {
    // Outside the actor, as all that others need not wait for.
    try await perform(
      call, try call.kind.read(call.body, call.source), mintedID: UUIDv7.mint(at: Clock.system))
  }

  private func perform(_ call: Call, _ asked: Asked, mintedID: String) async throws -> Outcome {
    // By what a standby knows it could be refused wrongly.
    guard !isOnStandby else { throw OnStandby() }
    if let first = try await firstAnswer(to: call, asked, mintedID) { return first }
    let commandID = call.commandID ?? UUIDv7.mint(at: Clock.system)
    for attempt in 0..<12 {
      // What the decision reads is asserted at the append, so it need not be of this very moment; after a
      // race was lost it must be.
      try await freshen(within: attempt == 0 ? .milliseconds(100) : .zero)
      var (decision, now): (Decision, Moment)
      do {
        (decision, now) = try await decide(call, asked, mintedID)
      } catch let refused as Refused {
        // Its own first attempt, still under way a moment ago, may be what stands against it now.
        if let first = try await firstAnswer(to: call, asked, mintedID) { return first }
        throw refused
      }
      let remainders = try await seal(&decision)
      let epoch = epoch
      let entry = try await entry(of: decision, call, commandID, at: now, leaving: remainders)
      switch entry.answer {
      case .appended(let receipt):
        // A redaction changes more than it adds, so all is read again.
        if remainders.isEmpty { await takeIn(entry.recorded, of: epoch) }
        try await keepProfile(asked, decision.stream)
        let outcome = try await outcome(receipt, on: decision.stream, entry.data, isReplay: false)
        wakeFollower()
        return outcome
      case .replayed(let receipt):
        try await keepProfile(asked, decision.stream)
        wakeFollower()
        // An id that was minted here nobody else can have sent: its own answer was lost on the way here.
        return try await outcome(receipt, on: decision.stream, isReplay: call.commandID != nil)
      case .reused: throw Refused(Self.reused)
      // The oftener it was lost the more are in the race, so the longer until the next start.
      case .conflict: try await Task.sleep(for: .milliseconds(Int.random(in: 1...min(10 << attempt, 200))))
      }
    }
    throw Refused(
      Refusal(
        .busy, "Others are changing the same things at this moment; nothing was written. Send it again."))
  }

  /// Decides on what is known here, and at what time; what that refuses is decided once more on what the log
  /// holds by then, since another process may have recorded what makes it right.
  private func decide(_ call: Call, _ asked: Asked, _ mintedID: String) async throws -> (Decision, Moment) {
    let known = (head, epoch)
    do {
      let request = request(call, asked, mintedID: mintedID)
      return (try decide(request), request.now)
    } catch {
      try await catchUp()
      guard (head, epoch) != known else { throw error }
      let request = request(call, asked, mintedID: mintedID)
      return (try decide(request), request.now)
    }
  }

  /// A name goes beside the log, never into it.
  private func keepProfile(_ asked: Asked, _ stream: StreamID) async throws {
    guard let person = asked.payload as? RegisterPerson, let name = person.name else { return }
    try await People(store.pool).keep(log: info.id, PersonID(stream.id), name: name, email: person.email)
  }

  /// What came of a decision at the store. In a rehearsal another command may have been recorded at a later time
  /// meanwhile: that is a race lost like any other, and the clock is read again.
  private func entry(
    of decision: Decision, _ call: Call, _ commandID: String, at now: Moment,
    leaving remainders: [Int64: String]
  ) async throws -> LogEntry {
    recording += 1
    defer { recording -= 1 }
    do {
      return try await enter(decision, call, commandID, at: now, leaving: remainders, in: info)
    } catch LogError.clockRefused where isRehearsal && call.at == nil {
      // A command that led to no event moves the clock as well, and is not in the history.
      if let last = try await store.head(of: info).recordedAt { memory.note(last) }
      return LogEntry(answer: .conflict([]), data: [], recorded: [])
    }
  }

  /// Not to be kept over an `await`: it holds the history, which would be copied by whoever adds to it.
  private func request(_ call: Call, _ asked: Asked, mintedID: String) -> Request {
    let now = call.at ?? clock.now
    return Request(
      call.kind, id: call.id, asked, by: call.actor, now: now, today: London.day(of: now),
      expectedVersion: call.expectedVersion, mintedID: mintedID,
      history: { [history] in history[$0] })
  }

  private func decide(_ request: Request) throws(Refused) -> Decision {
    do {
      return try consortium.decide(request)
    } catch {
      guard error.code == .staleVersion, let stream = try? consortium.target(of: request) else {
        throw Refused(error)
      }
      let sight = Sight(request.actor, on: request.today, in: consortium)
      let since = events(of: stream, after: request.expectedVersion ?? 0).filter {
        sight.of($0) == .everything
      }
      throw Refused(error, changedSince: since)
    }
  }

  /// A command known by its id is answered from its receipt, whatever has happened since.
  private func firstAnswer(to call: Call, _ asked: Asked, _ mintedID: String) async throws -> Outcome? {
    guard let commandID = call.commandID else { return nil }
    let known = try await store.receipt(
      commandID, in: info, request: call.canonical, actor: call.actor.person)
    switch known {
    case .none: return nil
    case .reused: throw Refused(Self.reused)
    case .same(let receipt):
      let target = try consortium.target(of: request(call, asked, mintedID: mintedID))
      let outcome = try await outcome(receipt, on: target, isReplay: true)
      // Where something came between the append and the name, the repeat makes up for it.
      try await keepProfile(asked, outcome.stream)
      return outcome
    }
  }

  private static let reused = Refusal(
    .commandReused,
    "This Idempotency-Key was used for another request, or by somebody else. Use a new one for a new command."
  )

  /// What came of a command, from its receipt: the same now and whenever it is asked again. What others have
  /// recorded in the meantime is in neither version nor position.
  private func outcome(
    _ receipt: Receipt, on target: StreamID, _ data: [Node]? = nil, isReplay: Bool
  ) async throws -> Outcome {
    let end = try await end(of: receipt)
    if head < end { try await catchUp() }
    // Recorded, but the server that answered was left behind: whoever asks again will be told.
    guard head >= end else { throw LogError.busy }
    let events = events(receipt)
    let stream = events.last?.envelope.stream ?? target
    let last = memory.lastEvent(of: stream, through: end)
    return Outcome(
      stream: stream, version: last?.envelope.version ?? 0, position: end, epoch: epoch,
      recordedAt: receipt.recordedAt, events: events, data: data ?? events.map(\.event.payload.node),
      warnings: events.flatMap { $0.event.warningsAccepted },
      isReplay: isReplay, startsStream: events.first?.envelope.version == 1)
  }

  /// The log's end with the command in it.
  private func end(of receipt: Receipt) async throws -> Int64 {
    if let positions = receipt.positions { return positions.upperBound }
    return try await store.position(afterCommit: receipt.commit, in: info)
  }

  private func events(_ receipt: Receipt) -> [Recorded] {
    receipt.positions.map { $0.compactMap { history[$0] } } ?? []
  }
}
