import Testing

@testable import Postgres

@Suite("Transactions", .timeLimit(.minutes(5))) struct TransactionTests {
  struct Refused: Error {}

  @Test("What a body did is kept when it returns, and undone when it throws") func commitOrRollback()
    async throws
  {
    try await withConnection { connection in
      try await connection.script("create table t (n int)")
      let value = try await connection.transaction { connection in
        _ = try connection.run("insert into t values (1)")
        return "kept"
      }
      #expect(value == "kept")
      await #expect(throws: Refused.self) {
        try await connection.transaction { connection in
          _ = try connection.run("insert into t values (2)")
          throw Refused()
        }
      }
      try await connection.expect("select array_agg(n) from t", gives: [1])
      #expect(connection.isOpen)
    }
  }

  @Test("A body cancelled in a statement leaves nothing, neither rows nor an open transaction")
  func cancelled() async throws {
    try await withDatabase { database in
      let connection = try await Connection.open(database)
      let watcher = try await Connection.open(database)
      try await connection.script("create table t (n int)")
      let task = Task {
        try await connection.transaction { connection in
          _ = try connection.run("insert into t values (1)")
          _ = try connection.run("select pg_sleep(60)")
        }
      }
      try await eventually("the body sleeps") {
        try await activity(watcher, where: "query ~ 'sleep' and state = 'active'") == 1
      }
      task.cancel()
      let error = try await postgresError { try await task.value }
      #expect(error.kind == .cancelled)
      #expect(try await activity(watcher, where: "state like 'idle in transaction%'") == 0)
      try await connection.expect("select count(*) from t", gives: 0)
      await connection.closeAndJoin()
      await watcher.closeAndJoin()
    }
  }

  @Test("A body cancelled between statements is rolled back, even if it does not look")
  func cancelledBetween() async throws {
    try await withConnection { connection in
      try await connection.script("create table t (n int)")
      let error = try await postgresError {
        try await Task {
          try await connection.transaction { connection in
            _ = try connection.run("insert into t values (1)")
            withUnsafeCurrentTask { $0?.cancel() }
          }
        }.value
      }
      #expect(error.kind == .cancelled)
      try await connection.expect("select count(*) from t", gives: 0)
    }
  }

  @Test("Once COMMIT is sent nothing cancels it") func commitIsFinal() async throws {
    try await withDatabase { database in
      let connection = try await Connection.open(database)
      let watcher = try await Connection.open(database)
      // COMMIT itself takes long here, as the deferred trigger waits for a lock that the watcher holds.
      try await connection.script(
        """
        create table t (n int);
        create function slow() returns trigger language plpgsql as
          $$ begin perform pg_advisory_xact_lock(1); return null; end $$;
        create constraint trigger slow after insert on t deferrable initially deferred
          for each row execute function slow();
        """
      )
      _ = try await watcher.run("select pg_advisory_lock(1)")
      let task = Task { try await connection.transaction { try $0.run("insert into t values (1)").affected } }
      try await eventually("COMMIT waits") {
        try await activity(watcher, where: "query = 'commit' and state = 'active'") == 1
      }
      task.cancel()
      _ = try await watcher.run("select pg_sleep(0.2), pg_advisory_unlock(1)")
      #expect(try await task.value == 1)
      try await connection.expect("select count(*) from t", gives: 1)
      await connection.closeAndJoin()
      await watcher.closeAndJoin()
    }
  }

  @Test("A COMMIT that the server refuses is thrown, and leaves nothing open") func refusedCommit()
    async throws
  {
    try await withConnection { connection in
      try await connection.script("create table t (n int unique deferrable initially deferred)")
      let error = try await postgresError {
        try await connection.transaction { try $0.run("insert into t values (1), (1)").affected }
      }
      #expect(error.sqlState == "23505")
      try await connection.expect("select count(*) from t", gives: 0)
    }
  }

  @Test("A failed statement that the body hides still fails the transaction, with its own error")
  func hidden() async throws {
    try await withConnection { connection in
      try await connection.script("create table t (n int)")
      let error = try await postgresError {
        try await connection.transaction { connection in
          _ = try connection.run("insert into t values (1)")
          _ = try? connection.run("select 1 / 0")
          _ = try? connection.run("select 2")
        }
      }
      #expect(error.sqlState == "22012")
      try await connection.expect("select count(*) from t", gives: 0)
    }
  }

  @Test("A failure undone to a savepoint does not fail the transaction") func savepoint() async throws {
    try await withConnection { connection in
      try await connection.script("create table t (n int)")
      try await connection.transaction { connection in
        _ = try connection.run("insert into t values (1)")
        _ = try connection.run("savepoint here")
        _ = try? connection.run("select 1 / 0")
        _ = try connection.run("rollback to savepoint here")
      }
      try await connection.expect("select count(*) from t", gives: 1)
    }
  }

  @Test(
    "No statement can leave a transaction open",
    arguments: ["begin", "start transaction", "begin; select 1", "begin; select 1/0"]
  )
  func stray(sql: String) async throws {
    try await withDatabase { database in
      let watcher = try await Connection.open(database)
      try await withPool(database, size: 1) { pool in
        await #expect(throws: PostgresError.self) { try await pool.with { try await $0.script(sql) } }
        let open = try await activity(watcher, where: "state like 'idle in transaction%'")
        #expect(open == 0)
        let rows = try await pool.run("select 1")
        #expect(rows.count == 1)
      }
      await watcher.closeAndJoin()
    }
  }

  @Test("A body cannot end its own transaction unnoticed", arguments: ["commit", "rollback"])
  func ended(sql: String) async throws {
    try await withConnection { connection in
      let error = try await postgresError { try await connection.transaction { try $0.run(sql).affected } }
      #expect(error.kind == .misuse)
      try await connection.expect("select 1", gives: 1)
    }
  }

  @Test("A connection that breaks inside a body is closed, and its error says so") func broken() async throws
  {
    try await withDatabase { database in
      try await withPool(database, size: 1) { pool in
        let error = try await postgresError {
          try await pool.transaction { connection in
            _ = try? connection.run("select pg_terminate_backend(pg_backend_pid())")
          }
        }
        #expect(error.kind == .connectionLost)
        #expect(error.sqlState == "57P01")
        #expect(try await pool.run("select 1").count == 1)
      }
    }
  }

  @Test("A snapshot sees one moment and writes nothing") func snapshot() async throws {
    try await withConnection { connection in
      try await connection.script("create table t (n int)")
      let error = try await postgresError {
        try await connection.transaction(.snapshot) { try $0.run("insert into t values (1)").affected }
      }
      #expect(error.sqlState == "25006")
      let level: String = try await connection.transaction(.snapshot) {
        try $0.run("select current_setting('transaction_isolation') as level")[0].get("level")
      }
      #expect(level == "repeatable read")
    }
  }

  @Test("Nothing of another task comes between two statements of a body") func undivided() async throws {
    try await withConnection { connection in
      try await connection.script("create table t (n int)")
      await withThrowingTaskGroup { group in
        for n in 0..<20 {
          group.addTask {
            try await connection.transaction { connection in
              _ = try connection.run("insert into t values ($1)", [.int(n)])
              if n % 2 == 0 { throw Refused() }
              _ = try connection.run("select 1")
            }
          }
          group.addTask { _ = try await connection.run("select 1") }
        }
        while let result = await group.nextResult() {
          if case .failure(let error) = result { #expect(error is Refused) }
        }
      }
      try await connection.expect(
        "select array_agg(n order by n) from t",
        gives: (0..<20).filter { $0 % 2 == 1 }
      )
    }
  }
}
