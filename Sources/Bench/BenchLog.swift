import EventSourcing
import Logging
import PeerReview
import Postgres
import WorkedExample
import Workflow

/// A real log, on the server's clock, in which a year has happened, and which is then made as long as is
/// wanted. Not a rehearsal: that has a clock of its own, and its commands are not recorded together.
struct BenchLog: Sendable {
  let info: LogInfo
  /// The coordinator's.
  let token: String
  private let database: BenchDatabase

  /// Makes it as `collegiate consortium create` does, and lets the worked example's people give their commands.
  static func make(in database: BenchDatabase) async throws -> BenchLog {
    try await database.withPool(size: 4) { pool in
      let ledgers = Ledgers(pool, logger: Logger(label: "bench"))
      let installation = Installation(
        slug: "bench", name: "Benchmark", coordinator: coordinator.person, letter: "B/1", rehearsal: false)
      let ledger = try await installation.perform(in: ledgers)
      for step in WorkedExample.steps where !step.isRefused { try await perform(step, in: ledger) }
      let info = await ledger.info
      let token = try await Tokens(pool).create(
        log: info.id, for: coordinator, scopes: [.read, .command], label: "bench", days: 1)
      return BenchLog(info: info, token: token.secret, database: database)
    }
  }

  private static let coordinator = Actor(PersonID("co-1"), for: OrganisationID("office"))

  private static func perform(_ step: Step, in ledger: Ledger) async throws {
    guard let (kind, id) = CommandKind.route(step.path) else {
      throw BenchFailure("There is no command \(step.path).")
    }
    do {
      _ = try await ledger.perform(
        Call(
          kind, id: id, try JSON.parse(step.body), by: step.sender, expectedVersion: step.ifMatch, at: step.at
        ))
    } catch let refused as Refused {
      throw BenchFailure("\(step.path) on \(step.day) was refused: \(refused.refusal.detail)")
    }
  }

  /// How many events it holds.
  var length: Int {
    get async throws {
      try await database.withPool(size: 1) { Int(try await EventStore($0).head(of: info).position) }
    }
  }

  /// Appends people, registered by the coordinator as over HTTP, until the log holds so many events.
  func fill(to events: Int) async throws {
    try await database.withPool(size: 2) { pool in
      let store = EventStore(pool)
      let payload = try Self.payload()
      var missing = events - Int(try await store.head(of: info).position)
      while missing > 0 {
        // Two calls' worth: while one is under way the next is ready.
        let batch = (0..<min(missing, 512)).map { _ in Self.registration(payload) }
        for answer in try await store.append(batch, to: info) {
          guard case .appended = answer else { throw BenchFailure("Filling the log came to \(answer).") }
        }
        missing -= batch.count
      }
    }
    try await database.settle()
  }

  /// As the domain itself reads it and writes it.
  private static func payload() throws -> String {
    let registered = try Event.read(
      type: PersonRegistered.type, schemaVersion: PersonRegistered.schemaVersion,
      ["organisation": .text(coordinator.organisation.text)])
    return registered.payload.json
  }

  private static func registration(_ payload: String) -> Append {
    let id = UUIDv7.mint(at: Clock.system)
    let stream = StreamID(.person, id)
    let event = NewEvent(
      stream: stream, type: PersonRegistered.type, schemaVersion: PersonRegistered.schemaVersion,
      visibility: StreamKind.person.initialVisibility, place: .common,
      payload: payload)
    return Append(
      commandID: id, request: id, actor: coordinator.person, actingFor: coordinator.organisation, role: .co,
      expected: [stream: 0], events: [event])
  }
}
