import EventSourcing
import PeerReview
import Postgres
import Workflow

/// Appends of one event each, awaited by its client, through the store as the service uses it.
struct Appends: Sendable {
  private let store: EventStore
  private let logs: [LogInfo]
  /// Each client takes another one at each turn.
  private let payloads: [String]

  init(_ pool: Pool, to logs: [LogInfo], bytes: Int) {
    store = EventStore(pool)
    self.logs = logs
    payloads = (0..<64).map { _ in Text.payload(bytes: bytes) }
  }

  func run(_ clients: Int, _ duration: Duration) async throws -> Sample {
    try await Clients.measure(clients, duration) { client, turn in
      let append = append(client, payloads[(client + turn) % payloads.count])
      let answer = try await store.append(append, to: logs[(client + turn) % logs.count])
      guard case .appended = answer else { throw BenchFailure("An append came to \(answer).") }
    }
  }

  /// A new stream each time, so that no client waits for another's version.
  private func append(_ client: Int, _ payload: String) -> Append {
    let id = UUIDv7.mint(at: Clock.system)
    let stream = StreamID(.visit, id)
    let event = NewEvent(
      stream: stream, type: "Benchmarked", schemaVersion: 1, visibility: .own, place: .common,
      payload: payload)
    return Append(
      commandID: id, request: id, actor: PersonID("client-\(client)"), actingFor: OrganisationID("bench"),
      role: .sys, expected: [stream: 0], events: [event])
  }
}

extension Measuring {
  /// (b) Appends of 200 bytes and of 4 kB into one log and into 32.
  func appends() async throws {
    guard catalogue.wants(group: "b") else { return }
    try await withDatabase("appends") { database in
      try await warmUp(database)
      for (suffix, bytes) in [("", 200), (".4k", 4096)] {
        for clients in [1, 8, 32, 128] {
          for logs in [1, 32] {
            let name = "append.\(logs)log\(logs == 1 ? "" : "s").c\(clients)\(suffix)"
            if name == Self.comparedWithCommands, catalogue.wants(Self.commands) { continue }
            try await figure(name) { try await append(clients, logs: logs, bytes, in: database) }
          }
        }
      }
    }
  }

  /// A connection that first appends while the tables are empty plans for empty tables, and keeps the plan until
  /// the server has looked at them anew, in a minute or so: that minute is not what is measured.
  func warmUp(_ database: BenchDatabase) async throws {
    try await database.withPool(size: 1) { pool in
      _ = try await Appends(pool, to: try await newLogs(1, pool), bytes: 200).run(32, .seconds(1))
    }
    try await database.settle()
  }

  /// What commands over HTTP are held against, and so measured in turns with them.
  static let (comparedWithCommands, commands) = ("append.1log.c32", "http.command.c32")

  /// Each run begins with new logs. A log has one call under way, so more connections than logs do nothing, and
  /// the service has eight unless it is told otherwise.
  func append(
    _ clients: Int, logs: Int, _ bytes: Int, in database: BenchDatabase
  ) async throws -> Sample {
    try await database.withPool(size: min(clients, logs, 8)) { pool in
      let logs = try await newLogs(logs, pool)
      return try await Appends(pool, to: logs, bytes: bytes).run(clients, duration)
    }
  }

  private func newLogs(_ count: Int, _ pool: Pool) async throws -> [LogInfo] {
    var logs: [LogInfo] = []
    for _ in 0..<count {
      let slug = "bench-\(UUIDv7.mint(at: Clock.system))"
      logs.append(try await EventStore(pool).createLog(slug: slug, name: "Benchmark", rehearsal: false))
    }
    return logs
  }
}
