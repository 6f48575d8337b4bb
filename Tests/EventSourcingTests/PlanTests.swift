import PeerReview
import Postgres
import TestSupport
import Testing

@testable import EventSourcing

@Suite struct `Plans` {
  /// So many rows, of this log and of others, that reading a table whole is never the cheapest.
  private func withVolume(_ body: @Sendable (Fixture, Connection) async throws -> Void) async throws {
    try await withLog { log in
      for batch in 0..<10 {
        _ = try await log.store.append(
          (0..<100).map { number in
            let stream = visit("v\(batch)-\(number)")
            return command([stream: 0], [event(stream, number % 2 == 0 ? "VisitHeld" : "VisitProposed")])
          },
          to: log.log
        )
      }
      try await log.tamper(
        """
        insert into collegiate.commit select 2 + n % 8, n, n, n, now(), sha256('') from generate_series(1, 20000) n;
        insert into collegiate.receipt select 2 + n % 8, gen_random_uuid(), n, n, n, 'p', 'o', 'll', null, null,
          sha256(''), null from generate_series(1, 20000) n;
        insert into collegiate.event select 2 + n % 8, n, 1, 'visit-' || n, 'VisitHeld', 1, now(), 'instant', 'own',
          null, null, null, null, gen_random_uuid(), sha256(''), sha256(''), null, null, '{}'
          from generate_series(1, 20000) n
        """
      )
      let owner = try await Connection.open(log.url)
      try await owner.script(
        "analyze collegiate.event, collegiate.receipt, collegiate.commit, collegiate.log"
      )
      try await body(log, owner)
      await owner.closeAndJoin()
    }
  }

  @Test func `No scan and no sort: the poll, the stream, one event, the head`() async throws {
    try await withVolume { log, owner in
      let queries = [
        ("poll", EventStore.pollQuery, "1, 500, 2000, 100"),
        ("stream", EventStore.streamQuery, "1, 'visit-v3-8'"),
        ("event", StoredEvent.query("e.position = $2"), "1, 700"), ("head", EventStore.headQuery, "1"),
      ]
      // The client sends values with the statement, so each is planned for its own log.
      try await owner.script("set plan_cache_mode = force_custom_plan")
      for (name, query, arguments) in queries {
        let types = name == "stream" ? "(bigint, text)" : ""
        try await owner.script("prepare \(name)\(types) as \(query)")
        let plan = try await owner.run("explain (costs off) execute \(name) (\(arguments))")
          .map { try $0.get(0, as: String.self) }.joined(separator: "\n")
        // The handful of logs are read as they come.
        let large = plan.replacing("Seq Scan on log", with: "")
        for costly in ["Seq Scan", "Sort", "Hash Join", "Bitmap"] {
          #expect(!large.contains(costly), "\(name):\n\(plan)")
        }
      }
    }
  }

  @Test func `An append scans no table, however long the log, and a guard reads few rows`() async throws {
    try await withVolume { log, owner in
      let guards = [Guard(["CycleOpened"], Place(lea: OrganisationID("bir"), cycle: CycleID("c")))]
      let call = AppendCall([
        command([visit("v3-8"): 1, visit("w"): 0], [event(visit("w"))], guards: guards),
        adding(visit("x"), at: 0),
      ]).parameters(log: log.log.id, epoch: log.log.epoch)
      try await owner.transaction { connection in
        let answers = try connection.run(AppendCall.sql, call)
        #expect(try answers.map { try $0.get("outcome", as: String.self) } == ["appended", "appended"])
        let scanned = try connection.run(
          """
          select relname, seq_scan, seq_tup_read, idx_tup_fetch from pg_stat_xact_all_tables
          where schemaname = 'collegiate'
          """
        )
        var fetched: Int64 = 0
        for row in scanned {
          let table = try row.get("relname", as: String.self)
          if table != "log" { #expect(try row.get("seq_scan", as: Int64.self) == 0, "\(table)") }
          fetched += try row.get("idx_tup_fetch", as: Int64?.self) ?? 0
        }
        #expect(fetched < 50)
      }
    }
  }

  @Test func `An append whose plan was made while the log was empty reads few rows when the log is long`()
    async throws
  {
    try await withLog { log in
      let session = try await Connection.open(log.url)
      func append(_ name: String) async throws {
        let call = AppendCall((0..<20).map { adding(visit("\(name)-\($0)"), at: 0) })
        _ = try await session.run(AppendCall.sql, call.parameters(log: log.log.id, epoch: log.log.epoch))
      }
      for number in 0..<60 { try await append("v\(number)") }
      let read =
        "select sum(idx_tup_fetch)::bigint from pg_stat_xact_all_tables where schemaname = 'collegiate'"
      let last = AppendCall([adding(visit("last"), at: 0)]).parameters(log: log.log.id, epoch: log.log.epoch)
      try await session.transaction { connection in
        _ = try connection.run(AppendCall.sql, last)
        let fetched: Int64 = try #require(try connection.run(read).first).get(0)
        // All that the session has read since it last told the server, not of this transaction alone.
        #expect(fetched < 2000)
      }
      await session.closeAndJoin()
    }
  }
}
