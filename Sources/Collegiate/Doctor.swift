import ArgumentParser
import EventSourcing
import Logging
import Postgres
import ReadModels
import Workflow

struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look the installation over: database, settings, schema, logs, views.",
    discussion: "One line for each thing looked at; leaves with 4 where one of them is not as it should be.")

  @OptionGroup var database: DatabaseOptions

  func run() async throws {
    let logger = Logger(label: "collegiate")
    let pool = try database.pool(size: 2, logger: logger)
    var isWell = true
    func say(_ what: String, _ well: Bool, _ detail: String) {
      isWell = isWell && well
      Console.out((well ? "ok    " : "WRONG ") + what.padding(22) + detail)
    }
    do {
      let migrations = try database.migrations()
      for check in try await settings(pool) { say(check.name, check.isWell, check.detail) }
      do {
        try await Migrator.check(pool, migrations)
        say("schema", true, "up to date, \(migrations.count) files")
        for line in try await logs(pool, logger) { say(line.name, line.isWell, line.detail) }
      } catch let error as MigrationError {
        say("schema", false, "\(error)")
      }
    } catch {
      await pool.close()
      throw error
    }
    await pool.close()
    if !isWell { throw Failure.wrong("Something is not as it should be; see the lines marked WRONG.") }
  }

  private struct Check {
    let name: String
    let isWell: Bool
    let detail: String
  }

  /// What an acknowledged command relies on.
  private func settings(_ pool: Pool) async throws -> [Check] {
    let rows = try await pool.run(
      """
      select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
        current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous,
        current_setting('full_page_writes') as pages, current_setting('server_encoding') as encoding,
        current_setting('default_transaction_isolation') as isolation, pg_is_in_recovery() as standby
      """)
    guard let row = rows.first else { return [] }
    let (version, fsync, synchronous): (Int, String, String) =
      (try row.get("version"), try row.get("fsync"), try row.get("synchronous"))
    let (pages, encoding, isolation): (String, String, String) =
      (try row.get("pages"), try row.get("encoding"), try row.get("isolation"))
    return [
      Check(
        name: "database", isWell: version >= 150_000,
        detail: "PostgreSQL \(try row.get("name", as: String.self))"),
      Check(
        name: "server", isWell: true,
        detail: try row.get("standby") ? "a standby, which reads only" : "a primary"),
      Check(name: "fsync", isWell: fsync == "on", detail: fsync),
      Check(name: "synchronous_commit", isWell: synchronous != "off", detail: synchronous),
      Check(name: "full_page_writes", isWell: pages == "on", detail: pages),
      Check(name: "encoding", isWell: encoding == "UTF8", detail: encoding),
      Check(name: "isolation", isWell: isolation == "read committed", detail: isolation),
    ]
  }

  private func logs(_ pool: Pool, _ logger: Logger) async throws -> [Check] {
    let store = EventStore(pool)
    let cursors = Cursors(pool)
    var checks: [Check] = []
    for log in try await store.logs() {
      let head = try await store.head(of: log)
      let kind = log.isRehearsal ? "rehearsal" : "real"
      let raised = try await store.epochChanges(of: log).last
      checks.append(
        Check(
          name: "log \(log.slug)", isWell: true,
          detail: "\(kind), epoch \(head.epoch), position \(head.position)"
            + (raised.map { "; epoch since \($0.raisedAt): \($0.reason)" } ?? "")))
      for cursor in try await cursors.status(of: log) {
        let parked = try await cursors.parked(name: cursor.name, version: cursor.version, in: log)
        guard cursor.state == .failing || !parked.isEmpty else { continue }
        checks.append(
          Check(
            name: "view \(cursor.name)", isWell: false,
            detail: "\(parked.count) streams wait; \(cursor.lastError ?? "see views status")"))
      }
    }
    return checks
  }
}
