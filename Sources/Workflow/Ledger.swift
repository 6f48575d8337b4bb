import EventSourcing
import Logging
import PeerReview
import ReadModels

/// One consortium's log, live in this process: its history, its folded state, and the views that readers
/// have open. All change goes through `perform`, all reading through a reader's sight. What is here is
/// derived from the database and brought up to it before it matters.
package actor Ledger {
  package nonisolated let slug: String
  package nonisolated let isRehearsal: Bool
  nonisolated let store: EventStore
  nonisolated let logger: Logger
  nonisolated let wakeups: Wakeups

  package private(set) var info: LogInfo
  var memory: LogMemory
  var folds = OpenFolds()
  /// When the last look at the database began whose result is here.
  private var seenAt: ContinuousClock.Instant?
  /// How many commands are with the store at this moment.
  var recording = 0
  /// The look that is under way, and the one that follows it.
  private var runningLook: Task<Void, any Error>?
  private var nextLook: Task<Void, any Error>?
  /// Whether the server that was looked at last follows another: then nothing is recorded here.
  package private(set) var isOnStandby = false

  init(_ info: LogInfo, _ store: EventStore, _ wakeups: Wakeups, logger: Logger) {
    self.info = info
    self.store = store
    self.wakeups = wakeups
    self.logger = logger
    slug = info.slug
    isRehearsal = info.isRehearsal
    memory = LogMemory(rehearsal: info.isRehearsal)
  }

  package var history: History { memory.history }
  package var consortium: Consortium { memory.consortium }
  package var clock: Clock { memory.clock }
  package var epoch: Int { info.epoch }
  package var head: Int64 { consortium.head }
  package var today: CalendarDay { London.day(of: clock.now) }

  /// Looks into the database unless somebody did within `age`. After a restore or a failover what was known is
  /// dropped and read again.
  package func freshen(within age: Duration = .milliseconds(100)) async throws {
    if !isFresh(within: age) { try await catchUp() }
  }

  /// Whether somebody looked into the database within `age`.
  package func isFresh(within age: Duration = .milliseconds(100)) -> Bool {
    seenAt.map { ContinuousClock.now - $0 < age } ?? false
  }

  /// Takes what a look at all logs found of this one, and looks again only where that is not what is here.
  package func note(_ end: LogEnd) async throws {
    if recording > 0 { await waitForOwn(through: end.position) }
    guard end.epoch == epoch, end.position <= head, end.isOnStandby == isOnStandby else {
      return try await catchUp()
    }
    seenAt = max(seenAt ?? end.askedAt, end.askedAt)
  }

  /// Brings here whatever the database's log held when this was called, whoever wrote it. Those who ask while
  /// a look is under way, which may have begun too soon for them, share the next one.
  package func catchUp() async throws {
    let look =
      nextLook
      ?? Task { [running = runningLook] in
        _ = await running?.result
        try await lookUp()
      }
    nextLook = look
    try await Self.finish(look)
  }

  /// Waits for a shared task; who is cancelled stops waiting, and the task goes on for the others.
  private static func finish(_ task: Task<Void, any Error>) async throws {
    let ending = AsyncThrowingStream<Never, any Error> { continuation in
      Task {
        do {
          try await task.value
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
    }
    for try await _ in ending {}
    try Task.checkCancellation()
  }

  private func lookUp() async throws {
    runningLook = nextLook
    nextLook = nil
    let began = ContinuousClock.now
    let end = try await store.head(of: info)
    guard end.epoch >= info.epoch else {
      seenAt = nil
      throw ServerLeftBehind(known: info.epoch, found: end.epoch)
    }
    isOnStandby = end.isOnStandby
    if end.epoch > info.epoch {
      try await beginAnew()
    } else {
      try await takeIn(through: end.position)
    }
    seenAt = began
  }

  /// Reads on. Where words were erased from what is here already, all of it is read again, without them.
  private func takeIn(through end: Int64) async throws {
    let known = head
    while head < end, let batch = try await next(after: head, through: end, in: info) {
      for stored in batch {
        if known > 0, stored.envelope.type == TextRedacted.type { return try await beginAnew() }
        // What was recorded here meanwhile is in memory already.
        if stored.envelope.position == head + 1 { takeIn(try stored.recorded()) }
      }
    }
  }

  /// Takes in the event that follows on the last one here.
  private func takeIn(_ recorded: Recorded) {
    memory.append(recorded)
    if Sight.isChanged(by: recorded) { folds.forget() }
  }

  /// Takes in what a command has just recorded here in an epoch, without reading it back, where nothing that came
  /// before it is missing. Else the next look brings it.
  func takeIn(_ recorded: [Recorded], of epoch: Int) async {
    guard let first = recorded.first?.envelope.position else { return }
    await waitForOwn(through: first - 1)
    guard epoch == self.epoch, first == head + 1 else { return }
    for event in recorded { takeIn(event) }
  }

  /// Waits a little for what is being recorded here, which would cost more to read back: it stands in the log before
  /// it is in memory, and commands of one call get their answers at once and come here in any order.
  private func waitForOwn(through position: Int64) async {
    for _ in 0..<4 where head < position { await Task.yield() }
    for _ in 0..<5 where head < position { try? await Task.sleep(for: .milliseconds(1)) }
  }

  /// What was known may never have happened on the server that answers now, or holds words that were erased.
  /// Until all of it is read again, who reads or decides here goes by what was known: what is decided so is
  /// refused at the append.
  private func beginAnew() async throws {
    guard let now = try await store.log(slug) else { throw LogError.unknownLog }
    var end = try await store.head(of: now).position
    var anew = LogMemory(rehearsal: isRehearsal)
    while Int64(anew.history.count) < end,
      let batch = try await next(after: Int64(anew.history.count), through: end, in: now)
    {
      for stored in batch { anew.append(try stored.recorded()) }
      // What was recorded here meanwhile in the same epoch stays in sight.
      if now.epoch == epoch { end = max(end, head) }
    }
    (info, memory) = (now, anew)
    folds.forget()
  }

  /// The events that follow a position; nil where there are none, or the server that answers has others.
  private func next(after position: Int64, through end: Int64, in log: LogInfo) async throws -> [StoredEvent]?
  {
    let batch = try await store.events(in: log, after: position, through: end, limit: 5000)
    return batch.first?.envelope.position == position + 1 ? batch : nil
  }

  /// A stream's events after a version, in order.
  package func events(of stream: StreamID, after version: Int = 0) -> [Recorded] {
    memory.events(of: stream, after: version)
  }

  /// Tells the follower that there is something to follow.
  nonisolated func wakeFollower() { wakeups.signal(Follower.anyLog, Clock.system.microseconds) }

  /// Returns when the log here has reached a position, or after a while all the same.
  package func wait(for position: Int64, atMost patience: Duration = .seconds(2)) async throws {
    let deadline = ContinuousClock.now + patience
    while head < position {
      try await catchUp()
      guard head < position, ContinuousClock.now < deadline else { return }
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}

extension StoredEvent {
  /// The event as the domain knows it; throws where the log holds what this program cannot read.
  package func recorded() throws -> Recorded {
    let node = try JSON.parse(payload)
    return Recorded(
      envelope, try Event.read(type: envelope.type, schemaVersion: envelope.schemaVersion, node),
      redactedBy: redactedBy)
  }
}
