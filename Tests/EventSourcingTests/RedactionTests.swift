import PeerReview
import Postgres
import TestSupport
import Testing

@testable import EventSourcing

/// A log in which words stand that are to go: positions 1 and 2 of one command, 3 of another, 4 of a third.
func withWords(_ body: @Sendable (Fixture) async throws -> Void) async throws {
  try await withLog { log in
    for append in [
      command(
        [visit("v1"): 0],
        [
          event(visit("v1"), payload: #"{"note":"Mrs Example","n":1}"#),
          event(
            visit("v1"), payload: #"{"rows":[{"with":"Mr Other","n":1.50},{"with":"the head"}],"é":"ü"}"#),
        ], id: Words.first),
      command([visit("v2"): 0], [event(visit("v2"), payload: #"{"note":"Mrs Example again"}"#)]),
      command([visit("v3"): 0], [event(visit("v3"), payload: #"{"note":"stays"}"#)]),
    ] {
      _ = try await log.store.append(append, to: log.log)
    }
    try await body(log)
  }
}

enum Words {
  static let first = "00000000-0000-4000-8000-000000000001"
}

extension Fixture {
  /// A redaction as the product makes it, of fields by position.
  func redaction(
    _ texts: [Int64: [String]], stream: String = newID(), id: String = newID()
  ) async throws -> (append: Append, remainders: [Int64: String]) {
    var remainders: [Int64: String] = [:]
    var parts: [Node] = []
    for (position, fields) in texts.sorted(by: { $0.key < $1.key }) {
      let stored = try await store.event(at: position, in: log)?.payload ?? "{}"
      let left = JSON.text(try JSON.parse(stored).blanking(Set(fields)))
      let seal = Seal(of: left)
      remainders[position] = left
      parts.append([
        "position": position.node, "fields": .list(fields.map(\.node)), "digest": seal.digest.node,
        "salt": seal.salt.node,
      ])
    }
    let payload = JSON.text(["texts": .list(parts), "basis": "Article 17"])
    let stream = StreamID(.redaction, stream)
    return (
      command([stream: 0], [event(stream, "TextRedacted", payload: payload)], id: id, request: "redact {}"),
      remainders
    )
  }

  @discardableResult
  func redact(_ texts: [Int64: [String]], id: String = newID()) async throws -> Appended {
    let (append, remainders) = try await redaction(texts, id: id)
    return try await store.redact(append, leaving: remainders, in: log)
  }
}

/// So that a change that passes is not kept.
private struct RolledBack: Error {}

@Suite struct `Redaction, in the store` {
  private func sqlState(_ run: () async throws -> Void) async -> String? {
    do {
      try await run()
      return nil
    } catch let error as PostgresError {
      return error.sqlState
    } catch {
      return "\(error)"
    }
  }

  @Test func `Words, salts and the salts of receipts go in the commit that says so; the chain verifies`()
    async throws
  {
    try await withWords { log in
      let receipt = try #require(try await log.redact([1: ["note"], 2: ["rows[0].with"]]).receipt)
      #expect(receipt.positions == 5...5 && receipt.commit == 4)
      #expect(try await log.store.event(at: 1, in: log.log)?.payload == #"{"note":"[redacted]","n":1}"#)
      #expect(
        try await log.store.event(at: 2, in: log.log)?.payload
          == #"{"rows":[{"with":"[redacted]","n":1.50},{"with":"the head"}],"é":"ü"}"#)
      #expect(try await log.store.event(at: 3, in: log.log)?.payload == #"{"note":"Mrs Example again"}"#)
      let marks = try await log.pool.run(
        "select position from collegiate.event where salt is null and redacted_by = 5 order by position")
      #expect(try marks.map { try $0.get(0, as: Int64.self) } == [1, 2])
      let receipts = try await log.pool.run("select command::text from collegiate.receipt where salt is null")
      #expect(try receipts.map { try $0.get(0, as: String.self) } == [Words.first])
      let found = try await Verifier.verify(log.store, log.log)
      #expect(found.isWhole && found.redacted == 2)
      #expect(found.redactions.map(\.position) == [1, 2] && found.redactions.map(\.commit) == [4, 4])
      #expect(found.description.contains("Commit 4 redacted events 1, 2"))
    }
  }

  @Test func `An event may be redacted again; what counts is the last redaction`() async throws {
    try await withWords { log in
      try await log.redact([2: ["rows[0].with"]])
      try await log.redact([2: ["rows[1].with"]])
      let stored = try #require(try await log.store.event(at: 2, in: log.log))
      #expect(stored.redactedBy == 6 && !stored.payload.contains("head"))
      let found = try await Verifier.verify(log.store, log.log)
      #expect(found.isWhole && found.redactions.map(\.commit) == [5])
    }
  }

  @Test func `A redaction's own basis may be redacted, and it still bears out what it left`() async throws {
    try await withWords { log in
      try await log.redact([1: ["note"]])
      try await log.redact([5: ["basis"]])
      let found = try await Verifier.verify(log.store, log.log)
      #expect(found.isWhole && found.redactions.map(\.position) == [1, 5])
    }
  }

  @Test func `A command whose receipt lost its salt is still the same person's, whatever its request says`()
    async throws
  {
    try await withWords { log in
      try await log.redact([1: ["note"]])
      let again = command([visit("v1"): 0], [event(visit("v1"))], id: Words.first, request: "visits/hold {9}")
      #expect(try await log.store.append(again, to: log.log).receipt?.positions == 1...2)
      let other = command([visit("v1"): 0], [event(visit("v1"))], id: Words.first, actor: "bir-lead")
      #expect(try await log.store.append(other, to: log.log) == .reused)
      let lookup = try await log.store.receipt(
        Words.first, in: log.log, request: "anything", actor: PersonID("ash-lead"))
      guard case .same = lookup else {
        Issue.record("\(lookup)")
        return
      }
    }
  }

  @Test func `Sent again it is carried out once; in conflict, or in another epoch, it leaves nothing`()
    async throws
  {
    try await withWords { log in
      let id = newID()
      let (append, remainders) = try await log.redaction([1: ["note"]], id: id)
      let first = try await log.store.redact(append, leaving: remainders, in: log.log)
      #expect(
        try await log.store.redact(append, leaving: remainders, in: log.log)
          == first.receipt.map { .replayed($0) })
      let other = try await log.redaction([3: ["note"]]).remainders
      let third = command(
        [StreamID(.redaction, "x"): 0],
        try await log.redaction([3: ["note"]], stream: "x").append.events, guards: [Guard(["TextRedacted"])],
        after: 4)
      guard case .conflict = try await log.store.redact(third, leaving: other, in: log.log)
      else {
        Issue.record("a redaction since was passed over")
        return
      }
      let owner = try await Connection.open(log.url)
      _ = try await owner.run("select collegiate.raise_epoch($1, 'a test')", [.int(log.log.id)])
      await owner.closeAndJoin()
      guard case .conflict(let conflicts) = try await log.redact([3: ["note"]]) else {
        Issue.record("the epoch was passed over")
        return
      }
      #expect(conflicts == [.epoch(held: 1, current: 2)])
      #expect(try await log.count("collegiate.event") == 5)
      #expect(try await log.store.event(at: 3, in: log.log)?.redactedBy == nil)
    }
  }

  @Test func `Nothing but the texts that the event names can go, and no other words come in their place`()
    async throws
  {
    try await withWords { log in
      let (append, remainders) = try await log.redaction([1: ["note"]])
      for (wrong, state) in [
        ([1: #"{"note":"[redacted]","n":2}"#], "CG010"), ([1: #"{"note":"kind words","n":1}"#], "CG010"),
        ([1: #"{"n":1,"note":"[redacted]"}"#], "CG010"), ([3: remainders[1] ?? ""], "CG010"),
        ([99: remainders[1] ?? ""], "CG011"), ([:], "CG011"),
        ([1: remainders[1] ?? "", 3: #"{"note":"[redacted]"}"#], "CG011"),
      ] as [([Int64: String], String)] {
        #expect(
          await sqlState { _ = try await log.store.redact(append, leaving: wrong, in: log.log) } == state,
          "\(wrong)")
      }
      // Sealed by the event itself, words in their place, or a field that is no text, still do not pass.
      for left in [#"{"note":"kind words","n":1}"#, #"{"note":"[redacted]","n":2}"#] {
        let seal = Seal(of: left)
        let payload = JSON.text([
          "texts": [
            ["position": 1, "fields": ["note"], "digest": seal.digest.node, "salt": seal.salt.node]
          ], "basis": "",
        ])
        let stream = StreamID(.redaction, newID())
        let forged = command([stream: 0], [event(stream, "TextRedacted", payload: payload)])
        #expect(
          await sqlState { _ = try await log.store.redact(forged, leaving: [1: left], in: log.log) }
            == "CG010")
      }
      #expect(
        await sqlState {
          _ = try await log.store.redact(adding(visit("v9"), at: 0), leaving: remainders, in: log.log)
        } == "CG011")
      #expect(try await log.count("collegiate.event") == 4)
      #expect(try await Verifier.verify(log.store, log.log).isWhole)
    }
  }

  @Test func `Not even the owner blanks what no redaction of the same transaction names`() async throws {
    try await withWords { log in
      try await log.redact([1: ["note"]])
      let owner = testPool(log.url, size: 1)
      let (append, remainders) = try await log.redaction([3: ["note"]])
      let stray = try await log.redaction([4: ["note"]])
      _ = try await log.store.append(stray.append, to: log.log)
      let call = AppendCall([append])
      let values = "collegiate.append(" + (1...31).map { "$\($0)" }.joined(separator: ", ") + ")"
      let left = remainders[3] ?? ""
      let by = try await log.store.head(of: log.log).position + 1
      for (change, passes) in [
        (
          "update collegiate.event set payload = '\(left)', salt = null, redacted_by = \(by) where position = 3",
          true
        ),
        ("update collegiate.event_00 set salt = salt", false),
        (
          "update collegiate.event set payload = '\(stray.remainders[4] ?? "")', salt = null, redacted_by = 6 where position = 4",
          false
        ),
        ("update collegiate.event set payload = '\(left)', redacted_by = \(by) where position = 3", false),
        ("update collegiate.event set payload = '\(left)', salt = null where position = 3", false),
        (
          "update collegiate.event set payload = '\(left)', salt = null, redacted_by = 5 where position = 3",
          false
        ),
        (
          "update collegiate.event set payload = '\(left)', salt = null, redacted_by = \(by) where position = 4",
          false
        ),
        (
          "update collegiate.event set payload = '\(left)', salt = null, redacted_by = \(by), lea = 'x' where position = 3",
          false
        ),
        ("update collegiate.receipt set salt = null where first_position = 4", false),
        ("update collegiate.receipt set salt = null, actor = 'x' where first_position = 1", false),
        ("delete from collegiate.event where position = 3", false),
        ("truncate collegiate.receipt", false),
      ] {
        let state = await sqlState {
          try await owner.transaction { connection in
            _ = try connection.run(
              "select * from \(values)", call.parameters(log: log.log.id, epoch: log.log.epoch))
            _ = try connection.run(change)
            throw RolledBack()
          }
        }
        #expect(state == (passes ? "RolledBack()" : "CG010"), "\(change)")
      }
      await owner.close()
      #expect(
        await sqlState { _ = try await log.pool.run("update collegiate.event set salt = null") } == "42501")
    }
  }
}
