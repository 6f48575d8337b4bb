import EventSourcing
import PeerReview
import Postgres
import ReadModels
import TestSupport
import Testing

@Suite struct `The reporting tables` {
  @Test func `a table written as the log grew is, whole rows and every view, what a rebuild writes`()
    async throws
  {
    try await withProjecting { p in
      let follower = p.projector("follower")
      for count in [40, 130, 131, 175, 190, 205, p.story.history.count] {
        let (history, today) = p.start(count)
        // After a rebuild the first write is refused and the next one folds afresh.
        _ = await follower.project(p.log, history, today: today)
        #expect(await follower.project(p.log, history, today: today) == Int64(count))
        let live = try await p.tables()
        let rebuilder = p.projector("rebuilder \(count)")
        for view in ViewKind.followed {
          let rebuilt = try await rebuilder.rebuild(view, p.log, history, today: today)
          #expect(rebuilt.differences == 0, "\(view.name) at \(count)")
        }
        await rebuilder.release()
        #expect(try await p.tables() == live, "at \(count)")
      }
      #expect(try await p.tables().allSatisfy { !$0.isEmpty })
    }
  }

  @Test func `a rebuild says how many rows were not as they should be, and puts them right`() async throws {
    try await withProjecting { p in
      let (history, today) = p.whole
      let follower = p.projector("follower")
      #expect(await follower.project(p.log, history, today: today) != nil)
      let live = try await p.tables()
      try await p.tamper(
        """
        update reporting.action_register_v1 set state = 'agreed' where ref = 'act-1';
        update reporting.judgement_now_v1 set step = 'embedded' where question in ('11.1', '11.2');
        delete from reporting.visit_calendar_v1;
        insert into reporting.reciprocity_matrix_v1
          select (r).* from (select jsonb_populate_record(m, '{"row_key":"fer/ash","from_lea":"fer"}') as r
            from reporting.reciprocity_matrix_v1 m where row_key = 'bir/ash') as x;
        """)
      let rebuilder = p.projector("rebuilder")
      var differences: [String: Int] = [:]
      for view in ViewKind.followed {
        differences[view.name] = try await rebuilder.rebuild(view, p.log, history, today: today).differences
      }
      #expect(
        differences.filter { $0.value > 0 } == [
          "action_register": 1, "judgement_now": 2, "visit_calendar": 1, "reciprocity_matrix": 1,
        ])
      #expect(try await p.tables() == live)
    }
  }

  @Test func `a view whose table refuses its rows is noted as failing, and the others are written`()
    async throws
  {
    try await withProjecting { p in
      let follower = p.projector("follower")
      let begun = p.start(40)
      #expect(await follower.project(p.log, begun.history, today: begun.today) == 40)
      try await p.tamper(
        "alter table reporting.cycle_timeline_v1 add constraint broken check (false) not valid")
      let (history, today) = p.whole
      #expect(await follower.project(p.log, history, today: today) == nil)
      for view in ViewKind.followed {
        let cursor = try #require(try await p.cursor(view))
        let isBroken = view.name == "cycle_timeline"
        #expect(cursor.state == (isBroken ? .failing : .following), "\(view.name)")
        #expect(cursor.position == (isBroken ? 40 : Int64(history.count)), "\(view.name)")
      }
      try await p.tamper("alter table reporting.cycle_timeline_v1 drop constraint broken")
      #expect(await follower.project(p.log, history, today: today) == Int64(history.count))
      let rebuilt = try await p.projector("rebuilder").rebuild(
        try #require(ViewKind.named("cycle_timeline")), p.log, history, today: today)
      #expect(rebuilt.differences == 0)
    }
  }

  @Test func `a row that somebody put where a new one belongs gives way to it`() async throws {
    try await withProjecting { p in
      let view = ViewKind(EachEvent.self)
      let follower = p.projector("follower", [view])
      let begun = p.start(40)
      #expect(await follower.project(p.log, begun.history, today: begun.today) == 40)
      try await p.tamper(
        """
        create temporary table foreign_row as select * from reporting.each_event_v1 where row_key = '40';
        update foreign_row set row_key = '41', type = 'Nothing';
        insert into reporting.each_event_v1 select * from foreign_row
        """)
      let (history, today) = p.whole
      #expect(await follower.project(p.log, history, today: today) == Int64(history.count))
      let rebuilt = try await p.projector("rebuilder").rebuild(view, p.log, history, today: today)
      #expect(rebuilt.differences == 0)
    }
  }

  @Test func `what depends on the day is written anew when the day turns, without any event`() async throws {
    try await withProjecting { p in
      let (history, today) = p.whole
      let follower = p.projector("follower")
      #expect(await follower.project(p.log, history, today: today) != nil)
      let overview = try #require(ViewKind.named("cycle_overview"))
      let judgements = try #require(ViewKind.named("judgement_now"))
      let before = try await (p.table(overview), p.table(judgements), p.writes(judgements))
      #expect(await follower.project(p.log, history, today: today + 1) != nil)
      let after = try await (p.table(overview), p.table(judgements), p.writes(judgements))
      #expect(before.0.contains { $0.contains(#""days_in_stage":7"#) })
      #expect(after.0.contains { $0.contains(#""days_in_stage":8"#) })
      #expect(before.1 == after.1)
      #expect(before.2 == after.2)
      let rebuilt = try await p.projector("rebuilder").rebuild(overview, p.log, history, today: today + 1)
      #expect(rebuilt.differences == 0)
    }
  }

  @Test func `a log's rows are its own: another log's projection and rebuild leave them`() async throws {
    try await withProjecting { p in
      let (history, today) = p.whole
      let other = try await EventStore(p.pool).createLog(slug: "other", name: "Other", rehearsal: true)
      let follower = p.projector("follower")
      #expect(await follower.project(p.log, history, today: today) != nil)
      let live = try await p.tables()
      let (short, day) = p.start(60)
      #expect(await follower.project(other, short, today: day) == 60)
      for view in ViewKind.followed {
        let rebuilt = try await follower.rebuild(view, other, short, today: day)
        #expect(rebuilt.differences == 0, "\(view.name)")
      }
      #expect(try await p.tables() == live)
    }
  }
}

extension Projecting {
  /// When each row was last written, as the server counts transactions.
  func writes(_ view: ViewKind) async throws -> [String] {
    try await pool.run(
      "select xmin::text || ' ' || row_key from reporting.\(view.name)_v\(view.version) order by row_key"
    ).map { try $0.get(0) }
  }
}
