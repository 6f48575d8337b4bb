import ArgumentParser
import Foundation
import Logging
import Postgres
import Workflow

/// Where the database is, common to all subcommands.
struct DatabaseOptions: ParsableArguments {
  @Option(name: .long, help: "PostgreSQL connection string; else DATABASE_URL. Passed to libpq as it is.")
  var database: String?

  @Option(name: .long, help: "Folder of the schema's SQL files; else COLLEGIATE_SCHEMA, else ./schema.")
  var schema: String?

  func conninfo() throws -> String {
    guard let conninfo = database ?? ProcessInfo.processInfo.environment["DATABASE_URL"], !conninfo.isEmpty
    else { throw Failure.usage("Say where the database is: --database CONNINFO, or DATABASE_URL.") }
    return conninfo
  }

  func migrations() throws -> [Migration] {
    try Migrator.load(
      from: schema ?? ProcessInfo.processInfo.environment["COLLEGIATE_SCHEMA"] ?? "schema")
  }

  /// A pool as the service has it: it may execute the append and read, and no more.
  func pool(size: Int = 4, role: String? = "collegiate_service", logger: Logger) throws -> Pool {
    Pool(
      try conninfo(), size: size, waiting: .seconds(5), maxWaiters: 1000, statementTimeout: .seconds(30),
      lockTimeout: .seconds(10), role: role, logger: logger)
  }

  /// Runs `body` with the logs of a database whose schema is this program's.
  func withLedgers<T>(_ body: (Ledgers) async throws -> T) async throws -> T {
    let logger = Logger(label: "collegiate")
    let migrations = try migrations()
    let pool = try pool(logger: logger)
    do {
      try await Migrator.check(pool, migrations)
      let result = try await body(Ledgers(pool, logger: logger))
      await pool.close()
      return result
    } catch {
      await pool.close()
      throw error
    }
  }

  /// Runs `body` with one log, brought up to the database.
  func withLedger<T>(_ slug: String, _ body: (Ledger, Ledgers) async throws -> T) async throws -> T {
    try await withLedgers { ledgers in
      guard let ledger = try await ledgers.ledger(slug) else {
        throw Failure.failed("There is no log \(slug) in this database.")
      }
      try await ledger.catchUp()
      return try await body(ledger, ledgers)
    }
  }
}
