import PeerReview
import ReadModels
import Synchronization
import TestSupport
import Testing
import WorkedExample
import Workflow

@Suite struct `The rehearsal` {
  @Test func `performed through the door it is the story that is told in memory, event for event`()
    async throws
  {
    try await withHouse { house in
      let told = try Self.told()
      #expect(try await house.log() == told)
    }
  }

  @Test func `broken off midway it is taken up where it stopped; a second run changes nothing`() async throws
  {
    try await withDatabase { pool, _ in
      let ledgers = Ledgers(pool, logger: quietLogger())
      let rehearsal = Rehearsal(slug: WorkedExample.slug, name: WorkedExample.name, until: nil)
      for stop in [17, 90] {
        let running = Task {
          try await rehearsal.perform(in: Ledgers(pool, logger: quietLogger())) { done, _ in
            if done == stop { withUnsafeCurrentTask { $0?.cancel() } }
          }
        }
        await #expect(throws: (any Error).self) { try await running.value }
      }
      let result = try await rehearsal.perform(in: ledgers)
      let ledger = try #require(try await ledgers.ledger(WorkedExample.slug))
      let house = House(pool: pool, url: "", ledgers: ledgers, ledger: ledger)
      #expect(result.performed > 0 && result.performed < WorkedExample.steps.count - 80)
      let told = try Self.told()
      #expect(try await house.log() == told)
      let before = try await house.traces()
      let again = try await rehearsal.perform(in: Ledgers(pool, logger: quietLogger()))
      #expect(again.performed == 0 && again.head == result.head)
      #expect(try await house.traces() == before)
    }
  }

  @Test func `told until a day it has all of that day and nothing later, and can be told on`() async throws {
    try await withHouse(until: "2026-01-20") { house in
      let told = try Self.told()
      let log = try await house.log()
      #expect(log == Array(told.prefix(log.count)))
      #expect(log.last?.hasPrefix("2026-01-20") == true)
      #expect(told[log.count].hasPrefix("2026-01-21"))
      let rest = try await Rehearsal(slug: WorkedExample.slug, name: WorkedExample.name, until: nil)
        .perform(in: house.ledgers)
      #expect(rest.performed > 0)
      #expect(try await house.log() == told)
    }
  }

  @Test func `a log that is no rehearsal is refused, and left alone`() async throws {
    try await withDatabase { pool, _ in
      let ledgers = Ledgers(pool, logger: quietLogger())
      let installation = Installation(
        slug: "real", name: "Real", coordinator: PersonID("co-1"), letter: "R/1", rehearsal: false)
      let head = await (try await installation.perform(in: ledgers)).head
      await #expect(throws: Rehearsal.Broken.self) {
        try await Rehearsal(slug: "real", name: "Real", until: nil).perform(in: ledgers)
      }
      let real = try #require(try await ledgers.ledger("real"))
      #expect(await real.head == head)
    }
  }

  @Test func `its progress counts up to the last step`() async throws {
    try await withDatabase { pool, _ in
      let told = Mutex<[Int]>([])
      let until = try #require(CalendarDay("2025-09-02"))
      _ = try await Rehearsal(slug: "short", name: "Short", until: until)
        .perform(in: Ledgers(pool, logger: quietLogger())) { done, all in
          told.withLock { $0.append(all - done) }
        }
      #expect(told.withLock { $0 }.last == 0)
      #expect(told.withLock { $0 == $0.sorted(by: >) })
    }
  }

  /// The story as the domain alone records it.
  private static func told() throws -> [String] {
    try Scenario.workedExample().log.map { line($0) }
  }

  fileprivate static func line(_ recorded: Recorded) -> String {
    let e = recorded.envelope
    return
      "\(e.recordedAt) \(e.occurredAt) \(e.stream) \(e.version) \(e.type) \(e.actor) \(e.role) \(e.place) \(e.visibility) \(recorded.event.payload.json)"
  }
}

extension House {
  fileprivate func log() async throws -> [String] {
    let fresh = try await otherProcess()
    try await fresh.catchUp()
    let history = await fresh.history
    return (0..<history.count).compactMap { history[Int64($0) + 1] }.map { `The rehearsal`.line($0) }
  }
}
