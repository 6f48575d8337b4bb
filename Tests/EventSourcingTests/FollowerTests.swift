import EventSourcing
import PeerReview
import Postgres
import TestSupport
import Testing

@Suite struct `Followers` {
  /// A log of `count` events, and a table in which a follower notes the positions it has applied.
  private func withFollowed(
    _ count: Int,
    _ body: @Sendable (Fixture, Cursors) async throws -> Void
  ) async throws {
    try await withLog { log in
      _ = try await log.store.append((0..<count).map { adding(visit("v\($0)"), at: 0) }, to: log.log)
      _ = try await log.pool.run(
        "create table reporting.applied (position bigint not null, holder text not null)"
      )
      try await body(log, Cursors(log.pool))
    }
  }

  private func claim(
    _ cursors: Cursors,
    _ log: Fixture,
    _ holder: String,
    for lease: Duration = .seconds(60)
  ) async throws -> Cursor? {
    try await cursors.claim(name: "calendar", version: 1, in: log.log, holder: holder, for: lease)
  }

  /// Applies the next events: rows and cursor in one transaction.
  private func step(_ log: Fixture, _ cursor: Cursor, limit: Int = 5) async throws -> Cursor {
    let events = try await log.store.events(in: log.log, after: cursor.position, limit: limit)
    let positions = events.map(\.envelope.position)
    return try await log.pool.transaction { connection in
      _ = try connection.run(
        "insert into reporting.applied select position, $2 from unnest($1::bigint[]) as position",
        [.ints(positions.map(Optional.some)), .optional(cursor.holder)]
      )
      return try connection.advance(cursor, to: positions.last ?? cursor.position)
    }
  }

  private func restart(_ log: Fixture, in info: LogInfo) async throws -> Cursor? {
    try await log.pool.transaction { connection in
      _ = try connection.run("delete from reporting.applied")
      return try connection.restart(
        name: "calendar", version: 1, in: info, holder: "one", for: .seconds(60))
    }
  }

  private func applied(_ log: Fixture) async throws -> [Int64] {
    try await log.pool.run("select position from reporting.applied order by position").map { try $0.get(0) }
  }

  @Test func `Each event reaches the view exactly once, though two followers compete`() async throws {
    try await withFollowed(60) { log, cursors in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for holder in ["one", "two"] {
          group.addTask {
            var steps = 0
            var position: Int64 = 0
            while position < 60 {
              // A lease that is over at once, so that each takes over from the other in the middle of its step.
              guard let cursor = try await claim(cursors, log, holder, for: .zero) else { continue }
              position = cursor.position
              do {
                position = try await step(log, cursor, limit: 3).position
                steps += 1
              } catch is LeaseLost {
                continue
              }
            }
            return steps
          }
        }
        var steps = 0
        for try await taken in group { steps += taken }
        #expect(steps >= 20)
      }
      #expect(try await applied(log) == Array(1...60))
    }
  }

  @Test func `A live lease keeps others out, and is renewed by its holder`() async throws {
    try await withFollowed(1) { log, cursors in
      let mine = try #require(try await claim(cursors, log, "one"))
      #expect(mine.position == 0)
      #expect(mine.epoch == 1)
      #expect(try await claim(cursors, log, "two") == nil)
      #expect(try await claim(cursors, log, "one")?.holder == "one")
      #expect(try await cursors.status(of: log.log).map(\.holder) == ["one"])
    }
  }

  @Test func `An expired lease is taken over, and its old holder can write no more`() async throws {
    try await withFollowed(5) { log, cursors in
      let old = try #require(try await claim(cursors, log, "one", for: .zero))
      let new = try #require(try await claim(cursors, log, "two"))
      #expect(new.holder == "two")
      await #expect(throws: LeaseLost.self) { try await step(log, old) }
      #expect(try await applied(log) == [])
      #expect(try await step(log, new).position == 5)
      // Nor can it give away a lease that is no longer its own.
      try await cursors.release(old)
      #expect(try await claim(cursors, log, "three") == nil)
    }
  }

  @Test func `A lease given back is free at once`() async throws {
    try await withFollowed(1) { log, cursors in
      try await cursors.release(try #require(try await claim(cursors, log, "one")))
      #expect(try await claim(cursors, log, "two")?.holder == "two")
    }
  }

  @Test func `A cursor moves from the position it was read at, and from no other`() async throws {
    try await withFollowed(4) { log, cursors in
      let cursor = try #require(try await claim(cursors, log, "one"))
      _ = try await step(log, cursor, limit: 2)
      await #expect(throws: LeaseLost.self) { try await step(log, cursor, limit: 2) }
      #expect(try await applied(log) == [1, 2])
    }
  }

  @Test func `A step that prolongs its lease keeps it`() async throws {
    try await withFollowed(1) { log, cursors in
      let cursor = try #require(try await claim(cursors, log, "one", for: .zero))
      _ = try await log.pool.transaction { try $0.advance(cursor, to: 1, lease: .seconds(60)) }
      #expect(try await claim(cursors, log, "two") == nil)
    }
  }

  @Test func `A cursor of an older epoch is refused until its follower begins anew`() async throws {
    try await withFollowed(5) { log, cursors in
      let cursor = try await step(log, try #require(try await claim(cursors, log, "one")))
      try await cursors.park(cursor, visit("v1"), at: 2, error: "unreadable")
      try await log.tamper("update collegiate.log set epoch = 2")
      let changed = EpochChanged(held: 1, current: 2)
      await #expect(throws: changed) { try await step(log, cursor) }
      await #expect(throws: changed) { try await claim(cursors, log, "one") }
      // Nor does it begin anew, or begin at all, with what it had read in that epoch.
      await #expect(throws: changed) { try await restart(log, in: log.log) }
      await #expect(throws: changed) {
        try await cursors.claim(name: "other", version: 1, in: log.log, holder: "one", for: .seconds(60))
      }
      #expect(try await applied(log) == [1, 2, 3, 4, 5])
      let now = try #require(try await log.store.log("ashmere"))
      let anew = try await restart(log, in: now)
      let fresh = try #require(anew)
      #expect(fresh.epoch == 2)
      #expect(fresh.position == 0)
      #expect(fresh.state == .rebuilding)
      #expect(try await cursors.parked(name: "calendar", version: 1, in: log.log) == [])
      #expect(try await step(log, fresh).state == .following)
      #expect(try await applied(log) == [1, 2, 3, 4, 5])
    }
  }

  @Test func `Nobody begins anew over another's live lease`() async throws {
    try await withFollowed(1) { log, cursors in
      _ = try await claim(cursors, log, "one")
      let taken = try await log.pool.transaction {
        try $0.restart(name: "calendar", version: 1, in: log.log, holder: "two", for: .seconds(60))
      }
      #expect(taken == nil)
    }
  }

  @Test func `A parked stream is named, once, until it is let flow`() async throws {
    try await withFollowed(3) { log, cursors in
      let cursor = try #require(try await claim(cursors, log, "one"))
      try await log.pool.transaction { connection in
        try connection.park(cursor, visit("v1"), at: 2, error: "unreadable")
        try connection.park(cursor, visit("v1"), at: 3, error: "still unreadable")
        _ = try connection.advance(cursor, to: 3)
      }
      let parked = try await cursors.parked(name: "calendar", version: 1, in: log.log)
      #expect(parked.map(\.stream) == [visit("v1")])
      #expect(parked.map(\.position) == [2])
      #expect(parked.map(\.error) == ["unreadable"])
      #expect(try await cursors.parked(name: "calendar", version: 2, in: log.log) == [])
      try await cursors.unpark(visit("v1"), name: "calendar", version: 1, in: log.log)
      #expect(try await cursors.parked(name: "calendar", version: 1, in: log.log) == [])
    }
  }

  @Test func `A follower that fails says so, and its next step clears it`() async throws {
    try await withFollowed(1) { log, cursors in
      let cursor = try #require(try await claim(cursors, log, "one"))
      try await cursors.note(cursor, .failing, error: "the fold stumbled")
      #expect(try await cursors.status().map(\.state) == [.failing])
      #expect(try await cursors.status().map(\.lastError) == ["the fold stumbled"])
      #expect(try await step(log, cursor).lastError == nil)
      #expect(try await cursors.status().map(\.state) == [.following])
    }
  }
}

@Suite struct `Wake-ups` {
  @Test func `Who waits is woken by the position it waits for, not by less`() async throws {
    let wakeups = Wakeups()
    let waiting = Task { await wakeups.wait(1, after: 5, atMost: .seconds(60)) }
    try await eventually("somebody waits") { wakeups.waiting == 1 }
    wakeups.signal(1, 5)
    wakeups.signal(2, 9)
    #expect(wakeups.waiting == 1)
    wakeups.signal(1, 6)
    await waiting.value
    #expect(wakeups.waiting == 0)
    // What has been reached is not waited for.
    await wakeups.wait(1, after: 5, atMost: .seconds(60))
  }

  @Test func `A wait ends with its time, or with its task`() async throws {
    let wakeups = Wakeups()
    await wakeups.wait(1, after: 0, atMost: .milliseconds(1))
    let waiting = Task { await wakeups.wait(1, after: 0, atMost: .seconds(60)) }
    try await eventually("somebody waits") { wakeups.waiting == 1 }
    waiting.cancel()
    try await eventually("the wait ends with its task") { wakeups.waiting == 0 }
    await waiting.value
    // Nor does it begin in a task that has ended already.
    let late = Task {
      while !Task.isCancelled { await Task.yield() }
      await wakeups.wait(1, after: 0, atMost: .seconds(60))
    }
    late.cancel()
    let start = ContinuousClock.now
    await late.value
    #expect(ContinuousClock.now - start < .seconds(30) && wakeups.waiting == 0)
  }
}
