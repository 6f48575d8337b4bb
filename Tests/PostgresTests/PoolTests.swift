import Synchronization
import Testing

@testable import Postgres

@Suite("The pool", .timeLimit(.minutes(5))) struct PoolTests {
  @Test("Connections open when first needed, at most as many as the size, and are used again") func size()
    async throws
  {
    try await withDatabase { database in
      try await withPool(database, size: 3) { pool in
        #expect(pool.occupancy == (0, 0, 0))
        _ = try await pool.run("select 1")
        #expect(pool.occupancy == (0, 1, 0))
        let processes = try await withThrowingTaskGroup(of: Int.self) { group in
          for _ in 0..<40 {
            group.addTask { try await pool.run("select pg_backend_pid(), pg_sleep(0.01)")[0].get(0) }
          }
          return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(processes.count == 3)
        #expect(pool.occupancy == (0, 3, 0))
      }
    }
  }

  @Test("Those who wait get a connection in the order of their coming") func firstComeFirstServed()
    async throws
  {
    try await withDatabase { database in
      try await withPool(database, size: 1) { pool in
        let order = Locked([Int]())
        try await withThrowingTaskGroup { group in
          try await whileLent(pool) {
            for n in 0..<20 {
              group.addTask { try await pool.with { _ in order.value.withLock { $0.append(n) } } }
              try await eventually("number \(n) waits") { pool.occupancy.waiting == n + 1 }
            }
          }
          try await group.waitForAll()
        }
        #expect(order.value.withLock(\.self) == Array(0..<20))
      }
    }
  }

  @Test("A caller waits no longer than allowed, and then leaves the queue") func waitingTime() async throws {
    try await withDatabase { database in
      try await withPool(database, size: 1, waiting: .milliseconds(50)) { pool in
        try await pool.with { _ in
          let start = ContinuousClock.now
          let error = try await postgresError { try await pool.run("select 1") }
          #expect(ContinuousClock.now - start < .seconds(15))
          #expect(error.kind == .poolExhausted)
          #expect(pool.occupancy == (1, 0, 0))
        }
        let rows = try await pool.run("select 1")
        #expect(rows.count == 1)
      }
    }
  }

  @Test("When too many wait already, the next caller is refused at once") func tooMany() async throws {
    try await withDatabase { database in
      try await withPool(database, size: 1, maxWaiters: 2) { pool in
        try await withThrowingTaskGroup { group in
          try await whileLent(pool) {
            for _ in 0..<2 { group.addTask { _ = try await pool.run("select 1") } }
            try await eventually("two wait") { pool.occupancy.waiting == 2 }
            let error = try await postgresError { try await pool.run("select 1") }
            #expect(error.kind == .poolExhausted)
          }
          try await group.waitForAll()
        }
      }
    }
  }

  @Test("A cancelled caller leaves the queue at once, and the next is served") func cancelledWaiter()
    async throws
  {
    try await withDatabase { database in
      try await withPool(database, size: 1) { pool in
        try await pool.with { _ in
          let first = Task { try await pool.run("select 1") }
          try await eventually("one waits") { pool.occupancy.waiting == 1 }
          let second = Task { try await pool.run("select 2 as n") }
          try await eventually("two wait") { pool.occupancy.waiting == 2 }
          first.cancel()
          let error = try await postgresError { try await first.value }
          #expect(error.kind == .cancelled)
          #expect(pool.occupancy.waiting == 1)
          second.cancel()
          _ = await second.result
        }
        #expect(pool.occupancy == (0, 1, 0))
      }
    }
  }

  @Test("An idle connection that the server ended is replaced before anything is sent") func stale()
    async throws
  {
    try await withDatabase { database in
      let other = try await Connection.open(database)
      try await withPool(database, size: 2) { pool in
        for _ in 0..<20 {
          let process: Int = try await pool.run("select pg_backend_pid()")[0].get(0)
          try await other.kill(process)
          let next: Int = try await pool.run("select pg_backend_pid()")[0].get(0)
          #expect(next != process)
          try await other.kill(next)
          let third = try await pool.transaction { try $0.run("select 1").count }
          #expect(third == 1)
        }
      }
      await other.closeAndJoin()
    }
  }

  @Test("A statement whose connection breaks under it fails and is not sent again") func notRepeated()
    async throws
  {
    try await withDatabase { database in
      let watcher = try await Connection.open(database)
      try await watcher.script("create sequence s")
      try await withPool(database, size: 1) { pool in
        let task = Task { try await pool.run("select nextval('s'), pg_sleep(60), pg_backend_pid()") }
        try await eventually("it runs") {
          try await activity(watcher, where: "query ~ 'sleep' and state = 'active'") == 1
        }
        _ = try await watcher.run(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ~ 'nextval' and pid <> pg_backend_pid()"
        )
        let error = try await postgresError { try await task.value }
        #expect(error.kind == .connectionLost && error.sqlState == "57P01")
        #expect(pool.occupancy == (0, 0, 0))
        try await watcher.expect("select last_value from s", gives: 1)
        let rows = try await pool.run("select 1")
        #expect(rows.count == 1)
      }
      await watcher.closeAndJoin()
    }
  }

  @Test("A server that goes away and comes back: calls fail meanwhile, and the next one succeeds")
  func recovery() async throws {
    try await withServer { server in
      try await withPool(server.conninfo, size: 3) { pool in
        for _ in 0..<2 {
          try await withThrowingTaskGroup { group in
            for _ in 0..<6 { group.addTask { _ = try await pool.run("select pg_sleep(0.02)") } }
            try await group.waitForAll()
          }
          #expect(pool.occupancy.idle == 3)
          try await server.stop()
          await withTaskGroup { group in
            for _ in 0..<10 {
              group.addTask {
                let error = await #expect(throws: PostgresError.self) { try await pool.run("select 1") }
                #expect(error?.kind == .unreachable)
              }
            }
          }
          #expect(pool.occupancy == (0, 0, 0))
          try await server.start()
          let rows = try await pool.run("select 1")
          #expect(rows.count == 1)
        }
      }
    }
  }

  @Test("Closing turns away who waits, waits for who works, and leaves no session and no thread behind")
  func closing() async throws {
    try await withDatabase { database in
      let watcher = try await Connection.open(database)
      let pool = Pool(
        database,
        size: 2,
        waiting: .seconds(20),
        maxWaiters: 10,
        statementTimeout: .seconds(30),
        lockTimeout: .seconds(10),
        logger: .silent
      )
      _ = try await pool.run("select 1")
      let order = Locked([String]())
      let inside = Gate()
      let mayEnd = Gate()
      let working = Task {
        try await pool.with { connection in
          await inside.open()
          await mayEnd.passed()
          let word: String = try await connection.run("select 'worked', pg_sleep(0.1)")[0].get(0)
          order.value.withLock { $0.append(word) }
        }
      }
      await inside.passed()
      let closing = Task {
        await pool.close()
        order.value.withLock { $0.append("closed") }
      }
      try await eventually("the pool refuses") {
        let result = await Result { try await pool.run("select 1") }
        guard case .failure(let error as PostgresError) = result else { return false }
        return error.kind == .closed
      }
      await mayEnd.open()
      try await working.value
      await closing.value
      #expect(order.value.withLock(\.self) == ["worked", "closed"])
      #expect(pool.occupancy == (0, 0, 0))
      try await eventually("no session is left") { try await activity(watcher, where: "true") == 0 }
      await watcher.closeAndJoin()
    }
  }
}

/// Runs `body` while one connection of the pool is lent.
private func whileLent(_ pool: Pool, _ body: () async throws -> Void) async throws {
  let lent = Gate()
  let mayReturn = Gate()
  async let holder: Void = pool.with { _ in
    await lent.open()
    await mayReturn.passed()
  }
  await lent.passed()
  let result = await Result { try await body() }
  await mayReturn.open()
  try await holder
  try result.get()
}

/// Opened once; whoever comes before waits.
private actor Gate {
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func open() {
    isOpen = true
    for continuation in waiting { continuation.resume() }
    waiting = []
  }

  func passed() async {
    if isOpen { return }
    await withCheckedContinuation { waiting.append($0) }
  }
}
