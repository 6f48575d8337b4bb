import EventSourcing
import PeerReview
import Postgres
import TestSupport
import Testing

/// What somebody with a superuser's rights does to the tables, and how `verify` tells.
struct Tampering: Sendable {
  let what: String
  let sql: String
  /// The first bad commit.
  let commit: Int64
  var position: Int64?
  /// Part of the sentence.
  let says: String

  init(_ what: String, _ sql: String, commit: Int64, position: Int64? = nil, says: String) {
    self.what = what
    self.sql = sql
    self.commit = commit
    self.position = position
    self.says = says
  }

  static let all: [Tampering] = [
    Tampering(
      "a text is changed",
      "update collegiate.event set payload = '{}' where log = 1 and position = 3",
      commit: 2,
      position: 3,
      says: "its text was changed"
    ),
    Tampering(
      "a text is changed with its digest",
      "update collegiate.event set payload = '{}', digest = sha256(salt || '{}') where log = 1 and position = 3",
      commit: 2,
      position: 3,
      says: "something beside its text was changed"
    ),
    Tampering(
      "a text is changed with digest and leaf",
      """
      update collegiate.event set payload = '{}', digest = sha256(salt || '{}') where log = 1 and position = 3;
      update collegiate.event d set leaf = sha256(collegiate.packed('event', int8send(d.position),
        collegiate.utf8(d.stream), int8send(d.version), collegiate.utf8(d.type), int8send(d.schema_version),
        timestamptz_send(d.occurred_at), collegiate.utf8(d.occurred_precision), collegiate.utf8(d.visibility),
        collegiate.utf8(d.programme), collegiate.utf8(d.lea), collegiate.utf8(d.cycle),
        int8send(d.corrects_position), uuid_send(d.command), d.digest)) where log = 1 and position = 3
      """,
      commit: 2,
      says: "hash does not follow"
    ),
    Tampering(
      "a salt is removed",
      "update collegiate.event set salt = null where log = 1 and position = 6",
      commit: 5,
      position: 6,
      says: "salt is gone"
    ),
    Tampering(
      "a redaction is pretended",
      "update collegiate.event set salt = null, payload = '{}', redacted_by = 9 where log = 1 and position = 6",
      commit: 5,
      position: 6,
      says: "no such event"
    ),
    Tampering(
      "an event is given to another LEA",
      "update collegiate.event set lea = 'bir' where log = 1 and position = 3",
      commit: 2,
      position: 3,
      says: "something beside its text was changed"
    ),
    Tampering(
      "a time is changed",
      "update collegiate.event set occurred_at = 'infinity' where log = 1 and position = 6",
      commit: 5,
      position: 6,
      says: "something beside its text was changed"
    ),
    Tampering(
      "an event is deleted",
      "delete from collegiate.event where log = 1 and position = 4",
      commit: 3,
      position: 4,
      says: "Event 4 is missing"
    ),
    Tampering(
      "a commit's last event is deleted",
      "delete from collegiate.event where log = 1 and position = 8",
      commit: 6,
      position: 8,
      says: "Event 8 is missing"
    ),
    Tampering(
      "two events change places",
      """
      update collegiate.event set position = 100 where log = 1 and position = 4;
      update collegiate.event set position = 4 where log = 1 and position = 5;
      update collegiate.event set position = 5 where log = 1 and position = 100
      """,
      commit: 3,
      position: 4,
      says: "something beside its text was changed"
    ),
    Tampering(
      "an event is added at the end",
      """
      insert into collegiate.event select log, 11, 9, stream, type, schema_version, occurred_at, occurred_precision,
        visibility, programme, lea, cycle, corrects_position, command, digest, leaf, salt, redacted_by, payload
      from collegiate.event where log = 1 and position = 10
      """,
      commit: 9,
      says: "belong to no commit"
    ),
    Tampering(
      "a receipt's person is changed",
      "update collegiate.receipt set actor = 'bir-lead' where log = 1 and commit = 3 and first_position = 4",
      commit: 3,
      says: "hash does not follow"
    ),
    Tampering(
      "a receipt without events is deleted",
      "delete from collegiate.receipt where log = 1 and commit = 4",
      commit: 4,
      says: "hash does not follow"
    ),
    Tampering(
      "a receipt with events is deleted",
      "delete from collegiate.receipt where log = 1 and first_position = 6",
      commit: 5,
      position: 6,
      says: "no receipt in this commit"
    ),
    Tampering(
      "a receipt is moved behind the log",
      "update collegiate.receipt set commit = 12 where log = 1 and commit = 4",
      commit: 4,
      says: "hash does not follow"
    ),
    Tampering(
      "a receipt is added behind the log",
      """
      insert into collegiate.receipt select log, gen_random_uuid(), 12, null, null, actor, acting_for, role, null,
        null, digest, salt from collegiate.receipt where log = 1 and commit = 4
      """,
      commit: 9,
      says: "belong to no commit"
    ),
    Tampering(
      "a commit is dated back",
      "update collegiate.commit set recorded_at = recorded_at - interval '1 day' where log = 1 and number = 5",
      commit: 5,
      says: "is before commit 4"
    ),
    Tampering(
      "a commit is dated on",
      "update collegiate.commit set recorded_at = recorded_at + interval '1 microsecond' where log = 1 and number = 8",
      commit: 8,
      says: "hash does not follow"
    ),
    Tampering(
      "a hash is changed",
      "update collegiate.commit set hash = sha256(hash) where log = 1 and number = 8",
      commit: 8,
      says: "hash does not follow"
    ),
    Tampering(
      "a commit is deleted whole",
      """
      delete from collegiate.event where log = 1 and position = 6; delete from collegiate.commit where log = 1 and
      number = 5; delete from collegiate.receipt where log = 1 and commit = 5
      """,
      commit: 5,
      says: "one is missing"
    ),
    Tampering(
      "two commits change places",
      """
      update collegiate.commit set number = 100 where log = 1 and number = 7;
      update collegiate.commit set number = 7 where log = 1 and number = 8;
      update collegiate.commit set number = 8 where log = 1 and number = 100
      """,
      commit: 7,
      says: "It should go on at position 9"
    ),
    Tampering(
      "a commit claims more than it holds",
      "update collegiate.commit set last_position = 9000000000000000000 where log = 1 and number = 8",
      commit: 8,
      position: 11,
      says: "Event 11 is missing"
    ),
    Tampering(
      "the log's beginning is changed",
      "update collegiate.log set genesis = sha256(genesis) where id = 1",
      commit: 1,
      says: "hash does not follow"
    ),
    Tampering(
      "a real log is turned into a rehearsal",
      "update collegiate.log set rehearsal = true where id = 1",
      commit: 1,
      says: "hash does not follow"
    ),
    Tampering(
      "the tail is cut off that a follower has read",
      """
      insert into collegiate.cursor (log, name, version, epoch, position) values (1, 'calendar', 1, 1, 10);
      delete from collegiate.event where log = 1 and position >= 9;
      delete from collegiate.receipt where log = 1 and commit >= 7;
      delete from collegiate.commit where log = 1 and number >= 7
      """,
      commit: 7,
      says: "its tail was cut off"
    ),
  ]
}

@Suite struct `Verify, on the database` {
  @Test func `A whole log is whole, and every commit of it unanchored`() async throws {
    try await withStory { log in
      let found = try await Verifier.verify(log.store, log.log)
      #expect(found.fault == nil)
      #expect(found.commits == 8)
      #expect(found.receipts == 9)
      #expect(found.events == 10)
      #expect(found.redacted == 0)
      #expect(found.anchoredThrough == 0)
      #expect(found.unanchored == 1...8)
      #expect(found.hash == (try await log.store.head(of: log.log).hash))
      #expect(found.description.contains("Commits 1 to 8 are not anchored"))
    }
  }

  @Test func `An empty log is whole`() async throws {
    try await withLog { log in
      let found = try await Verifier.verify(log.store, log.log)
      #expect(found.isWhole)
      #expect(found.unanchored == nil)
      #expect(found.hash == (try await log.store.head(of: log.log).hash))
    }
  }

  @Test func `Of every tampering the first bad commit is named, and why`() async throws {
    try await withStory { log in
      let tables = ["log", "commit", "receipt", "event", "cursor"]
      try await log.tamper(
        tables.map { "create table public.\($0) as table collegiate.\($0)" }.joined(separator: ";")
      )
      let restore = tables.map { table in
        "delete from collegiate.\(table); insert into collegiate.\(table) \(table == "log" ? "overriding system value" : "")"
          + " table public.\(table)"
      }.joined(separator: ";")
      for tampering in Tampering.all {
        try await log.tamper(tampering.sql)
        let fault = try await Verifier.verify(log.store, log.log).fault
        #expect(fault?.commit == tampering.commit, "\(tampering.what)")
        #expect(fault?.position == tampering.position, "\(tampering.what)")
        #expect(
          fault?.sentence.contains(tampering.says) == true,
          "\(tampering.what): \(fault?.sentence ?? "")"
        )
        try await log.tamper(restore)
        #expect(try await Verifier.verify(log.store, log.log).isWhole)
      }
    }
  }

  /// What no chain can find by itself; checkpoints kept elsewhere will. The report does not claim otherwise.
  @Test(arguments: [false, true])
  func `A tail cut off or rewritten goes unseen, and the report says that it would`(
    _ rewritten: Bool
  ) async throws {
    try await withStory { log in
      try await log.tamper(
        """
        delete from collegiate.event where log = 1 and position >= 9;
        delete from collegiate.receipt where log = 1 and commit >= 7;
        delete from collegiate.commit where log = 1 and number >= 7
        """
      )
      if rewritten {
        _ = try await log.store.append(adding(visit("v2"), at: 1, payload: #"{"n":"forged"}"#), to: log.log)
      }
      let found = try await Verifier.verify(log.store, log.log)
      #expect(found.isWhole)
      #expect(found.unanchored == 1...(rewritten ? 7 : 6))
      #expect(found.description.contains("this check would not see it"))
    }
  }

  @Test func `Progress is told up to the head`() async throws {
    try await withStory { log in
      let told = Told()
      _ = try await Verifier.verify(log.store, log.log) { done, all in told.note(done, all) }
      #expect(told.last == [8, 8])
    }
  }
}
