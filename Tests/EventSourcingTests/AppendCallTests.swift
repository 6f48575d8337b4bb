import PeerReview
import Postgres
import TestSupport
import Testing

@testable import EventSourcing

/// What the function in the database does with a call, without the service's batching in between.
@Suite struct `One call of append` {
  @Test func `defers a command just where one before it has its id or writes what it expects`() async throws {
    try await withLog { log in
      var random = Seeded(20_261_126)
      var heads: [StreamID: Int] = [:]
      var deferrals = 0
      for round in 0..<120 {
        let appends = calls(&random, heads)
        let rows = try await perform(appends, log)
        for (n, append) in appends.enumerated() {
          let waits = appends[..<n].contains { before in
            before.commandID == append.commandID
              || before.events.contains { append.expected.keys.contains($0.stream) }
          }
          #expect(rows[n] == (waits ? "deferred" : "appended"), "round \(round), command \(n): \(appends)")
          if waits { deferrals += 1 }
          for event in waits ? [] : append.events { heads[event.stream, default: 0] += 1 }
        }
      }
      #expect(deferrals > 50)
      #expect(try await log.count("collegiate.event") == heads.values.reduce(0, +))
      #expect(try await Verifier.verify(log.store, log.log).isWhole)
    }
  }

  /// One to six commands, each of which writes or reads a few of eight streams as they stand.
  private func calls(_ random: inout Seeded, _ heads: [StreamID: Int]) -> [Append] {
    let streams = (1...8).map { visit("v\($0)") }
    var ids: [String] = []
    return (1...Int.random(in: 1...6, using: &random)).map { _ in
      let touched = streams.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
      let written = touched.prefix(Int.random(in: 0...touched.count, using: &random))
      let events = written.flatMap { stream in
        Array(repeating: event(stream), count: Int.random(in: 1...2, using: &random))
      }
      let again = Int.random(in: 0..<10, using: &random) == 0 ? ids.randomElement(using: &random) : nil
      ids.append(again ?? newID())
      return command(
        Dictionary(uniqueKeysWithValues: touched.map { ($0, heads[$0] ?? 0) }), events, id: ids.last ?? "")
    }
  }

  /// What was answered to each command, in their order.
  private func perform(_ appends: [Append], _ log: Fixture) async throws -> [String] {
    let rows = try await log.pool.run(
      AppendCall.sql, AppendCall(appends).parameters(log: log.log.id, epoch: log.log.epoch))
    var outcomes = Array(repeating: "none", count: appends.count)
    for row in rows { outcomes[try row.get("command", as: Int.self) - 1] = try row.get("outcome") }
    return outcomes
  }

  @Test func `is refused where its events do not come in the order of their commands`() async throws {
    try await withLog { log in
      let call = AppendCall([adding(visit("v1"), at: 0), adding(visit("v2"), at: 0)])
      for order: [Int64?] in [[2, 1], [1, nil], [nil, 1]] {
        var parameters = call.parameters(log: log.log.id, epoch: log.log.epoch)
        parameters[Self.commandsOfEvents] = .ints(order)
        let refused = parameters
        let error = await #expect(throws: PostgresError.self) {
          try await log.pool.run(AppendCall.sql, refused)
        }
        #expect(error?.sqlState == "CG004")
      }
      try await expectNothing(in: log)
    }
  }

  @Test func `makes no commit that holds nothing, whatever command its conflicts name`() async throws {
    try await withLog { log in
      let call = AppendCall([command([visit("v1"): 5, visit("v2"): 5], [])])
      for commands: [Int64?] in [[1, 99], [nil, nil]] {
        var parameters = call.parameters(log: log.log.id, epoch: log.log.epoch)
        parameters[Self.commandsOfExpected] = .ints(commands)
        let rows = try await log.pool.run(AppendCall.sql, parameters)
        #expect(try rows.map { try $0.get("outcome", as: String.self) } == ["conflict", "conflict"])
      }
      try await expectNothing(in: log)
    }
  }

  /// Where they stand among the parameters.
  private static let (commandsOfExpected, commandsOfEvents) = (10, 19)

  private func expectNothing(in log: Fixture) async throws {
    for table in ["event", "receipt", "commit"] {
      let count = try await log.count("collegiate.\(table)")
      #expect(count == 0, "\(table)")
    }
  }
}
