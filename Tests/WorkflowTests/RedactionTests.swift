import Foundation
import PeerReview
import Postgres
import ReadModels
import TestSupport
import Testing
import Workflow

@testable import EventSourcing

/// Words that were erased are nowhere any more: in no process's memory of the log, and in no table.
@Suite struct `Redaction, through the one door` {
  private static let words = "Unmistakable Xanthe Quillfeather of 12 Zephyr Row"

  /// A house with an officer, and an interruption that holds the words; its position.
  private func withWords(_ body: @Sendable (House, Int64) async throws -> Void) async throws {
    try await withHouse { house in
      try await house.perform("people/register", as: "co-1", #"{"id": "ash-dp", "organisation": "ash"}"#)
      try await house.perform("people/ash-dp/grant-role", as: "ash-dec", #"{"role": "dp"}"#)
      let outcome = try await house.perform(
        "interruptions/record", as: "ash-off",
        """
        {"id": "int-x", "cycle": "ash-evidence", "taken_for_granted": "That \(Self.words) agrees",
         "prompted_by": [{"kind": "talk", "what": "What \(Self.words) said"}], "asks": "Who was asked?",
         "describes_arrangement": true}
        """, id: uuid(77))
      try await body(house, outcome.position)
    }
  }

  private func redact(_ position: Int64) -> String {
    """
    {"texts": [{"position": \(position), "fields": ["taken_for_granted", "prompted_by"]}], "basis": "Article 17"}
    """
  }

  @Test func `this process and another show what is left, and that it was redacted`() async throws {
    try await withWords { house, position in
      let other = try await house.otherProcess()
      try await other.catchUp()
      for ledger in [house.ledger, other] {
        let before = try await ledger.table("interruption_register", for: "ash-lead")
        #expect("\(before.rows)".contains(Self.words))
        let seen = try #require(await ledger.event(at: position, for: Actor("ash-lead")))
        #expect(seen.recorded.event.payload.json.contains(Self.words))
      }
      let outcome = try await house.perform("redactions/redact", as: "ash-dp", redact(position))
      #expect(outcome.position == position + 1 && outcome.version == 1)
      try await other.catchUp()
      for ledger in [house.ledger, other] {
        let seen = try #require(await ledger.event(at: position, for: Actor("ash-lead")))
        #expect(seen.recorded.redactedBy == position + 1)
        #expect(seen.recorded.event.payload.json.contains(#""taken_for_granted":"[redacted]""#))
        #expect(seen.recorded.event.payload.json.contains("Who was asked?"))
        for kind in ViewKind.all {
          for asAt in [AsAt.now, .position(position), .happened(await ledger.clock.now)] {
            let table = await ledger.table(kind, for: .system, asAt: asAt)
            #expect(!"\(table.rows)".contains("Quillfeather"), "\(kind.name)")
          }
        }
        #expect(await ledger.history.lastRedaction == position + 1)
        let state = try #require(
          await ledger.state(of: StreamID(.interruption, "int-x"), for: Actor("ash-lead")))
        #expect(!JSON.text(state.state).contains("Quillfeather"))
      }
    }
  }

  @Test func `a judgement's history says of a wording that it was redacted, and of the next that it was not`()
    async throws
  {
    try await withWords { house, _ in
      let history = await house.ledger.history
      let proposed = try #require(
        (1...Int64(history.count)).compactMap { history[$0] }.first {
          $0.envelope.type == "JudgementProposed"
        })
      try await house.perform(
        "redactions/redact", as: "ash-dp",
        """
        {"texts": [{"position": \(proposed.envelope.position), "fields": ["content.rationale"]}],
         "basis": "Article 17", "acknowledge": ["repeated_words"]}
        """)
      let table = try await house.ledger.table("judgement_history", for: "ash-lead")
      let marks = zip(table.rows, table.column("redacted")).filter { $1 == "true" }.map(\.0)
      #expect(marks.count == 1 && marks.first?.position == proposed.envelope.position)
    }
  }

  @Test func `the reporting tables are written anew, by whoever follows, and are what a rebuild writes`()
    async throws
  {
    try await withWords { house, position in
      func project(_ projector: Projector, _ ledger: Ledger) async throws {
        _ = await projector.project(await ledger.info, await ledger.history, today: await ledger.today)
      }
      let follower = Projector(house.pool, holder: "one", logger: quietLogger())
      try await project(follower, house.ledger)
      let dump = try await dump(house)
      #expect(dump.contains(Self.words))
      // Another process is behind: it knows the words still when it takes over, and writes nothing of them.
      let behind = try await house.otherProcess()
      try await behind.catchUp()
      try await house.perform("redactions/redact", as: "ash-dp", redact(position))
      try await project(follower, house.ledger)
      #expect(try await !self.dump(house).contains("Quillfeather"))
      await follower.release()
      let successor = Projector(house.pool, holder: "two", logger: quietLogger())
      try await project(successor, behind)
      #expect(try await !self.dump(house).contains("Quillfeather"))
      await successor.release()
      try await isAsRebuilt(house)
    }
  }

  @Test
  func `a table that was written before the redaction is written anew by a process that starts after it`()
    async throws
  {
    try await withWords { house, position in
      let follower = Projector(house.pool, holder: "one", logger: quietLogger())
      _ = await follower.project(
        await house.ledger.info, await house.ledger.history, today: await house.ledger.today)
      await follower.release()
      try await house.perform("redactions/redact", as: "ash-dp", redact(position))
      #expect(try await dump(house).contains("Quillfeather"))
      let started = try await house.otherProcess()
      try await started.catchUp()
      let successor = Projector(house.pool, holder: "two", logger: quietLogger())
      _ = await successor.project(await started.info, await started.history, today: await started.today)
      #expect(try await !dump(house).contains("Quillfeather"))
      await successor.release()
      try await isAsRebuilt(house)
    }
  }

  @Test func `a rebuild that had read the log before the words went brings none of them back`() async throws {
    try await withWords { house, position in
      let before = await house.ledger.history
      try await house.perform("redactions/redact", as: "ash-dp", redact(position))
      let rebuilder = Projector(house.pool, holder: "rebuilder", logger: quietLogger())
      for view in ViewKind.followed {
        let reads = Reads([before, await house.ledger.history])
        _ = try await rebuilder.rebuild(view, await house.ledger.info, today: await house.ledger.today) {
          await reads.next()
        }
        #expect(await reads.left.isEmpty)
      }
      await rebuilder.release()
      #expect(try await !dump(house).contains("Quillfeather"))
    }
  }

  @Test func `who has not heard of a redaction yet copies no erased words into the log`() async throws {
    try await withWords { house, _ in
      try await reviseSummary("As \(Self.words) says", in: house.ledger, house)
      let position = await house.ledger.head
      let other = try await house.otherProcess()
      try await other.catchUp()
      try await house.perform("redactions/redact", as: "ash-dp", redactSummary(position, knowing: true))
      try await keepUnaware(other)
      try await reviseSummary("In other words", in: other, house)
      #expect(
        try await house.count(
          "from collegiate.event where position > \(position) and payload ~ 'Quillfeather'")
          == 0)
    }
  }

  @Test func `who redacts is told of a copy that another process has just made`() async throws {
    try await withWords { house, _ in
      try await reviseSummary("As Zebulon Quince says", in: house.ledger, house)
      let position = await house.ledger.head
      let other = try await house.otherProcess()
      try await other.catchUp()
      try await reviseSummary("In other words", in: house.ledger, house)
      try await keepUnaware(other)
      // Were it before the copy by its clock, it would be decided again for that.
      let later = Moment(microseconds: await house.ledger.clock.now.microseconds + 60_000_000).description
      let refused = await #expect(throws: Refused.self) {
        try await house.perform(
          "redactions/redact", as: "ash-dp", redactSummary(position), at: later, in: other)
      }
      #expect(refused?.refusal.code == .acknowledgementRequired)
    }
  }

  /// What a process knows counts as fresh with it, so that it decides its next command on that.
  private func keepUnaware(_ process: Ledger) async throws {
    try await process.note(
      LogEnd(
        slug: process.slug, epoch: await process.epoch, position: await process.head, isOnStandby: false,
        askedAt: .now))
  }

  private func reviseSummary(_ summary: String, in process: Ledger, _ house: House) async throws {
    try await house.perform(
      "evidence/a2/revise-summary", as: "ash-off", #"{"summary": "\#(summary)", "reason": "Said better"}"#,
      in: process)
  }

  private func redactSummary(_ position: Int64, knowing: Bool = false) -> String {
    """
    {"texts": [{"position": \(position), "fields": ["to"]}], "basis": "Article 17",
     "acknowledge": [\(knowing ? "\"repeated_words\"" : "")]}
    """
  }

  private func isAsRebuilt(_ house: House) async throws {
    let rebuilder = Projector(house.pool, holder: "rebuilder", logger: quietLogger())
    for view in ViewKind.all {
      let rebuilt = try await rebuilder.rebuild(
        view, await house.ledger.info, today: await house.ledger.today
      ) { await house.ledger.history }
      #expect(rebuilt.differences == 0, "\(view.name)")
    }
    await rebuilder.release()
    #expect(try await Verifier.verify(house.ledgers.store, await house.ledger.info).isWhole)
  }

  /// Every row of every table.
  private func dump(_ house: House) async throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["pg_dump", "--data-only", "--dbname", house.url]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return text
  }

  @Test func `the command that brought the words may be sent again, and answers without them`() async throws {
    try await withWords { house, position in
      try await house.perform("redactions/redact", as: "ash-dp", redact(position))
      let again = try await house.perform(
        "interruptions/record", as: "ash-off",
        """
        {"id": "int-x", "cycle": "ash-evidence", "taken_for_granted": "Other words",
         "prompted_by": [{"kind": "talk"}], "asks": "Who was asked?", "describes_arrangement": true}
        """, id: uuid(77))
      #expect(again.isReplay && again.position == position)
      #expect(again.events.allSatisfy { $0.event.payload.json.contains("[redacted]") })
    }
  }

  @Test func `a redaction is carried out once; what is gone already needs none`() async throws {
    try await withWords { house, position in
      let first = try await house.perform("redactions/redact", as: "ash-dp", redact(position), id: uuid(1))
      let again = try await house.perform("redactions/redact", as: "ash-dp", redact(position), id: uuid(1))
      #expect(again.isReplay && again.position == first.position)
      let other = try await house.perform("redactions/redact", as: "ash-dp", redact(position))
      #expect(other.events.isEmpty)
      let rest = try await house.perform(
        "redactions/redact", as: "ash-dp",
        #"{"texts": [{"position": \#(position), "fields": ["asks", "taken_for_granted"]}], "basis": "b", "acknowledge": ["repeated_words"]}"#
      )
      guard case .redaction(.textRedacted(let e))? = rest.events.first?.event else { return }
      #expect(e.texts.first?.fields == ["asks"])
      #expect(try await Verifier.verify(house.ledgers.store, await house.ledger.info).isWhole)
    }
  }

  @Test func `of two officers who redact the same event at once, both are right and nothing is lost`()
    async throws
  {
    try await withWords { house, position in
      let other = try await house.otherProcess()
      try await other.catchUp()
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        for (field, ledger) in [("taken_for_granted", house.ledger), ("prompted_by", other)] {
          tasks.addTask {
            try await house.perform(
              "redactions/redact", as: "ash-dp",
              #"{"texts": [{"position": \#(position), "fields": ["\#(field)"]}], "basis": "b", "acknowledge": ["repeated_words"]}"#,
              in: ledger)
          }
        }
        try await tasks.waitForAll()
      }
      try await house.ledger.catchUp()
      #expect(await house.ledger.history[position]?.event.payload.json.contains("Quillfeather") == false)
      #expect(try await Verifier.verify(house.ledgers.store, await house.ledger.info).isWhole)
    }
  }

  @Test func `a list of redactions erases again what is back, from the same events only`() async throws {
    try await withWords { house, position in
      let store = house.ledgers.store
      try await house.tamper("create table public.before as table collegiate.event")
      try await house.perform("redactions/redact", as: "ash-dp", redact(position))
      let list = try await RedactionList(await house.ledger.info, in: store).entries
      #expect(list.count == 1 && list.first?.texts.map(\.position) == [position])
      let first = try #require(list.first)
      let entry = try #require(RedactionEntry(line: first.line))
      #expect(entry == list.first && !entry.line.contains("Quillfeather"))
      #expect(try await house.ledger.redactAgain(entry) == .alreadyGone)
      // The backup: without the redaction and all that came after it.
      try await house.tamper(
        """
        delete from collegiate.event where position > \(position);
        delete from collegiate.receipt where commit > (select max(number) from collegiate.commit where last_position = \(position));
        delete from collegiate.commit where number > (select min(number) from collegiate.commit where last_position = \(position));
        update collegiate.event e set payload = b.payload, salt = b.salt, redacted_by = null
          from public.before b where e.log = b.log and e.position = b.position;
        """)
      let restored = try await house.otherProcess()
      try await restored.catchUp()
      #expect(await restored.history[position]?.event.payload.json.contains("Quillfeather") == true)
      let again = try await restored.redactAgain(entry)
      #expect(again == .redacted(position: position + 1))
      #expect(await restored.history[position]?.event.payload.json.contains("Quillfeather") == false)
      #expect(await restored.history[position + 1]?.envelope.role == .sys)
      #expect(await restored.history[position + 1]?.envelope.place.lea == OrganisationID("ash"))
      #expect(try await Verifier.verify(store, await restored.info).isWhole)
      // Another event at the position is left alone.
      let forged = try #require(
        RedactionEntry(line: entry.line.replacing(#""leaf":""#, with: #""leaf":"00"#)))
      #expect(try await restored.redactAgain(forged) == .notHere)
    }
  }
}

extension House {
  /// The superuser's hand in the tables.
  fileprivate func tamper(_ sql: String) async throws {
    let connection = try await Connection.open(url)
    try await connection.script("set session_replication_role = replica; " + sql)
    await connection.closeAndJoin()
  }
}
