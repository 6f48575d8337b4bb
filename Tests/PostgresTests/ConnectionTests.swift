import Synchronization
import Testing

@testable import Postgres

@Suite("Connections", .timeLimit(.minutes(5))) struct ConnectionTests {
  @Test("A closed connection refuses work instead of hanging, also after its thread has ended") func closed()
    async throws
  {
    try await withConnection { connection in
      await connection.close()
      await connection.closeAndJoin()
      let refusals = try await withThrowingTaskGroup(of: PostgresError.self) { group in
        for _ in 0..<50 { group.addTask { try await postgresError { try await connection.run("select 1") } } }
        return try await group.reduce(into: Set()) { $0.insert($1.kind) }
      }
      #expect(refusals == [.closed])
      let error = try await postgresError {
        try await connection.transaction { try $0.run("select 1").count }
      }
      #expect(error.kind == .closed)
      #expect(await connection.processID == nil)
    }
  }

  @Test("A connection that nobody closes ends its session when the last reference goes") func dropped()
    async throws
  {
    try await withDatabase { database in
      let watcher = try await Connection.open(database)
      for _ in 0..<3 { _ = try await Connection.open(database).run("select 1") }
      try await eventually("no session is left") { try await activity(watcher, where: "true") == 0 }
      await watcher.closeAndJoin()
    }
  }

  @Test("Callers who come at the same time are served one after the other") func serial() async throws {
    try await withConnection { connection in
      _ = try await connection.run("create temp sequence s")
      try await withThrowingTaskGroup { group in
        for _ in 0..<200 { group.addTask { _ = try await connection.run("select nextval('s')") } }
        try await group.waitForAll()
      }
      try await connection.expect("select currval('s')", gives: 200)
    }
  }

  @Test("Connecting to a host that never answers blocks nobody else, and ends after connect_timeout")
  func silentHost() async throws {
    try await withSilentPort { port in
      let given = Locked(0)
      try await withThrowingTaskGroup { group in
        for _ in 0..<12 {
          group.addTask {
            let error = try await postgresError {
              try await Connection.open("host=127.0.0.1 port=\(port) connect_timeout=20")
            }
            #expect(error.kind == .unreachable)
            given.value.withLock { $0 += 1 }
          }
        }
        // All twelve are being made now; with a thread blocked by each none would be left for these.
        let sum = await withTaskGroup { work in
          for n in 1...1000 {
            work.addTask {
              await Task.yield(); return n
            }
          }
          return await work.reduce(0, +)
        }
        #expect(sum == 500_500)
        #expect(given.value.withLock(\.self) == 0, "nobody had given up by then")
        try await group.waitForAll()
      }
    }
  }
}
