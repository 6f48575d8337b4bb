import Foundation
import Testing

@testable import Postgres

/// Debian puts it where only root looks.
private let pgbouncer = (ProcessInfo.processInfo.environment["PATH", default: ""] + ":/usr/sbin")
  .split(separator: ":").map { $0 + "/pgbouncer" }
  .first { FileManager.default.isExecutableFile(atPath: $0) }

@Suite("PgBouncer", .timeLimit(.minutes(5))) struct PgBouncerTests {
  @Test("In transaction mode statements, transactions and cancellation work, if nothing is prepared")
  func transactionMode() async throws {
    try await withServer { server in
      try await server.withBouncer { bouncer in
        try await withPool(bouncer, size: 6, preparesStatements: false) { pool in
          _ = try await pool.run("create table t (n int)")
          try await withThrowingTaskGroup { group in
            for n in 0..<60 {
              group.addTask {
                for _ in 0..<3 { _ = try await pool.run("insert into t select $1", [.int(n)]) }
                _ = try await pool.transaction {
                  try $0.run("update t set n = n where n = $1", [.int(n)]).affected
                }
              }
            }
            try await group.waitForAll()
          }
          let count: Int = try await pool.run("select count(*) from t")[0].get(0)
          #expect(count == 180)
          let task = Task { try await pool.run("select pg_sleep(60)") }
          try await eventually("it runs") {
            try await pool.run(
              "select from pg_stat_activity where query ~ 'sleep' and state = 'active' and pid <> pg_backend_pid()"
            ).count == 1
          }
          task.cancel()
          let error = try await postgresError { try await task.value }
          #expect(error.kind == .cancelled)
        }
      }
    }
  }
}

extension Server {
  /// A PgBouncer with two server connections in front of this server, in transaction mode.
  fileprivate nonisolated func withBouncer(_ test: (String) async throws -> Void) async throws {
    let port = try freePort()
    let settings = """
      [databases]
      postgres = user=postgres host=\(directory) port=\(self.port)
      [pgbouncer]
      listen_addr = 127.0.0.1
      listen_port = \(port)
      unix_socket_dir =
      auth_type = any
      pool_mode = transaction
      default_pool_size = 3
      """
    try await write(settings, to: "pgbouncer.ini")
    let program = try #require(pgbouncer, "This test needs Debian's package pgbouncer.")
    let process = try await startProgram([program, "\(directory)/pgbouncer.ini"])
    let result = await Result {
      let bouncer = "host=127.0.0.1 port=\(port) user=postgres dbname=postgres"
      try await eventually("PgBouncer starts: \(directory)/log") {
        (try? await Connection.open(bouncer).closeAndJoin()) != nil
      }
      try await test(bouncer)
    }
    kill(process.processIdentifier, SIGKILL)
    try await eventually("PgBouncer stops") { !process.isRunning }
    try result.get()
  }
}
