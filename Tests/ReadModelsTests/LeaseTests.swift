import EventSourcing
import PeerReview
import Postgres
import ReadModels
import TestSupport
import Testing

@Suite struct `Processes that write the same tables` {
  @Test func `two compete as the log grows, and each event reaches each table once`() async throws {
    try await withProjecting { p in
      let views = ViewKind.followed + [ViewKind(SureFooted.self), ViewKind(EachEvent.self)]
      let (first, second) = (
        p.projector("first", views, lease: .zero), p.projector("second", views, lease: .zero)
      )
      let begun = p.start(10)
      #expect(await first.project(p.log, begun.history, today: begun.today) == 10)
      try await p.countWrites(of: "each_event_v1", by: "position")
      for count in stride(from: 20, through: p.story.history.count, by: 17) {
        let (history, today) = p.start(count)
        async let one = first.project(p.log, history, today: today)
        async let two = second.project(p.log, history, today: today)
        _ = await (one, two)
      }
      let (history, today) = p.whole
      try await eventually("the tables have reached the end") {
        await first.project(p.log, history, today: today) != nil
      }
      let writes = try await p.pool.run("select count(*) as n, sum(n) as all from written")
        .first.map { (try $0.get("n", as: Int.self), try $0.get("all", as: Int.self)) }
      #expect(writes?.0 == history.count - 10)
      #expect(writes?.1 == history.count - 10)
      for view in views {
        let rebuilt = try await first.rebuild(view, p.log, history, today: today)
        #expect(rebuilt.differences == 0, "\(view.name)")
      }
    }
  }

  @Test func `while one holds the lease another writes nothing, and goes on once it is given up`()
    async throws
  {
    try await withProjecting { p in
      let (first, second) = (p.projector("first"), p.projector("second", lease: .seconds(2)))
      let begun = p.start(100)
      #expect(await first.project(p.log, begun.history, today: begun.today) == 100)
      let live = try await p.tables()
      let (history, today) = p.whole
      #expect(await second.project(p.log, history, today: today) == nil)
      #expect(try await p.tables() == live)
      await first.release()
      try await eventually("the second has asked again") {
        await second.project(p.log, history, today: today) == Int64(history.count)
      }
    }
  }

  @Test func `who is refused asks for no lease in the next round, nor for each view by itself`() async throws
  {
    try await withProjecting { p in
      let (first, second) = (p.projector("first"), p.projector("second"))
      let (history, today) = p.whole
      #expect(await first.project(p.log, history, today: today) == Int64(history.count))
      try await p.tamper(
        """
        create table public.asked (name text);
        grant all on public.asked to collegiate_service;
        create function public.note_claim() returns trigger language plpgsql as $$ begin
          insert into public.asked values (new.name); return new; end $$;
        create trigger noted before insert on collegiate.cursor for each row execute function public.note_claim();
        """)
      for _ in 0..<20 { #expect(await second.project(p.log, history, today: today) == nil) }
      #expect(try await p.pool.run("select from asked").isEmpty)
      // The trigger sees those who ask.
      await first.release()
      #expect(await first.project(p.log, history, today: today) == Int64(history.count))
      #expect(try await p.pool.run("select from asked").count == ViewKind.followed.count)
    }
  }

  @Test func `who has nothing to write keeps its views, though its lease ran out`() async throws {
    try await withProjecting { p in
      let view = ViewKind(SureFooted.self)
      let (first, second) = (
        p.projector("first", [view], lease: .zero), p.projector("second", [view], lease: .zero)
      )
      let begun = p.start(100)
      #expect(await first.project(p.log, begun.history, today: begun.today) == 100)
      for _ in 0..<5 {
        #expect(await second.project(p.log, begun.history, today: begun.today) == nil)
        let holder = try await p.cursor(view)?.holder
        #expect(holder == "first")
      }
      // Nor where it has caught up when the other looks again.
      let (history, today) = p.whole
      #expect(await second.project(p.log, history, today: today) == nil)
      #expect(await first.project(p.log, history, today: today) == Int64(history.count))
      #expect(await second.project(p.log, history, today: today) == nil)
      #expect(try await p.cursor(view)?.holder == "first")
    }
  }

  @Test func `on a new day the views that depend on it are taken over from who does not write them`()
    async throws
  {
    try await withProjecting { p in
      let log = try await EventStore(p.pool).createLog(slug: "real", name: "Real", rehearsal: false)
      let (first, second) = (p.projector("first", lease: .zero), p.projector("second", lease: .zero))
      let history = p.whole.history
      #expect(await first.project(log, history, today: p.whole.today) == Int64(history.count))
      let written = try #require(try await Cursors(p.pool).others(than: "second", in: log).first)
      let today = London.day(of: written.updatedAt)
      for _ in 0..<3 { #expect(await second.project(log, history, today: today) == nil) }
      let before = try await p.heldBySecond(log)
      #expect(before.isEmpty)
      try await p.tamper("update collegiate.cursor set updated_at = clock_timestamp() - interval '2 days'")
      for _ in 0..<2 { _ = await second.project(log, history, today: today) }
      let dependent = ViewKind.followed.filter { $0.dependsOnToday }
      let after = try await p.heldBySecond(log)
      #expect(after == Set(dependent.map(\.name)))
      #expect(!dependent.isEmpty)
    }
  }

  @Test
  func `a lease that ran out is taken over; the old holder's write is refused and its view folded afresh`()
    async throws
  {
    try await withProjecting { p in
      let view = ViewKind(SureFooted.self)
      let (old, new) = (p.projector("old", [view], lease: .zero), p.projector("new", [view], lease: .zero))
      let begun = p.start(100)
      #expect(await old.project(p.log, begun.history, today: begun.today) == 100)
      let further = p.start(150)
      // Looked at once it may be what its holder is about to write.
      #expect(await new.project(p.log, further.history, today: further.today) == nil)
      #expect(await new.project(p.log, further.history, today: further.today) == 150)
      let live = try await p.table(view)
      let (history, today) = p.whole
      #expect(await old.project(p.log, history, today: today) == nil)
      #expect(try await p.table(view) == live)
      #expect(try await p.cursor(view)?.holder == "new")
      #expect(await old.project(p.log, history, today: today) == nil)
      await new.release()
      #expect(await old.project(p.log, history, today: today) == Int64(history.count))
      let rebuilt = try await new.rebuild(view, p.log, history, today: today)
      #expect(rebuilt.differences == 0)
    }
  }

  @Test func `a rebuild takes the lease over from whoever follows, who then writes no more`() async throws {
    try await withProjecting { p in
      let view = ViewKind(SureFooted.self)
      let follower = p.projector("follower", [view])
      let begun = p.start(100)
      #expect(await follower.project(p.log, begun.history, today: begun.today) == 100)
      let rebuilder = p.projector("rebuilder", [view])
      let (history, today) = p.whole
      _ = try await rebuilder.rebuild(view, p.log, history, today: today)
      #expect(try await p.cursor(view)?.position == Int64(history.count))
      let rebuilt = try await p.table(view)
      #expect(await follower.project(p.log, begun.history, today: begun.today) != 150)
      #expect(await follower.project(p.log, history, today: today) == nil)
      #expect(try await p.table(view) == rebuilt)
    }
  }

  @Test func `a rebuild reads on while the table is further than what it has read, and never puts it back`()
    async throws
  {
    try await withProjecting { p in
      let view = ViewKind(SureFooted.self)
      let follower = p.projector("follower", [view])
      let (history, today) = p.whole
      #expect(await follower.project(p.log, history, today: today) == Int64(history.count))
      let live = try await p.table(view)
      let reads = Reads([p.start(100).history, p.start(150).history, history])
      let rebuilt = try await p.projector("rebuilder").rebuild(view, p.log, today: today) {
        await reads.next()
      }
      #expect(rebuilt.differences == 0)
      #expect(try await p.table(view) == live)
      #expect(try await p.cursor(view)?.position == Int64(history.count))
      let left = await reads.left
      #expect(left.isEmpty)
    }
  }

  @Test func `a table that is only behind is as it should be, and a rebuild brings it to the end`()
    async throws
  {
    try await withProjecting { p in
      let view = ViewKind(SureFooted.self)
      let begun = p.start(100)
      #expect(await p.projector("follower", [view]).project(p.log, begun.history, today: begun.today) == 100)
      let (history, today) = p.whole
      let rebuilt = try await p.projector("rebuilder").rebuild(view, p.log, history, today: today)
      #expect(rebuilt.differences == 0)
      #expect(try await p.cursor(view)?.position == Int64(history.count))
      #expect(try await p.projector("again").rebuild(view, p.log, history, today: today).differences == 0)
    }
  }

  @Test
  func `who follows waits for a rebuild with no lock on the tables, so that neither waits for the other`()
    async throws
  {
    try await withProjecting { p in
      let view = ViewKind(SureFooted.self)
      let follower = p.projector("follower", [view])
      let begun = p.start(100)
      #expect(await follower.project(p.log, begun.history, today: begun.today) == 100)
      let here = "database = (select oid from pg_database where datname = current_database())"
      let (gate, rebuilder) = (try await Connection.open(p.url), try await Connection.open(p.url))
      try await gate.script("select pg_advisory_lock(1)")
      let rebuilding = Task {
        try await rebuilder.transaction { rebuilder in
          _ = try rebuilder.run("select from collegiate.cursor for update")
          _ = try rebuilder.run("select pg_advisory_lock(1)")
        }
      }
      try await eventually("the row is held") {
        try await !p.pool.run("select from pg_locks where locktype = 'advisory' and not granted and \(here)")
          .isEmpty
      }
      let (history, today) = p.whole
      let following = Task { await follower.project(p.log, history, today: today) }
      try await eventually("the follower waits") {
        // Others see of a session's statements only what the superuser lets them.
        let waiting = try await gate.run(
          """
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
            and query like 'update collegiate.cursor%'
          """)
        return !waiting.isEmpty
      }
      let locked = try await p.pool.run(
        """
        select from pg_locks join pg_class on oid = relation and relnamespace = 'reporting'::regnamespace
        where \(here) and mode like '%ExclusiveLock'
        """)
      #expect(locked.isEmpty)
      await gate.closeAndJoin()
      try await rebuilding.value
      await rebuilder.closeAndJoin()
      #expect(await following.value == Int64(history.count))
    }
  }

  @Test func `a projection that fails midway leaves rows and cursor as they were, and is made good`()
    async throws
  {
    try await withProjecting { p in
      let view = ViewKind(SureFooted.self)
      let follower = p.projector("follower", [view])
      let begun = p.start(100)
      #expect(await follower.project(p.log, begun.history, today: begun.today) == 100)
      let live = try await p.table(view)
      try await p.tamper(
        "alter table reporting.stream_counts_v1 add constraint few check (events < 6) not valid")
      let (history, today) = p.whole
      #expect(await follower.project(p.log, history, today: today) == nil)
      #expect(try await p.table(view) == live)
      #expect(try await p.cursor(view)?.position == 100)
      try await p.tamper("alter table reporting.stream_counts_v1 drop constraint few")
      #expect(await follower.project(p.log, history, today: today) == Int64(history.count))
      #expect(try await follower.rebuild(view, p.log, history, today: today).differences == 0)
    }
  }
}

extension Projecting {
  func heldBySecond(_ log: LogInfo) async throws -> Set<String> {
    Set(try await Cursors(pool).status(of: log).filter { $0.holder == "second" }.map(\.name))
  }

  /// Notes from now on how often each row of a table is written, in the table `written`.
  func countWrites(of table: String, by column: String) async throws {
    try await tamper(
      """
      create table public.written (key text primary key, n int not null);
      grant all on public.written to collegiate_service;
      create function public.note_write() returns trigger language plpgsql as $$ begin
        insert into public.written values (new.\(column)::text, 1)
        on conflict (key) do update set n = public.written.n + 1;
        return new; end $$;
      create trigger noted after insert or update on reporting.\(table) for each row execute function public.note_write();
      """)
  }
}
