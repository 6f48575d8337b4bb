import EventSourcing
import PeerReview
import Postgres
import TestSupport
import Testing

@Suite struct `Many commands in one call` {
  @Test func `Each gets its own answer, and a loser harms no neighbour`() async throws {
    try await withLog { log in
      let known = adding(visit("v0"), at: 0)
      let first = try #require(try await log.store.append(known, to: log.log).receipt)
      let answers = try await log.store.append(
        [
          adding(visit("v1"), at: 0), known, adding(visit("v2"), at: 9), command([visit("v3"): 0], []),
          command([visit("v9"): 0], [], id: known.commandID, request: "other"), adding(visit("v4"), at: 0),
        ],
        to: log.log
      )
      #expect(answers.count == 6)
      #expect(answers[0].receipt?.positions == 2...2)
      #expect(answers[1] == .replayed(first))
      #expect(answers[2] == .conflict([.version(visit("v2"), expected: 9, found: 0)]))
      #expect(answers[3].receipt.map(\.positions) == .some(nil))
      #expect(answers[4] == .reused)
      #expect(answers[5].receipt?.positions == 3...3)
      #expect([0, 3, 5].compactMap { answers[$0].receipt?.commit } == [2, 2, 2])
    }
  }

  @Test func `A command that builds on one before it follows in a commit of its own`() async throws {
    try await withLog { log in
      let answers = try await log.store.append(
        [adding(visit("v1"), at: 0), adding(visit("v1"), at: 1), adding(visit("v2"), at: 0)],
        to: log.log
      )
      #expect(answers.compactMap(\.receipt?.commit) == [1, 2, 1])
      #expect(answers.compactMap(\.receipt?.positions) == [1...1, 3...3, 2...2])
    }
  }

  @Test func `A command that leads to nothing is not let through where a neighbour changes what it read`()
    async throws
  {
    try await withLog { log in
      _ = try await log.store.append(adding(visit("v1"), at: 0), to: log.log)
      let answers = try await log.store.append(
        [command([visit("v1"): 1], []), adding(visit("v1"), at: 1), command([visit("v2"): 0], [])],
        to: log.log)
      #expect(answers[0] == .conflict([.version(visit("v1"), expected: 1, found: 2)]))
      #expect(answers[1].receipt?.positions == 2...2)
      #expect(answers[2].receipt?.commit == 2)
    }
  }

  @Test(arguments: [0, 2])
  func `Two that read one stream at different versions are told apart`(stale: Int) async throws {
    try await withLog { log in
      _ = try await log.store.append(adding(visit("v1"), at: 0), to: log.log)
      func reading(_ version: Int, _ written: String) -> Append {
        command([visit("v1"): version, visit(written): 0], [event(visit(written))])
      }
      let answers = try await log.store.append(
        [reading(1, "v2"), reading(stale, "v3"), reading(1, "v4")], to: log.log)
      #expect(answers[0].receipt?.positions == 2...2)
      #expect(answers[1] == .conflict([.version(visit("v1"), expected: stale, found: 1)]))
      #expect(answers[2].receipt?.positions == 3...3)
    }
  }

  @Test func `The same command twice in a call is carried out once`() async throws {
    try await withLog { log in
      let one = adding(visit("v1"), at: 0)
      let answers = try await log.store.append([one, one], to: log.log)
      let receipt = try #require(answers[0].receipt)
      #expect(answers == [.appended(receipt), .replayed(receipt)])
    }
  }

  @Test func `Two that each read what the other writes are not both let through`() async throws {
    try await withLog { log in
      let answers = try await log.store.append(
        [
          command([visit("v1"): 0, visit("v2"): 0], [event(visit("v1"))]),
          command([visit("v1"): 0, visit("v2"): 0], [event(visit("v2"))]),
        ],
        to: log.log
      )
      #expect(answers[0].receipt?.positions == 1...1)
      #expect(answers[1] == .conflict([.version(visit("v1"), expected: 0, found: 1)]))
    }
  }

  @Test func `One that guards against what a neighbour writes is not let through`() async throws {
    try await withLog { log in
      let opening = Guard(["CycleOpened"], Place(lea: OrganisationID("ash")))
      func open(_ id: String) -> Append {
        let stream = StreamID(.cycle, id)
        return command([stream: 0], [event(stream, "CycleOpened")], guards: [opening])
      }
      let answers = try await log.store.append([open("a"), open("b")], to: log.log)
      #expect(answers[0].receipt?.positions == 1...1)
      #expect(answers[1] == .conflict([.guarded(type: "CycleOpened", opening.scope, position: 1)]))
    }
  }

  @Test func `Simulated times of different commands make commits of their own`() async throws {
    try await withLog(rehearsal: true) { log in
      let times = [10, 10, 20].map { Moment(microseconds: $0) }
      let answers = try await log.store.append(
        times.enumerated().map { command([visit("v\($0)"): 0], [event(visit("v\($0)"))], at: $1) },
        to: log.log
      )
      #expect(answers.compactMap(\.receipt?.recordedAt) == times)
      #expect(answers.compactMap(\.receipt?.commit) == [1, 1, 2])
    }
  }
}
