import EventSourcing
import PeerReview
import Postgres
import ReadModels
import TestSupport
import Testing

@testable import Workflow

/// One look serves all the logs of a database.
@Suite struct `Following many logs` {
  @Test
  func `a look at all logs brings what others recorded, and where nothing is new it was each log's own`()
    async throws
  {
    try await withHouse(until: "2026-02-05") { house in
      let other = try await house.otherProcess()
      try await house.passTime(to: "2026-02-06T09:00:00Z", in: other)
      #expect(await house.ledger.head < other.head)
      try await house.note()
      #expect(await house.ledger.head == other.head)
      // It looked, so it need not look again for as long as that is recent enough.
      try await house.note()
      try await house.passTime(to: "2026-02-07T09:00:00Z", in: other)
      try await house.ledger.freshen(within: .seconds(600))
      #expect(await house.ledger.head == other.head - 1)
      try await house.note()
      #expect(await house.ledger.head == other.head)
    }
  }

  @Test func `a look at all logs finds that an epoch was raised, and all is read again`() async throws {
    try await withHouse(until: "2026-02-05") { house in
      try await house.asOwner("select collegiate.raise_epoch(id, 'put back') from collegiate.log")
      let head = await house.ledger.head
      try await house.note()
      #expect(await house.ledger.epoch == 2)
      #expect(await house.ledger.head == head)
    }
  }

  @Test func `a log that cannot be read holds up no other`() async throws {
    try await withHouse(until: "2026-02-05") { house in
      try await house.makeUnreadable("aaa")
      let projector = Projector(house.pool, holder: "this process", logger: quietLogger())
      let follower = Follower(house.ledgers, projector, logger: quietLogger())
      let running = Task { try await follower.run() }
      let head = try await house.recordElsewhere()
      try await eventually("every view has reached what another process recorded") {
        try await house.count("from collegiate.cursor where position = \(head)") == ViewKind.followed.count
      }
      running.cancel()
      try await running.value
    }
  }
}

extension House {
  /// Looks into all logs, and tells this process's one what was found.
  fileprivate func note() async throws {
    for (ledger, end) in try await ledgers.withEnds() { try await ledger.note(end) }
  }

  fileprivate func passTime(to moment: String, in process: Ledger) async throws {
    try await perform(
      "evidence/a2/revise-summary", as: "ash-off", #"{"summary":"\#(moment)","reason":"Time passes"}"#,
      at: moment, in: process)
  }

  /// The log's end with a command of another process.
  fileprivate func recordElsewhere() async throws -> Int64 {
    let other = try await otherProcess()
    try await passTime(to: "2026-02-06T09:00:00Z", in: other)
    return await other.head
  }

  fileprivate func asOwner(_ sql: String) async throws {
    let connection = try await Connection.open(url)
    try await connection.script(sql)
    await connection.closeAndJoin()
  }

  /// A log whose only event this program does not know.
  fileprivate func makeUnreadable(_ slug: String) async throws {
    let log = try await ledgers.store.createLog(slug: slug, name: slug, rehearsal: false)
    let stream = StreamID(.visit, "v1")
    let event = NewEvent(
      stream: stream, type: "NeverHeardOf", schemaVersion: 1, visibility: .open, place: .common, payload: "{}"
    )
    let answer = try await ledgers.store.append(
      Append(
        commandID: uuid(1), request: "", actor: PersonID("co-1"), actingFor: OrganisationID("office"),
        role: .co, expected: [stream: 0], events: [event]), to: log)
    guard case .appended = answer else { throw ExpectationFailed() }
  }
}

private struct ExpectationFailed: Error {}
