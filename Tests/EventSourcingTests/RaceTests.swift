import PeerReview
import Postgres
import TestSupport
import Testing

@testable import EventSourcing

@Suite struct `Races` {
  /// The first append stands uncommitted while the second is sent; both decided on the same head.
  private func race(
    _ log: Fixture,
    _ first: Append,
    _ second: Append
  ) async throws -> Appended {
    let call = AppendCall([first]).parameters(log: log.log.id, epoch: log.log.epoch)
    async let loser: Appended = {
      try await eventually("the first append stands uncommitted") {
        try await log.value("select count(*) from (\(locks(granted: true))) as l") == 1
      }
      return try await log.store.append(second, to: log.log)
    }()
    try await log.pool.transaction { connection in
      let rows = try connection.run(AppendCall.sql, call)
      #expect(try rows.first?.get("outcome") == "appended")
      let deadline = ContinuousClock.now + .seconds(20)
      while try connection.run(locks(granted: false)).isEmpty {
        guard ContinuousClock.now < deadline else { throw NeverReached() }
      }
    }
    return try await loser
  }

  private struct NeverReached: Error {}

  /// The locks of this database's logs that are held, or waited for.
  private func locks(granted: Bool) -> String {
    """
    select from pg_locks where locktype = 'advisory' and granted = \(granted)
      and database = (select oid from pg_database where datname = current_database())
    """
  }

  @Test func `Of two that read no open cycle and then open one, one is let through`() async throws {
    try await withLog { log in
      let ash = Place(lea: OrganisationID("ash"))
      // Both read before either appends.
      let head = try await log.store.head(of: log.log).position
      #expect(try await log.store.events(in: log.log, after: 0, limit: 10).isEmpty)
      func open(_ id: String) -> Append {
        let stream = StreamID(.cycle, id)
        return command(
          [stream: 0],
          [event(stream, "CycleOpened")],
          guards: [Guard(["CycleOpened"], ash)],
          after: head
        )
      }
      #expect(
        try await race(log, open("a"), open("b"))
          == .conflict([.guarded(type: "CycleOpened", ash, position: 1)])
      )
      #expect(try await log.count("collegiate.event") == 1)
    }
  }

  @Test func `Of two that write the same version of a stream, one is let through`() async throws {
    try await withLog { log in
      let lost = try await race(log, adding(visit("v1"), at: 0), adding(visit("v1"), at: 0))
      #expect(lost == .conflict([.version(visit("v1"), expected: 0, found: 1)]))
    }
  }

  @Test func `The same command sent twice at once is carried out once`() async throws {
    try await withLog { log in
      let one = adding(visit("v1"), at: 0)
      guard case .replayed(let receipt) = try await race(log, one, one) else {
        Issue.record("not replayed")
        return
      }
      #expect(receipt.positions == 1...1)
    }
  }

  @Test func `Another consortium does not wait`() async throws {
    try await withLog { log in
      let other = try await log.store.createLog(slug: "birdale", name: "Birdale", rehearsal: false)
      let call = AppendCall([adding(visit("v1"), at: 0)]).parameters(log: log.log.id, epoch: log.log.epoch)
      async let elsewhere: Appended = {
        try await eventually("the first append stands uncommitted") {
          try await log.value("select count(*) from (\(locks(granted: true))) as l") == 1
        }
        return try await log.store.append(adding(visit("v1"), at: 0), to: other)
      }()
      try await log.pool.transaction { connection in
        _ = try connection.run(AppendCall.sql, call)
        let deadline = ContinuousClock.now + .seconds(20)
        while try connection.run("select from collegiate.commit where log = $1", [.int(other.id)]).isEmpty {
          guard ContinuousClock.now < deadline else { throw NeverReached() }
        }
      }
      #expect(try await elsewhere.receipt != nil)
    }
  }

  @Test func `Readers see no gap and no reorder while eight write`() async throws {
    try await withLog { log in
      let writers = 8
      let rounds = 20
      let total = Int64(writers * rounds * 2)
      try await withThrowingTaskGroup(of: [Int64].self) { group in
        for writer in 0..<writers {
          group.addTask {
            for _ in 0..<rounds {
              try await hold(log, own: visit("w\(writer)"), shared: visit("s\(writer % 3)"))
            }
            return []
          }
        }
        for _ in 0..<2 {
          group.addTask {
            var seen: [Int64] = []
            while seen.count < total {
              let events = try await log.store.events(in: log.log, after: seen.last ?? 0, limit: 7)
              seen += events.map(\.envelope.position)
              #expect(seen.last == nil || seen.last == Int64(seen.count))
            }
            return seen
          }
        }
        for try await seen in group where !seen.isEmpty { #expect(seen == Array(1...total)) }
      }
      #expect(try await Verifier.verify(log.store, log.log).isWhole)
      #expect(try await log.count("collegiate.event") == Int(total))
    }
  }

  /// Writes one's own stream and one that others write too; a lost race is decided anew.
  private func hold(_ log: Fixture, own: StreamID, shared: StreamID) async throws {
    while true {
      let versions = [
        own: try await log.store.events(in: log.log, of: own).count,
        shared: try await log.store.events(in: log.log, of: shared).count,
      ]
      let answer = try await log.store.append(
        command(versions, [event(own), event(shared)]),
        to: log.log
      )
      if answer.receipt != nil { return }
    }
  }
}
