import EventSourcing
import PeerReview
import Postgres
import ReadModels
import TestSupport
import Testing
import Workflow

/// What analysts read is the log itself: a copy could be changed, or be behind.
@Suite struct `The audit log for analysts` {
  private let audit = ViewKind(AuditLog.self)

  @Test func `has a whole row for each event, as the view folds it, and keeps no copy of it`() async throws {
    try await withHouse { house in
      let checked = try await check(house)
      #expect(checked.differences == 0)
      #expect(Int64(checked.rows) == (await house.ledger.head))
      #expect(try await kind(house) == "v")
      #expect(try await house.count("from collegiate.cursor where name = 'audit_log'") == 0)
    }
  }

  @Test func `holds a command's event the moment that it is recorded, with what came with the command`()
    async throws
  {
    try await withHouse(until: "2025-09-02") { house in
      _ = try await check(house)
      let call = Call(
        try #require(CommandKind.route("people/register")).0, id: nil,
        try JSON.parse(#"{"id": "ash-new", "organisation": "ash"}"#), by: Actor("co-1"), commandID: uuid(7),
        correlationID: "ticket 7")
      let outcome = try await house.ledger.perform(call)
      #expect(
        try await house.count(
          """
          from reporting.audit_log where log = '\(house.ledger.slug)' and position = \(outcome.position)
            and command_id = '\(uuid(7))' and correlation_id = 'ticket 7' and stream = 'person-ash-new'
            and actor = 'co-1' and role = 'co'
          """) == 1)
      #expect(try await check(house).differences == 0)
    }
  }

  @Test func `shows it where the log was changed behind the program's back`() async throws {
    try await withHouse(until: "2025-09-02") { house in
      _ = try await check(house)
      let events = await house.ledger.head
      for change in [
        "update collegiate.receipt set role = 'ld' where commit = 3",
        "update collegiate.event set lea = 'zzz' where position = 2",
        "delete from collegiate.receipt where commit = 5",
      ] {
        let connection = try await Connection.open(house.url)
        try await connection.script("set session_replication_role = replica; \(change)")
        await connection.closeAndJoin()
      }
      #expect(try await check(house).differences == 3)
      #expect(try await house.count("from reporting.audit_log") == Int(events))
      #expect(try await house.count("from reporting.audit_log where actor is null") == 1)
    }
  }

  @Test(arguments: [false, true])
  func `takes the place of the table in which an earlier release kept copies`(isBuiltOn: Bool) async throws {
    try await withHouse(until: "2025-09-02") { house in
      _ = try await check(house)
      let columns = (["log"] + audit.columns.map(\.name)).joined(separator: ", ")
      let analyst = "pg_monitor"  // for any role
      for statement in [
        "create table reporting.copied as select * from reporting.audit_log",
        "drop view reporting.audit_log_v1 cascade",
        "alter table reporting.copied rename to audit_log_v1",
        "create view reporting.audit_log as select \(columns) from reporting.audit_log_v1",
        "create view reporting.of_the_analyst as select actor from reporting.audit_log",
        "grant select on reporting.audit_log_v1, reporting.audit_log to \(analyst)",
      ] {
        _ = try await house.pool.run(statement)
      }
      if isBuiltOn {
        _ = try await house.pool.run(
          "create view reporting.of_the_table as select actor from reporting.audit_log_v1")
      }
      _ = try await house.pool.run(
        "insert into collegiate.cursor (log, name, version, epoch) select id, 'audit_log', 1, 1 from collegiate.log"
      )
      #expect(try await kind(house) == "r")
      #expect(try await check(house).differences == 0)
      #expect(try await kind(house) == "v")
      #expect(try await house.count("from collegiate.cursor where name = 'audit_log'") == 0)
      #expect(
        try await house.count(
          "from information_schema.columns where table_schema = 'reporting' and table_name = 'audit_log'")
          == 1 + audit.columns.count)
      for name in ["audit_log", "audit_log_v1"] {
        #expect(
          try await house.value(
            "select has_table_privilege('\(analyst)', 'reporting.\(name)', 'select')::text") == "true")
      }
      #expect(try await house.count("from reporting.of_the_analyst") == Int(await house.ledger.head))
      // What is built on the table itself finds nothing rather than what was once so.
      #expect(
        try await house.count("from pg_class where relname = 'audit_log_v1_copies'") == (isBuiltOn ? 1 : 0))
      if isBuiltOn { #expect(try await house.count("from reporting.of_the_table") == 0) }
    }
  }

  /// A process of its own makes the tables where they are missing, and compares.
  private func check(_ house: House) async throws -> Rebuilt {
    let (info, history) = (await house.ledger.info, await house.ledger.history)
    let projector = Projector(house.pool, holder: "checker", logger: quietLogger())
    return try await projector.rebuild(audit, info, today: await house.ledger.today) { history }
  }

  private func kind(_ house: House) async throws -> String {
    try await house.value("select relkind::text from pg_class where oid = 'reporting.audit_log_v1'::regclass")
  }
}
