import FoundationEssentials
import PeerReview
import Postgres
import TestSupport
import Testing

@testable import EventSourcing

/// What somebody who can write every table does to texts that were redacted, and what is to be found. Events 2 and
/// 3 were redacted by event 11 of commit 9, 6 by event 12 of commit 10, 7 and 8 by event 13 of commit 11.
private struct Forgery: Sendable {
  let what: String
  let sql: String
  let commit: Int64
  let position: Int64
  let says: String

  init(_ what: String, _ sql: String, at commit: Int64, _ position: Int64, says: String) {
    (self.what, self.sql, self.commit, self.position, self.says) = (what, sql, commit, position, says)
  }

  private static let back =
    "from public.before b where b.log = e.log and b.position = e.position and e.log = 1 and e.position"

  static let all: [Forgery] = [
    Forgery(
      "what was left is changed", "update collegiate.event set payload = payload || ' ' where position = 2",
      at: 2, 2, says: "what event 11 left of its text was changed"),
    Forgery(
      "words are put in its place",
      #"update collegiate.event set payload = '{"note":"kind words"}' where position = 6"#, at: 5, 6,
      says: "what event 12 left of its text was changed"),
    Forgery(
      "two remainders change places",
      """
      update collegiate.event e set payload = o.payload from public.after o where e.log = 1 and o.log = 1 and
        (e.position, o.position) in ((2, 3), (3, 2))
      """, at: 2, 2, says: "what event 11 left of its text was changed"),
    Forgery(
      "another genuine redaction is named as its reason",
      "update collegiate.event set redacted_by = 12 where position = 3", at: 2, 3,
      says: "event 12 redacted it, and that one is no such event; event 11 is"),
    Forgery(
      "a genuine redaction is named as the reason for a text that it does not name",
      "update collegiate.event set redacted_by = 13, salt = null, payload = '{}' where position = 9", at: 7,
      9,
      says: "event 13 redacted it, and that one is no such event."),
    Forgery(
      "a redaction is named that is not there",
      "update collegiate.event set redacted_by = 99 where position = 7", at: 6, 7, says: "no such event"),
    Forgery(
      "no redaction is named", "update collegiate.event set redacted_by = null where position = 7", at: 6, 7,
      says: "its salt is gone, and nothing says that it was redacted"),
    Forgery(
      "the event's digest is changed",
      "update collegiate.event set digest = set_bit(digest, 9, 1 - get_bit(digest, 9)) where position = 6",
      at: 5, 6, says: "something beside its text was changed"),
    Forgery(
      "the digest of what is left is changed",
      "update collegiate.event set payload = replace(payload, '\"digest\":\"', '\"digest\":\"0') where position = 12",
      at: 10, 12, says: "its text was changed"),
    Forgery(
      "the words are put back with their salt",
      "update collegiate.event e set payload = b.payload, salt = b.salt, redacted_by = null \(back) = 8",
      at: 6,
      8, says: "was redacted by event 13, and its text is here again"),
    Forgery(
      "the words are put back, and the mark is left",
      "update collegiate.event e set payload = b.payload, salt = b.salt \(back) = 2", at: 2, 2,
      says: "its salt is here again"),
    Forgery(
      "the words are put back without their salt",
      "update collegiate.event e set payload = b.payload \(back) = 3", at: 2, 3,
      says: "what event 11 left of its text was changed"),
    Forgery(
      "the redaction is deleted", "delete from collegiate.event where position = 11", at: 9, 11,
      says: "Event 11 is missing"),
  ]
}

@Suite struct `Tampering with what was redacted` {
  private func withRedacted(_ body: @Sendable (Fixture) async throws -> Void) async throws {
    try await withStory { log in
      try await log.tamper("create table public.before as table collegiate.event")
      try await log.redact([2: ["note"], 3: ["text"]])
      try await log.redact([6: ["note"]])
      try await log.redact([7: ["note"], 8: ["note"]])
      try await log.tamper("create table public.after as table collegiate.event")
      try await body(log)
    }
  }

  private func exported(_ log: Fixture) async throws -> Verification {
    let path = FileManager.default.temporaryDirectory.appending(path: "collegiate-\(newID()).jsonl").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var text = ""
    try await LogExport.write(log.log, from: log.store) { text += $0 }
    try Data(text.utf8).write(to: URL(filePath: path))
    return try Verifier.verify(file: path)
  }

  @Test func `In the tables and in an export of them, the first bad commit is named, and why`() async throws {
    try await withRedacted { log in
      for forgery in Forgery.all {
        try await log.tamper(forgery.sql)
        for found in [try await Verifier.verify(log.store, log.log), try await exported(log)] {
          #expect(found.fault?.commit == forgery.commit, "\(forgery.what)")
          #expect(found.fault?.position == forgery.position, "\(forgery.what)")
          #expect(found.fault?.sentence.contains(forgery.says) == true, "\(forgery.what): \(found)")
        }
        try await log.tamper(
          "delete from collegiate.event where log = 1; insert into collegiate.event select * from public.after where log = 1"
        )
        #expect(try await Verifier.verify(log.store, log.log).isWhole)
      }
    }
  }

  @Test func `Untouched, table and export are whole, and say which commit redacted what`() async throws {
    try await withRedacted { log in
      let found = try await Verifier.verify(log.store, log.log)
      #expect(found.isWhole && found.redacted == 5)
      #expect(found.redactions.map(\.position) == [2, 3, 6, 7, 8])
      #expect(found.redactions.map(\.commit) == [9, 9, 10, 11, 11])
      #expect(try await exported(log) == found)
    }
  }

  @Test
  func `An export that leaves out what its reader may not see verifies; one that hides the reason does not`()
    async throws
  {
    try await withRedacted { log in
      let cases: [(outlined: [Int64], hidden: [Int64], isWhole: Bool)] = [
        ([6], [], true), ([], [6], true), ([], [6, 12], true), ([6], [12], true), ([], [12], false),
        ([12], [], false),
      ]
      for (outlined, hidden, isWhole) in cases {
        let path = FileManager.default.temporaryDirectory.appending(path: "collegiate-\(newID()).jsonl")
          .path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        var text = ""
        try await LogExport.write(
          log.log, from: log.store,
          sight: {
            hidden.contains($0.position) ? .leaf : outlined.contains($0.position) ? .outline : .whole
          }
        ) { text += $0 }
        try Data(text.utf8).write(to: URL(filePath: path))
        #expect(try Verifier.verify(file: path).isWhole == isWhole)
      }
    }
  }

  @Test
  func
    `In an export a text that is left out may have been redacted by a later redaction, and by nothing else`()
    async throws
  {
    try await withRedacted { log in
      // Event 9 shows no text; neither do 4, 10 and 13, of which just the last is a redaction.
      for (reason, isWhole) in [(4, false), (9, false), (10, false), (13, true)] as [(Int64, Bool)] {
        var walk = ChainWalk(log.log)
        for commit in try await log.store.commits(in: log.log, after: 0, through: .max) {
          var node = commit.node { [4, 7, 8, 9, 10, 13].contains($0.position) ? .outline : .whole }
          for (place, event) in node.list("events").enumerated() where event["position"]?.whole == 9 {
            node.edit("events", place) { $0.set("redacted_by", reason.node) }
          }
          walk.take(try #require(CommitRecord(line: Array(JSON.text(node).utf8))))
        }
        walk.finish(nil)
        #expect(walk.result.isWhole == isWhole, "event \(reason): \(walk.result)")
        #expect(walk.result.fault?.position == (isWhole ? nil : 9))
      }
    }
  }

  @Test func `A walk that goes on from a signed commit takes redactions of what came before as they are`()
    async throws
  {
    try await withRedacted { log in
      let commits = try await log.store.commits(in: log.log, after: 0, through: .max)
      let key = CheckpointKey()
      for anchor in commits {
        var walk = ChainWalk(log.log, after: Checkpoint(of: anchor, in: log.log, key: key))
        for commit in commits.dropFirst(Int(anchor.number)) { walk.take(commit) }
        walk.finish(try await log.store.head(of: log.log))
        #expect(walk.result.fault == nil, "after commit \(anchor.number)")
      }
    }
  }

  @Test func `An export during which words are erased is given up`() async throws {
    try await withStory { log in
      await #expect(throws: ExportError.redactedMeanwhile) {
        try await LogExport.write(log.log, from: log.store) { line in
          if line.contains(#""number":1,"#) { try await log.redact([6: ["note"]]) }
        }
      }
    }
  }
}
