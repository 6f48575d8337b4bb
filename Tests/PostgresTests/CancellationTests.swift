import Glibc
import Testing

@testable import Postgres

@Suite("Cancellation", .timeLimit(.minutes(5))) struct CancellationTests {
  @Test("A cancelled query ends at once, here and on the server, and the connection stays in use")
  func cancel() async throws {
    try await withDatabase { database in
      let connection = try await Connection.open(database)
      let watcher = try await Connection.open(database)
      let process = await connection.processID
      let task = Task { try await connection.run("select pg_sleep(60)") }
      try await eventually("the query runs") {
        try await activity(watcher, where: "query ~ 'sleep' and state = 'active'") == 1
      }
      let start = ContinuousClock.now
      task.cancel()
      let error = try await postgresError { try await task.value }
      #expect(error.kind == .cancelled)
      #expect(ContinuousClock.now - start < .seconds(3))
      #expect(try await activity(watcher, where: "state = 'active'") == 0)
      try await connection.expect("select 'still here'", gives: "still here")
      #expect(await connection.processID == process)
      await connection.closeAndJoin()
      await watcher.closeAndJoin()
    }
  }

  @Test("A task cancelled before its query sends nothing") func beforehand() async throws {
    try await withConnection { connection in
      try await connection.script("create table t (n int)")
      let task = Task {
        while !Task.isCancelled { await Task.yield() }
        for sql in ["insert into t values (1)", "insert into t values (2)"] {
          await #expect(throws: PostgresError.cancelled) { try await connection.run(sql) }
        }
        await #expect(throws: PostgresError.cancelled) {
          try await connection.script("insert into t values (3)")
        }
        await #expect(throws: PostgresError.cancelled) {
          try await connection.transaction { _ = try $0.run("insert into t values (4)") }
        }
      }
      task.cancel()
      await task.value
      try await connection.expect("select count(*) from t", gives: 0)
    }
  }

  @Test("However a cancel and the query's end race, no later query is hit") func race() async throws {
    try await withDatabase { database in
      try await withPool(database, size: 1) { pool in
        var outcomes: [Bool: Int] = [:]
        for round in 0..<150 {
          // Around the moment at which a running statement looks for a cancellation.
          let length = Double(round % 30) / 1000 + 0.005
          let task = Task { try await pool.run("select pg_sleep($1)", [.double(length)]) }
          try await Task.sleep(for: .microseconds(5_000 + 700 * (round % 30)))
          task.cancel()
          let result = await task.result
          if case .failure(let error) = result { #expect((error as? PostgresError)?.kind == .cancelled) }
          outcomes[(try? result.get()) != nil, default: 0] += 1
          let next = try await pool.run("select 42 as n, pg_sleep(0.002)")
          #expect(try next[0].get("n", as: Int.self) == 42)
        }
        #expect(outcomes.count == 2, "some queries end first, some are cancelled: \(outcomes)")
      }
    }
  }

  @Test("A server that is frozen does not hold a cancelled caller for ever, and its connection is given up")
  func frozen() async throws {
    try await withServer { server in
      let connection = try await Connection.open(server.conninfo)
      let process = try #require(await connection.processID)
      let task = Task { try await connection.run("select pg_sleep(60)") }
      let watcher = try await Connection.open(server.conninfo)
      try await eventually("the query runs") {
        try await watcher.one(
          "select exists (select from pg_stat_activity where pid = $1 and query ~ 'sleep')",
          .int(Int(process))
        )
      }
      await watcher.closeAndJoin()
      // With the parent frozen as well, the request to cancel gets no answer either.
      let parent = try #require(await server.processID)
      for id in [process, parent] { #expect(kill(id, SIGSTOP) == 0) }
      task.cancel()
      let error = try await postgresError { try await task.value }
      #expect(error.kind == .connectionLost)
      #expect(!connection.isOpen)
      for id in [process, parent] { #expect(kill(id, SIGCONT) == 0) }
      await connection.closeAndJoin()
    }
  }

  @Test("More sleeping queries than cores leave the cooperative threads free") func cooperativeThreads()
    async throws
  {
    try await withDatabase { database in
      try await withPool(database, size: 24, statementTimeout: .seconds(10)) { pool in
        let watcher = try await Connection.open(database)
        try await withThrowingTaskGroup { group in
          for _ in 0..<24 { group.addTask { _ = try await pool.run("select pg_sleep(60)") } }
          try await eventually("all queries run") {
            try await activity(watcher, where: "query ~ 'sleep' and state = 'active'") == 24
          }
          // With a thread blocked by each query none would be left for these.
          let sum = await withTaskGroup { work in
            for n in 1...1000 {
              work.addTask {
                await Task.yield(); return n
              }
            }
            return await work.reduce(0, +)
          }
          #expect(sum == 500_500)
          group.cancelAll()
          while let result = await group.nextResult() {
            if case .failure(let error) = result { #expect((error as? PostgresError)?.kind == .cancelled) }
          }
        }
        #expect(try await activity(watcher, where: "state = 'active'") == 0)
        await watcher.closeAndJoin()
      }
    }
  }
}
