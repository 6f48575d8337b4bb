import EventSourcing
import Postgres
import TestSupport
import Testing

@Suite struct `History is not edited` {
  static let tables = ["log", "commit", "receipt", "event", "event_00", "event_07", "event_15"]
  static let changes = [
    "update collegiate.% set log = log", "delete from collegiate.%", "truncate collegiate.%",
  ]

  private func sqlState(_ sql: String, _ run: (String) async throws -> Void) async -> String? {
    do {
      try await run(sql)
      return nil
    } catch let error as PostgresError {
      return error.sqlState
    } catch {
      return "\(error)"
    }
  }

  private func statements(_ table: String) -> [String] {
    Self.changes.map { $0.replacing("%", with: table) }.map {
      table == "log"
        ? $0.replacing("set log = log", with: "set slug = 'x'").replacing(
          "truncate collegiate.log",
          with: "truncate collegiate.log cascade"
        ) : $0
    }
  }

  @Test func `The service may not insert, update, delete or truncate`() async throws {
    try await withLog { log in
      _ = try await log.store.append(adding(visit("v1"), at: 0), to: log.log)
      for table in Self.tables {
        let insert =
          table == "log"
          ? "insert into collegiate.log (slug, name, rehearsal, genesis) values ('x', 'X', true, sha256(''))"
          : "insert into collegiate.\(table) select * from collegiate.\(table)"
        for sql in statements(table) + [insert, "alter table collegiate.\(table) disable trigger all"] {
          #expect(await sqlState(sql) { _ = try await log.pool.run($0) } == "42501", "\(sql)")
        }
      }
      #expect(try await log.count("collegiate.event") == 1)
    }
  }

  @Test func `Triggers refuse it even to the owner, also where no row would change`() async throws {
    try await withLog { log in
      _ = try await log.store.append(adding(visit("v1"), at: 0), to: log.log)
      let owner = try await Connection.open(log.url)
      for table in Self.tables {
        for sql in statements(table) {
          #expect(await sqlState(sql) { _ = try await owner.run($0) } == "CG010", "\(sql)")
        }
      }
      await owner.closeAndJoin()
      #expect(try await Verifier.verify(log.store, log.log).isWhole)
    }
  }

  @Test func `Of a log's own row the epoch rises and the name is mended, no more`() async throws {
    try await withLog { log in
      let owner = try await Connection.open(log.url)
      _ = try await owner.run("update collegiate.log set epoch = epoch + 1, name = 'Ashmere'")
      for change in ["epoch = 1", "rehearsal = true", "genesis = sha256('')", "slug = 'other'"] {
        #expect(
          await sqlState("update collegiate.log set \(change)") { _ = try await owner.run($0) } == "CG010",
          "\(change)"
        )
      }
      await owner.closeAndJoin()
      #expect(try await log.store.log("ashmere")?.epoch == 2)
    }
  }

  @Test func `Every table and column says what it is`() async throws {
    try await withDatabase { pool, _ in
      let silent = try await pool.run(
        """
        select c.relname || coalesce('.' || a.attname, '') as name
        from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        where c.relnamespace = 'collegiate'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
          and (obj_description(c.oid, 'pg_class') is null or col_description(c.oid, a.attnum) is null)
        union all
        select p.proname from pg_proc p
        where p.pronamespace = 'collegiate'::regnamespace and obj_description(p.oid, 'pg_proc') is null
        """
      )
      #expect(try silent.map { try $0.get("name", as: String.self) } == [])
    }
  }
}
