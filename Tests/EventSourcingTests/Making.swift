import EventSourcing
import FoundationEssentials
import PeerReview
import Postgres
import TestSupport

/// A log in a database of its own, and what a test needs to write into it.
struct Fixture: Sendable {
  let store: EventStore
  let log: LogInfo
  let pool: Pool
  /// The superuser's connection string.
  let url: String

  /// The superuser's hand in the tables: what only checkpoints stop.
  func tamper(_ sql: String) async throws {
    let connection = try await Connection.open(url)
    try await connection.script("set session_replication_role = replica; " + sql)
    await connection.closeAndJoin()
  }

  func value<T: PostgresReadable>(_ sql: String, as: T.Type = T.self) async throws -> T? {
    try await pool.run(sql).first.map { try $0.get(0) }
  }

  func count(_ table: String) async throws -> Int { try await value("select count(*) from \(table)") ?? -1 }
}

func withLog(rehearsal: Bool = false, _ body: @Sendable (Fixture) async throws -> Void) async throws {
  try await withDatabase { pool, url in
    let store = EventStore(pool)
    let log = try await store.createLog(slug: "ashmere", name: "Ashmere Consortium", rehearsal: rehearsal)
    try await body(Fixture(store: store, log: log, pool: pool, url: url))
  }
}

func visit(_ id: String) -> StreamID { StreamID(.visit, id) }

func event(
  _ stream: StreamID,
  _ type: String = "VisitHeld",
  at: Moment? = nil,
  lea: String? = "ash",
  cycle: String? = nil,
  payload: String = #"{"note":"Grüße ✓"}"#
) -> NewEvent {
  NewEvent(
    stream: stream,
    type: type,
    schemaVersion: 1,
    occurredAt: at,
    visibility: .own,
    place: Place(
      programme: ProgrammeID("prog-1"),
      lea: lea.map { OrganisationID($0) },
      cycle: cycle.map { CycleID($0) }
    ),
    payload: payload
  )
}

func newID() -> String { UUID().uuidString.lowercased() }

/// A command of Ashmere's lead; events for streams go in the order given.
func command(
  _ expected: [StreamID: Int],
  _ events: [NewEvent],
  id: String = newID(),
  request: String = "visits/hold {}",
  actor: String = "ash-lead",
  guards: [Guard] = [],
  after: Int64 = 0,
  at: Moment? = nil
) -> Append {
  Append(
    commandID: id,
    request: request,
    actor: PersonID(actor),
    actingFor: OrganisationID("ash"),
    role: .ll,
    correlationID: "corr-1",
    expected: expected,
    guards: guards,
    guardsAfter: after,
    events: events,
    recordedAt: at
  )
}

/// The command that adds one event to a stream at a version.
func adding(_ stream: StreamID, at version: Int, id: String = newID(), payload: String = "{}") -> Append {
  command([stream: version], [event(stream, payload: payload)], id: id)
}

extension Appended {
  var receipt: Receipt? {
    switch self {
    case .appended(let receipt), .replayed(let receipt): receipt
    case .reused, .conflict: nil
    }
  }
}
