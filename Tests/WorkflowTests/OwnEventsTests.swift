import PeerReview
import ReadModels
import TestSupport
import Testing
import WorkedExample
import Workflow

/// A command's events go into the memory of the process that recorded them without being read back.
@Suite struct `What a process recorded itself` {
  @Test func `stands in its memory as it stands in the log, for every event of the worked example`()
    async throws
  {
    try await withHouse { house in
      let count = try await count(house.ledger, against: try await house.otherProcess())
      #expect(count > 150)
    }
  }

  @Test func `stands there in the log's order, also where other processes record at the same time`()
    async throws
  {
    try await withHouse(until: "2026-01-28") { house in
      let other = try await house.otherProcess()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 1...40 {
          group.addTask {
            try await house.perform(
              "people/register", as: "co-1", #"{"organisation":"office"}"#, id: uuid(number),
              in: number % 3 == 0 ? other : house.ledger)
          }
        }
        try await group.waitForAll()
      }
      let fresh = try await house.otherProcess()
      for process in [house.ledger, other] {
        try await process.catchUp()
        let count = try await count(process, against: fresh)
        #expect(count > 40)
      }
    }
  }

  /// How many events a process holds, each of which is held against what another has read from the database.
  private func count(_ process: Ledger, against reader: Ledger) async throws -> Int {
    try await reader.catchUp()
    let (held, read) = (await process.history, await reader.history)
    #expect(held.count == read.count)
    for position in 1...Int64(read.count) {
      let (own, stored) = (try #require(held[position]), try #require(read[position]))
      #expect(own.envelope == stored.envelope)
      #expect(own.event.payload.json == stored.event.payload.json)
    }
    return held.count
  }
}
