import Foundation
import Logging
import Testing

import func TestSupport.conninfo

@testable import Postgres

/// The server that tests may create databases on, as its superuser.
func serverConninfo() throws -> String {
  try #require(
    ProcessInfo.processInfo.environment["COLLEGIATE_TEST_DATABASE_URL"],
    "Set COLLEGIATE_TEST_DATABASE_URL to the connection string of a superuser on a PostgreSQL server for tests."
  )
}

/// Creates an empty database for one test and drops it afterwards, also with sessions left in it.
///
/// A few at a time, as all tests run at once and the server has its `max_connections`.
func withDatabase(_ test: (String) async throws -> Void) async throws {
  let server = try serverConninfo()
  await turnstile.enter()
  let result = await Result { try await withNewDatabase(on: server, test) }
  await turnstile.leave()
  try result.get()
}

private let turnstile = Turnstile(places: 6)

private actor Turnstile {
  private var places: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) { self.places = places }

  func enter() async {
    guard places == 0 else { places -= 1; return }
    await withCheckedContinuation { waiting.append($0) }
  }

  func leave() {
    if waiting.isEmpty { places += 1 } else { waiting.removeFirst().resume() }
  }
}

private func withNewDatabase(on server: String, _ test: (String) async throws -> Void) async throws {
  let name = "postgres_test_" + UUID().uuidString.lowercased().filter { $0 != "-" }
  let admin = try await Connection.open(server)
  _ = try await admin.run("create database \(name) template template0")
  let result = await Result { try await test(conninfo(server, ["dbname": name])) }
  _ = try await admin.run("drop database \(name) with (force)")
  await admin.closeAndJoin()
  try result.get()
}

/// One connection to an empty database of its own.
func withConnection(
  _ session: Session = Session(),
  _ test: (Connection) async throws -> Void
) async throws {
  try await withDatabase { database in
    let connection = try await Connection.open(database, session: session)
    let result = await Result { try await test(connection) }
    await connection.closeAndJoin()
    try result.get()
  }
}

/// A pool, closed afterwards.
func withPool(
  _ conninfo: String,
  size: Int = 2,
  waiting: Duration = .seconds(20),
  maxWaiters: Int = 100,
  statementTimeout: Duration = .seconds(30),
  preparesStatements: Bool = true,
  logger: Logger = .silent,
  _ test: (Pool) async throws -> Void
) async throws {
  let pool = Pool(
    conninfo,
    size: size,
    waiting: waiting,
    maxWaiters: maxWaiters,
    statementTimeout: statementTimeout,
    lockTimeout: .seconds(10),
    preparesStatements: preparesStatements,
    logger: logger
  )
  let result = await Result { try await test(pool) }
  await pool.close()
  try result.get()
}

extension Logger {
  static var silent: Logger { Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }) }
}

extension Result where Failure == any Error {
  init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}

/// Waits until the condition holds; fails the test when the deadline passes first.
nonisolated(nonsending) func eventually(
  within limit: Duration = .seconds(20),
  _ promise: Comment,
  sourceLocation: SourceLocation = #_sourceLocation,
  _ condition: () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + limit
  while try await !condition() {
    try #require(ContinuousClock.now < deadline, promise, sourceLocation: sourceLocation)
    try await Task.sleep(for: .milliseconds(5))
  }
}

/// What a call threw, if it was a `PostgresError`.
func postgresError(
  sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () async throws -> some Any
) async throws -> PostgresError {
  let error = await #expect(throws: PostgresError.self, sourceLocation: sourceLocation) {
    _ = try await body()
  }
  return try #require(error, sourceLocation: sourceLocation)
}

/// What other sessions of the same database are doing, seen from a session of its own.
func activity(_ watcher: Connection, where condition: String) async throws -> Int {
  let rows = try await watcher.run(
    "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and \(condition)"
  )
  return try #require(rows.first).get(0)
}

extension Connection {
  /// The only value of the only row.
  nonisolated func one<T: PostgresReadable>(_ sql: String, _ parameters: Parameter...) async throws -> T {
    let rows = try await run(sql, parameters)
    return try #require(rows.first).get(0)
  }

  nonisolated func expect<T: PostgresReadable & Equatable>(
    _ sql: String,
    _ parameters: Parameter...,
    gives expected: T,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let rows = try await run(sql, parameters)
    let value: T = try #require(rows.first, sourceLocation: sourceLocation).get(0)
    #expect(value == expected, sourceLocation: sourceLocation)
  }
}

extension Connection {
  /// Ends another session from outside and waits until it is gone.
  nonisolated func kill(_ process: Int) async throws {
    _ = try await run("select pg_terminate_backend($1::int, 20000)", [.int(process)])
  }
}
