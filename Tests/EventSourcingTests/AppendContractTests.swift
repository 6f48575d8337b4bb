import EventSourcing
import FoundationEssentials
import PeerReview
import Postgres
import TestSupport
import Testing

/// What `append` promises, as the specification of the store.
@Suite struct `The contract of append` {
  @Test func `Events stand in the log as they were given, with version, position and times added`()
    async throws
  {
    try await withLog { log in
      let occurred = Moment(microseconds: 1_700_000_000_123_456)
      let stream = StreamID(.judgement, "ash-2025:11.2")
      let appended = try await log.store.append(
        command([stream: 0], [event(stream, "JudgementProposed", at: occurred, cycle: "ash-2025")]),
        to: log.log
      )
      let receipt = try #require(appended.receipt)
      #expect(receipt.positions == 1...1)
      let stored = try #require(try await log.store.event(at: 1, in: log.log))
      #expect(stored.payload == #"{"note":"Grüße ✓"}"#)
      #expect(stored.commit == 1)
      #expect(stored.redactedBy == nil)
      let expected = Envelope(
        position: 1,
        stream: stream,
        version: 1,
        type: "JudgementProposed",
        schemaVersion: 1,
        occurredAt: occurred,
        occurredPrecision: .instant,
        recordedAt: receipt.recordedAt,
        actor: PersonID("ash-lead"),
        actingFor: OrganisationID("ash"),
        role: .ll,
        commandID: receipt.commandID,
        correlationID: "corr-1",
        causationPosition: nil,
        correctsPosition: nil,
        visibility: .own,
        place: Place(
          programme: ProgrammeID("prog-1"),
          lea: OrganisationID("ash"),
          cycle: CycleID("ash-2025")
        )
      )
      #expect(stored.envelope == expected)
    }
  }

  @Test func `An event without a time of its own happened when it was recorded`() async throws {
    try await withLog { log in
      let receipt = try #require(try await log.store.append(adding(visit("v1"), at: 0), to: log.log).receipt)
      #expect(try await log.store.event(at: 1, in: log.log)?.envelope.occurredAt == receipt.recordedAt)
    }
  }

  @Test func `A stream that was written stands at the expected version, else nothing is written`()
    async throws
  {
    try await withLog { log in
      _ = try await log.store.append(adding(visit("v1"), at: 0), to: log.log)
      for version in [0, 2] {
        let lost = try await log.store.append(adding(visit("v1"), at: version), to: log.log)
        #expect(lost == .conflict([.version(visit("v1"), expected: version, found: 1)]))
      }
      #expect(try await log.count("collegiate.event") == 1)
      #expect(try await log.count("collegiate.receipt") == 1)
      #expect(try await log.count("collegiate.commit") == 1)
    }
  }

  @Test func `A stream that was only read stands at the expected version, else nothing is written`()
    async throws
  {
    try await withLog { log in
      let person = StreamID(.person, "ash-lead")
      _ = try await log.store.append(adding(person, at: 0), to: log.log)
      let stale = command([visit("v1"): 0, person: 0], [event(visit("v1"))])
      #expect(
        try await log.store.append(stale, to: log.log) == .conflict([.version(person, expected: 0, found: 1)])
      )
      let fresh = command([visit("v1"): 0, person: 1], [event(visit("v1"))])
      #expect(try await log.store.append(fresh, to: log.log).receipt?.positions == 2...2)
    }
  }

  @Test func `Every stream that moved is named in the conflict`() async throws {
    try await withLog { log in
      _ = try await log.store.append(
        [adding(visit("v1"), at: 0), adding(visit("v2"), at: 0)],
        to: log.log
      )
      let both = command([visit("v1"): 0, visit("v2"): 0, visit("v3"): 0], [event(visit("v3"))])
      guard case .conflict(let reasons) = try await log.store.append(both, to: log.log) else {
        Issue.record("no conflict")
        return
      }
      #expect(reasons.count == 2)
      #expect(reasons.contains(.version(visit("v2"), expected: 0, found: 1)))
    }
  }

  @Test func `One command may write several streams, all or none`() async throws {
    try await withLog { (log: Fixture) async throws in
      let both = command(
        [visit("v1"): 0, visit("v2"): 0],
        [event(visit("v1")), event(visit("v2")), event(visit("v1"))]
      )
      #expect(try await log.store.append(both, to: log.log).receipt?.positions == 1...3)
      #expect(try await log.store.events(in: log.log, of: visit("v1")).map(\.envelope.position) == [1, 3])
      #expect(try await log.store.events(in: log.log, of: visit("v1")).map(\.envelope.version) == [1, 2])
      let half = command([visit("v1"): 2, visit("v2"): 0], [event(visit("v1")), event(visit("v2"))])
      #expect(
        try await log.store.append(half, to: log.log)
          == .conflict([.version(visit("v2"), expected: 0, found: 1)])
      )
      #expect(try await log.count("collegiate.event") == 3)
    }
  }

  @Test func `Events for a stream of which no version was expected are refused`() async throws {
    try await withLog { log in
      await #expect(throws: LogError.unassertedStream("visit-v1")) {
        try await log.store.append(command([:], [event(visit("v1"))]), to: log.log)
      }
    }
  }

  @Test func `A guard is hit by an event of its type in its scope, and by no other`() async throws {
    try await withLog { log in
      _ = try await log.store.append(
        command([visit("v1"): 0], [event(visit("v1"), "CycleOpened", lea: "ash", cycle: "ash-2025")]),
        to: log.log
      )
      func outcome(_ type: String, _ scope: Place, after: Int64 = 0) async throws -> Appended {
        try await log.store.append(
          command([visit(newID()): 0], [], guards: [Guard([type, "Never"], scope)], after: after),
          to: log.log
        )
      }
      let ash = Place(lea: OrganisationID("ash"))
      let hit = Appended.conflict([.guarded(type: "CycleOpened", ash, position: 1)])
      #expect(try await outcome("CycleOpened", ash) == hit)
      #expect(
        try await outcome("CycleOpened", .common)
          == .conflict([.guarded(type: "CycleOpened", .common, position: 1)])
      )
      for scope in [
        Place(lea: OrganisationID("ash"), cycle: CycleID("ash-2025")),
        Place(programme: ProgrammeID("prog-1")),
      ] {
        guard case .conflict = try await outcome("CycleOpened", scope) else {
          Issue.record("not hit: \(scope)")
          continue
        }
      }
      for scope in [
        Place(lea: OrganisationID("bir")), Place(lea: OrganisationID("ash"), cycle: CycleID("ash-2026")),
        Place(programme: ProgrammeID("prog-2")),
      ] {
        #expect(try await outcome("CycleOpened", scope).receipt != nil)
      }
      #expect(try await outcome("CycleClosed", ash).receipt != nil)
      #expect(try await outcome("CycleOpened", ash, after: 1).receipt != nil)
    }
  }

  @Test func `Positions are dense over commands, refusals and logs`() async throws {
    try await withLog { log in
      let other = try await log.store.createLog(slug: "birdale", name: "Birdale", rehearsal: false)
      for number in 0..<5 {
        _ = try await log.store.append(
          command([visit("v\(number)"): 0], [event(visit("v\(number)")), event(visit("v\(number)"))]),
          to: log.log
        )
        _ = try await log.store.append(adding(visit("v\(number)"), at: 7), to: log.log)
        _ = try await log.store.append(adding(visit("v\(number)"), at: 0), to: other)
      }
      #expect(
        try await log.store.events(in: log.log, after: 0, limit: 100).map(\.envelope.position)
          == Array(1...10)
      )
      #expect(
        try await log.store.events(in: other, after: 0, limit: 100).map(\.envelope.position) == Array(1...5)
      )
      #expect(
        try await log.store.events(in: log.log, after: 3, through: 8, limit: 4).map(\.envelope.position)
          == [4, 5, 6, 7]
      )
    }
  }

  @Test func `The time of recording never goes back, whatever the server's clock says`() async throws {
    try await withLog { log in
      _ = try await log.store.append(adding(visit("v1"), at: 0), to: log.log)
      try await log.tamper("update collegiate.commit set recorded_at = clock_timestamp() + interval '1 hour'")
      let last = try #require(try await log.store.head(of: log.log).recordedAt)
      let receipt = try #require(try await log.store.append(adding(visit("v1"), at: 1), to: log.log).receipt)
      #expect(receipt.recordedAt == last)
    }
  }

  @Test func `A rehearsal goes by the time it is given, and only forwards`() async throws {
    try await withLog(rehearsal: true) { log in
      let noon = Moment(microseconds: 1_600_000_000_000_000)
      func hold(_ version: Int, at: Moment) -> Append {
        command([visit("v1"): version], [event(visit("v1"))], at: at)
      }
      let first = hold(0, at: noon)
      #expect(try await log.store.append(first, to: log.log).receipt?.recordedAt == noon)
      #expect(try await log.store.append(hold(1, at: noon), to: log.log).receipt?.recordedAt == noon)
      await #expect(throws: LogError.clockRefused) {
        try await log.store.append(hold(2, at: Moment(microseconds: noon.microseconds - 1)), to: log.log)
      }
      let later = Moment(microseconds: noon.microseconds + 5)
      #expect(try await log.store.append(hold(2, at: later), to: log.log).receipt?.recordedAt == later)
      guard case .replayed = try await log.store.append(first, to: log.log) else {
        Issue.record("a repeat must not be refused for its time")
        return
      }
    }
  }

  @Test func `A real log refuses a simulated time`() async throws {
    try await withLog { (log: Fixture) async throws in
      await #expect(throws: LogError.clockRefused) {
        try await log.store.append(
          command([visit("v1"): 0], [event(visit("v1"))], at: Moment(microseconds: 0)),
          to: log.log
        )
      }
      #expect(try await log.store.head(of: log.log).position == 0)
    }
  }

  @Test func `A log that is not there is named as such`() async throws {
    try await withLog { log in
      try await log.tamper("delete from collegiate.log")
      await #expect(throws: LogError.unknownLog) {
        try await log.store.append(adding(visit("v1"), at: 0), to: log.log)
      }
    }
  }

  @Test func `No isolation level but READ COMMITTED is let in`() async throws {
    try await withDatabase { pool, url in
      let store = EventStore(pool)
      let info = try await store.createLog(slug: "ashmere", name: "Ashmere", rehearsal: false)
      let superuser = try await Connection.open(url)
      for level in ["repeatable read", "serializable"] {
        let name = try #require(try await pool.run("select current_database()").first).get(0, as: String.self)
        try await superuser.script("alter database \(name) set default_transaction_isolation = '\(level)'")
        let strict = testPool(conninfo(url, ["options": "-c role=collegiate_service"]))
        await #expect(throws: LogError.wrongIsolation) {
          try await EventStore(strict).append(adding(visit("v1"), at: 0), to: info)
        }
        await strict.close()
      }
      await superuser.closeAndJoin()
    }
  }

  @Test func `A slug is taken once, and has the form of an id`() async throws {
    try await withLog { (log: Fixture) async throws in
      await #expect(throws: LogError.logExists("ashmere")) {
        try await log.store.createLog(slug: "ashmere", name: "Again", rehearsal: true)
      }
      await #expect(throws: LogError.malformedLog("slug")) {
        try await log.store.createLog(slug: "Ash Mere", name: "A", rehearsal: true)
      }
      #expect(try await log.store.logs() == [log.log])
      #expect(try await log.store.log("ashmere") == log.log)
      #expect(try await log.store.log("birdale") == nil)
      #expect(log.log.genesis.count == 32)
    }
  }
}
