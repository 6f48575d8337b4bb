import Logging
import Postgres

/// A database of the benchmark's own, migrated as the service's is.
struct BenchDatabase: Sendable {
  let name: String
  let schema: String
  private let server: String

  var conninfo: String { "\(server) dbname=\(name)" }

  /// Makes it anew: each part of a run has its own, since a service reads every log that it finds.
  static func make(_ part: String, server: String, schema: String) async throws -> BenchDatabase {
    let database = BenchDatabase(name: "collegiate_bench_\(part)", schema: schema, server: server)
    await database.drop()
    try await database.maintain("create database \(database.name)", in: "postgres")
    let pool = database.pool(size: 1, role: nil)
    _ = try await Migrator.migrate(pool, try Migrator.load(from: schema))
    await pool.close()
    return database
  }

  func drop() async { try? await maintain("drop database if exists \(name) with (force)", in: "postgres") }

  /// Does now what the server would do by itself in the middle of a measurement.
  func settle() async throws {
    try await maintain("vacuum (analyze)", in: name)
    try await maintain("checkpoint", in: name)
  }

  func pool(size: Int, role: String? = "collegiate_service") -> Pool {
    Pool(
      conninfo, size: size, waiting: .seconds(30), maxWaiters: 10_000, statementTimeout: .seconds(60),
      lockTimeout: .seconds(30), role: role, logger: Logger(label: "bench"))
  }

  /// Runs a body with a pool that is closed afterwards.
  func withPool<T>(
    size: Int, role: String? = "collegiate_service", _ body: (Pool) async throws -> T
  ) async throws -> T {
    let pool = pool(size: size, role: role)
    do {
      let result = try await body(pool)
      await pool.close()
      return result
    } catch {
      await pool.close()
      throw error
    }
  }

  private func maintain(_ sql: String, in database: String) async throws {
    let connection = try await Connection.open("\(server) dbname=\(database)")
    do {
      // Filling and tidying a long log takes as long as it takes.
      _ = try await connection.run("set statement_timeout = 0")
      _ = try await connection.run(sql)
      await connection.close()
    } catch {
      await connection.close()
      throw error
    }
  }
}
