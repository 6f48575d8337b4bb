import FoundationEssentials
import Logging
import Postgres

/// Lends a database of its own, migrated and empty, for as long as `body` runs. `pool` is the service's: it
/// has taken on the role `collegiate_service`. `url` connects as the superuser.
package func withDatabase<T: Sendable>(
  _ body: @Sendable (_ pool: Pool, _ url: String) async throws -> T
) async throws -> T {
  await gate.enter()
  do {
    let value = try await withOwnDatabase(body)
    await gate.leave()
    return value
  } catch {
    await gate.leave()
    throw error
  }
}

/// A pool for tests that need one beside the service's, such as a superuser's.
package func testPool(_ url: String, size: Int = 4) -> Pool {
  Pool(
    url,
    size: size,
    waiting: .seconds(30),
    maxWaiters: 256,
    statementTimeout: .seconds(30),
    lockTimeout: .seconds(20),
    logger: Logger(label: "test")
  )
}

/// Returns once `condition` holds; throws `NeverHappened` after `limit`.
package func eventually(
  within limit: Duration = .seconds(20),
  _ what: String,
  _ condition: () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + limit
  while try await !condition() {
    guard ContinuousClock.now < deadline else { throw NeverHappened(what: what) }
    try await Task.sleep(for: .milliseconds(5))
  }
}

package struct NeverHappened: Error, CustomStringConvertible {
  let what: String
  package var description: String { "It never happened that \(what)." }
}

/// Why a test cannot have a database.
package enum TestDatabaseError: Error, CustomStringConvertible {
  case notConfigured, notLocal(String)

  package var description: String {
    switch self {
    case .notConfigured:
      "Set COLLEGIATE_TEST_DATABASE_URL to a local PostgreSQL server's connection string, as its superuser."
    case .notLocal(let address):
      "COLLEGIATE_TEST_DATABASE_URL names the server \(address); tests use only one on this machine."
    }
  }
}

private func withOwnDatabase<T: Sendable>(_ body: @Sendable (Pool, String) async throws -> T) async throws
  -> T
{
  let template = try await Template.shared.name
  let server = try serverConninfo()
  let name = "collegiate_test_" + UUID().uuidString.lowercased().filter { $0 != "-" }
  try await administer(server, "create database \(name) template \(template)")
  let url = conninfo(server, ["dbname": name])
  let pool = testPool(conninfo(url, ["options": "-c role=collegiate_service"]), size: 12)
  let result: Result<T, any Error>
  do {
    result = .success(try await body(pool, url))
  } catch {
    result = .failure(error)
  }
  await pool.close()
  try await administer(server, "drop database \(name) with (force)")
  return try result.get()
}

/// Adds keywords to a connection string of either form; later ones win.
package func conninfo(_ base: String, _ keywords: [String: String]) -> String {
  let isURI = base.contains("://")
  return keywords.sorted { $0.key < $1.key }.reduce(base) { text, keyword in
    guard isURI else { return "\(text) \(keyword.key)='\(keyword.value)'" }
    let value = keyword.value.replacing(" ", with: "%20").replacing("=", with: "%3D")
    return "\(text)\(text.contains("?") ? "&" : "?")\(keyword.key)=\(value)"
  }
}

private func serverConninfo() throws -> String {
  guard let url = ProcessInfo.processInfo.environment["COLLEGIATE_TEST_DATABASE_URL"], !url.isEmpty else {
    throw TestDatabaseError.notConfigured
  }
  return url
}

private func administer(_ server: String, _ sql: String) async throws {
  let connection = try await Connection.open(server, session: Session(statementTimeout: .seconds(60)))
  do {
    _ = try await connection.run(sql)
    await connection.closeAndJoin()
  } catch {
    await connection.closeAndJoin()
    throw error
  }
}

/// The migrated database that each test's is cloned from; made once per schema and server.
private actor Template {
  static let shared = Template()
  private var made: Task<String, any Error>?

  var name: String {
    get async throws {
      let task = made ?? Task { try await Template.make() }
      made = task
      return try await task.value
    }
  }

  private static func make() async throws -> String {
    let server = try serverConninfo()
    let migrations = try testMigrations()
    let connection = try await Connection.open(server, session: Session(statementTimeout: .seconds(120)))
    do {
      let name = try await make(server, migrations, connection)
      await connection.closeAndJoin()
      return name
    } catch {
      await connection.closeAndJoin()
      throw error
    }
  }

  /// Half a template never gets the name, so a process that died here leaves none behind.
  private static func make(
    _ server: String,
    _ migrations: [Migration],
    _ connection: Connection
  ) async throws -> String {
    try await requireLocal(connection)
    let key = checksum(migrations)
    let name = "collegiate_template_\(String(key.magnitude, radix: 16))"
    _ = try await connection.run("select pg_advisory_lock($1)", [.int(key)])
    let known = try await connection.run("select from pg_database where datname = $1", [.text(name)])
    if known.isEmpty {
      let draft = name + "_draft"
      _ = try await connection.run("drop database if exists \(draft) with (force)")
      _ = try await connection.run("create database \(draft) template template0 encoding 'UTF8'")
      let inside = try await Connection.open(conninfo(server, ["dbname": draft]))
      do {
        _ = try await Migrator.migrate(inside, migrations)
        await inside.closeAndJoin()
      } catch {
        await inside.closeAndJoin()
        throw error
      }
      try await eventually("nobody is connected to the template") {
        try await connection.run("select from pg_stat_activity where datname = $1", [.text(draft)]).isEmpty
      }
      _ = try await connection.run("alter database \(draft) rename to \(name)")
    }
    return name
  }

  private static func requireLocal(_ connection: Connection) async throws {
    let rows = try await connection.run("select host(inet_server_addr())")
    guard let address = try rows.first?.get(0, as: String?.self) else { return }
    guard address.hasPrefix("127.") || address == "::1" else { throw TestDatabaseError.notLocal(address) }
  }

  /// FNV-1a over the files: the same for every process, unlike Swift's own hash.
  private static func checksum(_ migrations: [Migration]) -> Int64 {
    let hash = migrations.flatMap { Array(($0.file + $0.sql).utf8) }.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return Int64(bitPattern: hash)
  }
}

/// The schema's files, found beside the tests.
package func testMigrations() throws -> [Migration] {
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  return try Migrator.load(from: "/\(root)/schema")
}

/// As many tests at a time as a small machine's server bears.
private actor Gate {
  private var free = 4
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func enter() async {
    if free > 0 {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func leave() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}

private let gate = Gate()
