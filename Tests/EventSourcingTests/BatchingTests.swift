import PeerReview
import Postgres
import TestSupport
import Testing

@testable import EventSourcing

@Suite struct `What arrives while an append is under way` {
  /// Holds the log's lock, so that one call stands at it while `body` runs; then lets it go.
  private func whileBusy<T: Sendable>(
    _ log: Fixture, _ appender: Appender,
    _ body: @Sendable (_ first: Task<Appended?, any Error>) async throws -> T
  ) async throws -> T {
    let holder = try await Connection.open(log.url)
    try await holder.script("select pg_advisory_lock(1131375989, \(log.log.id)::int)")
    let first = Task {
      try await appender.append([adding(visit("first"), at: 0)], epoch: log.log.epoch).first
    }
    try await eventually("the first stands at the lock") { try await waiting(log).count == 1 }
    let result = try await body(first)
    await holder.closeAndJoin()
    return result
  }

  /// The processes that wait for the log's lock.
  private func waiting(_ log: Fixture) async throws -> [Int] {
    try await log.pool.run(
      """
      select pid from pg_locks where locktype = 'advisory' and not granted and objid = \(log.log.id)
        and database = (select oid from pg_database where datname = current_database())
      """
    )
    .map { try $0.get("pid") }
  }

  private func start(_ appender: Appender, _ append: Append) -> Task<Appended?, any Error> {
    Task { try await appender.append([append], epoch: 1).first }
  }

  @Test func `goes together in one commit, each with an answer of its own`() async throws {
    try await withLog { log in
      let appender = log.store.appenders.of(log.log.id, log.pool)
      let (first, others) = try await whileBusy(log, appender) { first in
        let others = (0..<20).map { start(appender, adding(visit("v\($0)"), at: $0 == 7 ? 3 : 0)) }
        try await eventually("all wait") { await appender.waiting == 20 }
        return (first, others)
      }
      #expect(try await first.value?.receipt?.commit == 1)
      for (number, other) in others.enumerated() {
        let answer = try await other.value
        if number == 7 {
          #expect(answer == .conflict([.version(visit("v7"), expected: 3, found: 0)]))
        } else {
          #expect(answer?.receipt?.commit == 2)
        }
      }
      #expect(try await log.count("collegiate.commit") == 2)
      #expect(try await log.count("collegiate.event") == 20)
    }
  }

  @Test func `waits for those whom the same call answered, so that none of them goes alone`() async throws {
    try await withLog { log in
      let (clients, turns) = (16, 12)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for client in 0..<clients {
          group.addTask {
            for turn in 0..<turns {
              let append = adding(visit("v\(client)-\(turn)"), at: 0)
              let answer = try await log.store.append(append, to: log.log)
              #expect(answer.receipt != nil)
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await log.count("collegiate.event") == clients * turns)
      // Were the first to come back sent at once, each turn would take two: one of it, and one of the others.
      #expect(try await log.count("collegiate.commit") < turns * 7 / 4)
    }
  }

  @Test(arguments: ["refused by the client", "refused by the database"])
  func `is not harmed by a neighbour whose content cannot be stored`(how: String) async throws {
    try await withLog { log in
      let bad = how == "refused by the client" ? "a\u{0}b" : "bad"
      try await log.tamper("alter table collegiate.event add check (payload <> 'bad')")
      let appender = log.store.appenders.of(log.log.id, log.pool)
      let tasks = try await whileBusy(log, appender) { first in
        let tasks = (0..<5).map {
          start(appender, adding(visit("v\($0)"), at: 0, payload: $0 == 2 ? bad : "{}"))
        }
        try await eventually("all wait") { await appender.waiting == 5 }
        return [first] + tasks
      }
      for (number, task) in tasks.enumerated() {
        if number == 3 {
          await #expect(throws: PostgresError.self) { try await task.value }
        } else {
          #expect(try await task.value?.receipt != nil)
        }
      }
      #expect(try await log.count("collegiate.event") == 5)
      #expect(try await Verifier.verify(log.store, log.log).isWhole)
    }
  }

  @Test func `and is given up before it was sent is never sent`() async throws {
    try await withLog { log in
      let appender = log.store.appenders.of(log.log.id, log.pool)
      let first = try await whileBusy(log, appender) { first in
        let second = start(appender, adding(visit("v"), at: 0))
        try await eventually("it waits") { await appender.waiting == 1 }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        #expect(await appender.waiting == 0)
        return first
      }
      #expect(try await first.value?.receipt?.positions == 1...1)
      #expect(try await log.count("collegiate.event") == 1)
    }
  }

  @Test func `and is given up after it was sent is carried out, and its receipt tells`() async throws {
    try await withLog { log in
      let appender = log.store.appenders.of(log.log.id, log.pool)
      try await whileBusy(log, appender) { first in
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
      }
      try await eventually("it is recorded") { try await log.count("collegiate.receipt") == 1 }
    }
  }

  @Test func `is turned away when too much waits already, and nothing of it is written`() async throws {
    try await withLog { log in
      var limits = AppendQueue.Limits()
      limits.waiting = 2
      let appender = Appender(log.pool, log: log.log.id, limits: limits)
      let tasks = try await whileBusy(log, appender) { first in
        let tasks = (0..<2).map { start(appender, adding(visit("v\($0)"), at: 0)) }
        try await eventually("two wait") { await appender.waiting == 2 }
        await #expect(throws: LogError.busy) {
          try await appender.append([adding(visit("late"), at: 0)], epoch: 1)
        }
        return [first] + tasks
      }
      for task in tasks { #expect(try await task.value?.receipt != nil) }
      #expect(try await log.count("collegiate.receipt") == 3)
    }
  }

  @Test func `in one log does not keep another log waiting`() async throws {
    try await withLog { log in
      let other = try await log.store.createLog(slug: "birdale", name: "Birdale", rehearsal: false)
      let appender = log.store.appenders.of(log.log.id, log.pool)
      let tasks = try await whileBusy(log, appender) { first in
        let tasks = (0..<50).map { start(appender, adding(visit("v\($0)"), at: 0)) }
        try await eventually("all wait") { await appender.waiting == 50 }
        #expect(try await log.store.append(adding(visit("v"), at: 0), to: other).receipt != nil)
        return tasks
      }
      for task in tasks { #expect(try await task.value?.receipt != nil) }
    }
  }

  @Test func `of a lost connection is sent again, and stands in the log once`() async throws {
    try await withLog { log in
      let appender = log.store.appenders.of(log.log.id, log.pool)
      let first = try await whileBusy(log, appender) { first in
        try await cut(log)
        return first
      }
      #expect(try await first.value?.receipt?.positions == 1...1)
      #expect(try await log.count("collegiate.receipt") == 1)
    }
  }

  @Test func `gets its first result where the lost connection had carried it out`() async throws {
    try await withLog { log in
      let append = adding(visit("v"), at: 0)
      let appender = log.store.appenders.of(log.log.id, log.pool)
      let (sent, other) = try await whileBusy(log, appender) { _ in
        try await cut(log)
        // Stands for what the cut connection did: the same command, before it is sent again.
        let other = Task { try await EventStore(log.pool).append(append, to: log.log) }
        return (start(appender, append), other)
      }
      let (first, second) = (try await sent.value, try await other.value)
      // One of the two is told that it is new, and the other that it is a repeat; whichever comes first.
      let receipt = try #require(second.receipt)
      let (new, known) = (Appended.appended(receipt), Appended.replayed(receipt))
      #expect([[new, known], [known, new]].contains([first, second]))
    }
  }

  @Test func `and so is a redaction, whose words are gone and which stands in the log once`() async throws {
    try await withWords { log in
      let (append, remainders) = try await log.redaction([1: ["note"]])
      let holder = try await Connection.open(log.url)
      try await holder.script("select pg_advisory_lock(1131375989, \(log.log.id)::int)")
      let sent = Task { try await log.store.redact(append, leaving: remainders, in: log.log) }
      try await eventually("it stands at the lock") { try await waiting(log).count == 1 }
      try await cut(log)
      await holder.closeAndJoin()
      #expect(try await sent.value.receipt?.positions == 5...5)
      #expect(try await log.store.event(at: 1, in: log.log)?.payload == #"{"note":"[redacted]","n":1}"#)
      #expect(try await log.count("collegiate.event") == 5)
    }
  }

  private func cut(_ log: Fixture) async throws {
    let superuser = try await Connection.open(log.url)
    for process in try await waiting(log) {
      _ = try await superuser.run("select pg_terminate_backend($1::int, 20000)", [.int(process)])
    }
    await superuser.closeAndJoin()
  }
}
