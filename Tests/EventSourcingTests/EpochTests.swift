import EventSourcing
import Postgres
import TestSupport
import Testing

/// One server stands in for two here: the log is told that it was elsewhere. Tests/Ops does it with two.
@Suite struct `The epoch` {
  private func sqlState(_ pool: Pool, _ sql: String) async -> String? {
    do {
      _ = try await pool.run(sql)
      return nil
    } catch {
      return (error as? PostgresError)?.sqlState ?? "\(error)"
    }
  }

  @Test(arguments: ["timeline = timeline + 1", "system_identifier = 1"])
  func `A log that finds itself on another server raises its epoch once, however many look at a time`(
    elsewhere: String
  ) async throws {
    try await withLog { log in
      #expect(try await log.store.head(of: log.log).epoch == 1)
      try await log.tamper("update collegiate.log set \(elsewhere)")
      let epochs = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<8 { group.addTask { try await log.store.head(of: log.log).epoch } }
        return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
      }
      #expect(epochs == [2])
      #expect(try await log.store.head(of: log.log).epoch == 2)
      let changes = try await log.store.epochChanges(of: log.log)
      #expect(changes.map(\.epoch) == [2])
      #expect(
        changes.first?.reason.contains(elsewhere.hasPrefix("t") ? "timeline was 2" : "server 1") == true)
    }
  }

  @Test
  func `A look at all logs says of each what a look at it says, and raises the epoch of what is elsewhere`()
    async throws
  {
    try await withLog { log in
      _ = try await log.store.createLog(slug: "empty", name: "Empty", rehearsal: false)
      _ = try await log.store.append(adding(visit("v1"), at: 0), to: log.log)
      let ends = try await log.store.ends()
      #expect(ends.map(\.slug) == ["ashmere", "empty"])
      #expect(ends.map(\.position) == [1, 0] && ends.map(\.epoch) == [1, 1])
      #expect(ends.map(\.isOnStandby) == [false, false])
      try await log.tamper("update collegiate.log set timeline = timeline + 1 where slug = 'ashmere'")
      #expect(try await log.store.ends().map(\.epoch) == [2, 1])
      #expect(try await log.store.head(of: log.log).epoch == 2)
    }
  }

  @Test func `Who asks for a log by its slug finds it in the new epoch, without a look at its head`()
    async throws
  {
    try await withLog { log in
      try await log.tamper("update collegiate.log set timeline = timeline + 1")
      #expect(try await log.store.log("ashmere")?.epoch == 2)
    }
  }

  @Test
  func `An append notices too; what was decided in the old epoch is not written, what is known is answered`()
    async throws
  {
    try await withLog { log in
      let known = adding(visit("v1"), at: 0)
      let receipt = try #require(try await log.store.append(known, to: log.log).receipt)
      try await log.tamper("update collegiate.log set timeline = timeline + 1")
      let answers = try await log.store.append([adding(visit("v2"), at: 0), known], to: log.log)
      #expect(answers == [.conflict([.epoch(held: 1, current: 2)]), .replayed(receipt)])
      #expect(try await log.count("collegiate.event") == 1)
      let now = try #require(try await log.store.log("ashmere"))
      #expect(now.epoch == 2)
      #expect(try await log.store.append(adding(visit("v2"), at: 0), to: now).receipt != nil)
      #expect(try await Verifier.verify(log.store, now).isWhole)
    }
  }

  @Test func `Looking writes nothing where nothing has changed`() async throws {
    try await withLog { log in
      let before = try await log.value("select xmin::text from collegiate.log", as: String.self)
      for _ in 0..<3 { _ = try await log.store.head(of: log.log) }
      #expect(try await log.value("select xmin::text from collegiate.log", as: String.self) == before)
      #expect(try await log.store.epochChanges(of: log.log) == [])
    }
  }

  @Test
  func `An epoch rises after the appends under way, and once for all who wait for them`()
    async throws
  {
    try await withLog { log in
      try await log.tamper("update collegiate.log set timeline = timeline + 1")
      let appender = try await Connection.open(log.url)
      try await appender.script("select pg_advisory_lock(1131375989, 1)")
      let looking = Task {
        try await withThrowingTaskGroup(of: Int.self) { group in
          for _ in 0..<3 { group.addTask { try await log.store.head(of: log.log).epoch } }
          return try await group.reduce(into: []) { $0.append($1) }
        }
      }
      try await eventually("three looks wait for the lock") {
        try await log.value(
          """
          select count(*) = 3 from pg_locks
          where locktype = 'advisory' and not granted
            and database = (select oid from pg_database where datname = current_database())
          """) == true
      }
      try await appender.script("select pg_advisory_unlock(1131375989, 1)")
      #expect(try await looking.value == [2, 2, 2])
      #expect(try await log.store.epochChanges(of: log.log).count == 1)
      await appender.closeAndJoin()
    }
  }

  @Test func `The server's identity changes with a rising epoch alone, also for the owner`() async throws {
    try await withLog { log in
      let owner = testPool(log.url, size: 1)
      for change in ["timeline = 7", "system_identifier = 7", "timeline = null, epoch = 2"] {
        #expect(
          await ["CG010", "23502"].contains(sqlState(owner, "update collegiate.log set \(change)")),
          "\(change)")
      }
      #expect(await sqlState(owner, "update collegiate.log set timeline = 7, epoch = 2") == nil)
      #expect(await sqlState(owner, "delete from collegiate.epoch_change") == "CG010")
      await owner.close()
    }
  }

  @Test func `The owner raises an epoch by hand; the service, which only reads it, may not`() async throws {
    try await withLog { log in
      #expect(await sqlState(log.pool, "select collegiate.raise_epoch(1, 'why not')") == "42501")
      let owner = testPool(log.url, size: 1)
      let raised = try await EventStore(owner).raiseEpoch(of: log.log, reason: "a snapshot")
      #expect(raised == 2)
      #expect(try await log.store.head(of: log.log).epoch == 2)
      #expect(try await log.store.epochChanges(of: log.log).map(\.reason) == ["a snapshot"])
      await owner.close()
    }
  }

  @Test func `A log from before the epoch rose by itself gets the identity of the server that it is on`()
    async throws
  {
    try await withDatabase { _, url in
      let database = "collegiate_test_" + newID().filter { $0 != "-" }
      let superuser = try await Connection.open(url)
      _ = try await superuser.run("create database \(database) template template0 encoding 'UTF8'")
      let migrations = try testMigrations()
      let connection = try await Connection.open(conninfo(url, ["dbname": database]))
      _ = try await Migrator.migrate(connection, Array(migrations.prefix(3)))
      _ = try await connection.run("select collegiate.create_log('ashmere', 'Ashmere', false)")
      _ = try await Migrator.migrate(connection, migrations)
      let known = try await connection.run(
        """
        select collegiate.current_epoch(id) = 1 and timeline = 1
          and system_identifier = (select system_identifier from pg_control_system())
        from collegiate.log
        """)
      #expect(try known.first?.get(0) == true)
      await connection.closeAndJoin()
      _ = try await superuser.run("drop database \(database) with (force)")
      await superuser.closeAndJoin()
    }
  }
}
