import EventSourcing
import PeerReview
import Postgres
import ReadModels
import TestSupport
import Testing
import WorkedExample
import Workflow

@Suite struct `The one door for change` {
  @Test func `a refused command leaves nothing: no event, no receipt, no name; its key may be sent again`()
    async throws
  {
    try await withHouse(until: "2026-01-20") { house in
      let before = try await house.traces()
      let head = await house.ledger.head
      let refusals: [(path: String, person: String, body: String, code: Refusal.Code)] = [
        ("judgements/ash-evidence:11.2/confirm", "bir-dec", "{}", .notOwnLea),
        ("judgements/ash-evidence:11.2/confirm", "co-1", "{}", .notOwnLea),
        ("judgements/ash-evidence:11.2/confirm", "ash-off", "{}", .notPermitted),
        ("visits/vis-1/begin", "bir-lead", "{}", .wrongState),
        ("evidence/nowhere/share", "ash-lead", "{}", .notFound),
        ("evidence/a2/share", "bir-lead", "{}", .notFound),
        (
          "people/register", "ash-lead", #"{"id":"ash-off","organisation":"ash","name":"Somebody Else"}"#,
          .exists
        ),
        (
          "people/register", "ash-lead", #"{"id":"ash-new","organisation":"bir","name":"A Name"}"#,
          .notPermitted
        ),
      ]
      for (path, person, body, code) in refusals {
        #expect(try await house.refusal(path, as: person, body, id: uuid(1)) == code, "\(path) by \(person)")
        #expect(try await house.traces() == before, "\(path) by \(person)")
      }
      await #expect(throws: InvalidInput.self) {
        try await house.perform(
          "cycles/ash-evidence/move-stage", as: "ash-lead", #"{"to":"upwards"}"#, id: uuid(1))
      }
      #expect(try await house.traces() == before)
      #expect(await house.ledger.head == head)
      let outcome = try await house.perform("evidence/a2/share", as: "ash-lead", id: uuid(1))
      #expect(outcome.events.map(\.envelope.type) == ["EvidenceShared"])
    }
  }

  @Test func `a command sent again gets its first answer, whatever has happened since`() async throws {
    try await withHouse(until: "2026-01-20") { house in
      let other = try await house.otherProcess()
      let path = "cycles/ash-evidence/move-stage"
      let first = try await house.perform(path, as: "ash-lead", #"{"to":"rethinking"}"#, id: uuid(1))
      // Where the wish already holds nothing is recorded, and the answer is kept all the same.
      let held = try await house.perform(path, as: "ash-lead", #"{"to":"rethinking"}"#, id: uuid(2))
      #expect(held.events.isEmpty)
      try await house.perform(path, as: "ash-lead", #"{"to":"deciding"}"#, in: other)
      try await house.perform(path, as: "ash-lead", #"{"to":"acting"}"#)
      let before = try await house.traces()
      for process in [house.ledger, other] {
        let again = try await house.perform(
          path, as: "ash-lead", #"{"to":"rethinking"}"#, id: uuid(1), in: process)
        let heldAgain = try await house.perform(
          path, as: "ash-lead", #"{"to":"rethinking"}"#, id: uuid(2), in: process)
        #expect(again.isReplay && heldAgain.isReplay)
        #expect(Answer(again) == Answer(first))
        #expect(Answer(heldAgain) == Answer(held))
      }
      #expect(try await house.traces() == before)
    }
  }

  @Test func `a started stream's first answer is given again with its id, also where the server minted it`()
    async throws
  {
    try await withHouse(until: "2026-01-20") { house in
      let body = #"{"organisation":"ash","name":"Nora Quill"}"#
      let first = try await house.perform("people/register", as: "ash-lead", body, id: uuid(1))
      let again = try await house.perform("people/register", as: "ash-lead", body, id: uuid(1))
      #expect(first.startsStream && again.startsStream)
      #expect(Answer(again) == Answer(first))
      #expect(UUIDv7.canonical(first.stream.id) == first.stream.id)
    }
  }

  @Test
  func `a key is one person's and one request's: another body, another target, another person are refused`()
    async throws
  {
    try await withHouse(until: "2026-01-20") { house in
      try await house.perform("evidence/a2/share", as: "ash-lead", id: uuid(1))
      let before = try await house.traces()
      #expect(try await house.refusal("evidence/a3/share", as: "ash-lead", id: uuid(1)) == .commandReused)
      #expect(
        try await house.refusal("evidence/a2/share", as: "ash-lead", #"{"consent_ref":"C/1"}"#, id: uuid(1))
          == .commandReused)
      #expect(
        try await house.refusal("evidence/a2/share", as: "ash-lead", id: uuid(1), ifMatch: 1)
          == .commandReused)
      #expect(try await house.refusal("evidence/a2/share", as: "ash-dec", id: uuid(1)) == .commandReused)
      #expect(try await house.traces() == before)
    }
  }

  @Test func `names go to the registry and never into the log`() async throws {
    try await withHouse { house in
      let named = WorkedExample.steps.filter { $0.path == "people/register" }.count + 1
      #expect(try await house.count("from collegiate.person") == named)
      let words = try await house.pool.run(
        "select unnest(string_to_array(name, ' ') || array[name, email]) as word from collegiate.person"
      ).map { try $0.get("word", as: String.self) }
      #expect(words.count == 4 * named)
      // Whole words: a name may be part of an ordinary one.
      let found = try await house.pool.run(
        """
        select w.word, e.position from unnest($1::text[]) as w (word)
        join collegiate.event e on e.payload ~ ('\\m' || regexp_replace(w.word, '\\.', '\\\\.', 'g') || '\\M')
        """, [.texts(words)]
      ).map { "\(try $0.get("word", as: String.self)) in \(try $0.get("position", as: Int.self))" }
      #expect(found.isEmpty)
    }
  }

  @Test func `a rehearsal's clock runs on from its last entry, in every process`() async throws {
    try await withHouse(until: "2026-01-20") { house in
      let last = try #require(await house.ledger.history.last).envelope.recordedAt
      let other = try await house.otherProcess()
      try await other.catchUp()
      for process in [house.ledger, other] {
        let now = await process.clock.now
        #expect(now >= last && now.microseconds - last.microseconds < 60_000_000)
        #expect(await process.today.description == "2026-01-20")
      }
      let outcome = try await house.perform("evidence/a2/share", as: "ash-lead")
      #expect(London.day(of: outcome.recordedAt).description == "2026-01-20")
      #expect(outcome.recordedAt >= last)
    }
  }

  @Test func `a real log goes by the server's clock, and takes no time from a client`() async throws {
    try await withDatabase { pool, _ in
      let ledgers = Ledgers(pool, logger: quietLogger())
      let installation = Installation(
        slug: "real", name: "Real", coordinator: PersonID("co-1"), letter: "R/1", rehearsal: false)
      let ledger = try await installation.perform(in: ledgers)
      let head = await ledger.head
      #expect(try await installation.perform(in: ledgers) === ledger)
      #expect(await ledger.head == head)
      let (kind, _) = try #require(CommandKind.route("people/register"))
      let outcome = try await ledger.perform(
        Call(
          kind, try JSON.parse(#"{"organisation":"office"}"#), by: Actor("co-1"),
          at: Moment("2020-01-01T00:00:00Z")))
      #expect(abs(outcome.recordedAt.microseconds - Clock.system.microseconds) < 60_000_000)
    }
  }

  /// What a client gets of an outcome.
  struct Answer: Equatable {
    let stream: StreamID
    let version: Int
    let position: Int64
    let recordedAt: Moment
    let types: [String]
    let positions: [Int64]

    init(_ outcome: Outcome) {
      stream = outcome.stream
      version = outcome.version
      position = outcome.position
      recordedAt = outcome.recordedAt
      types = outcome.events.map(\.envelope.type)
      positions = outcome.events.map(\.envelope.position)
    }
  }
}
