import EventSourcing
import FoundationEssentials
import PeerReview
import Postgres
import TestSupport
import Testing

@Suite struct `Verify, on an exported file` {
  /// The story's export as lines, changed by `edit`, and what is found in it without the database.
  private func verified(
    sight: @escaping @Sendable (EventRecord) -> ExportSight = { _ in .whole },
    editing edit: @escaping @Sendable (inout [String]) -> Void,
    finding check: @escaping @Sendable (Verification) throws -> Void
  ) async throws {
    try await withStory { log in
      let written = try await lines(log, sight)
      #expect(written.count == 9)
      var lines = written
      edit(&lines)
      try check(try verify(lines))
    }
  }

  private func verify(_ lines: [String]) throws -> Verification {
    let path = NSTemporaryPath.make()
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try Verifier.verify(file: path)
  }

  private func lines(_ log: Fixture, _ sight: @Sendable (EventRecord) -> ExportSight) async throws -> [String]
  {
    var text = ""
    try await LogExport.write(log.log, from: log.store, sight: sight) { text += $0 }
    return text.split(separator: "\n").map(String.init)
  }

  @Test func `A whole export gives the same report as the database`() async throws {
    try await withStory { log in
      let found = try verify(try await lines(log, { _ in .whole }))
      #expect(found.isWhole)
      #expect(found == (try await Verifier.verify(log.store, log.log)))
    }
  }

  @Test func `What its reader may not see is left out, and the rest still verifies`() async throws {
    try await verified(sight: { $0.position == 3 ? .outline : $0.stream == "visit-v1" ? .leaf : .whole }) {
      lines in
      #expect(!lines.joined().contains("naïve"))
      #expect(!lines.joined().contains(#""visit-v1""#))
      #expect(lines.joined().contains(#""visit-v2""#))
    } finding: { found in
      #expect(found.fault == nil)
      #expect(found.events == 10)
      #expect(found.withheld == 5)
    }
  }

  struct Edit: Sendable {
    let what: String
    let commit: Int64
    let says: String
    let edit: @Sendable (inout [String]) -> Void

    init(_ what: String, commit: Int64, says: String, _ edit: @escaping @Sendable (inout [String]) -> Void) {
      self.what = what
      self.commit = commit
      self.says = says
      self.edit = edit
    }
  }

  static let edits: [Edit] = [
    Edit("a text is changed", commit: 7, says: "its text was changed") {
      $0[7] = $0[7].replacing(#"{\"n\":9}"#, with: #"{\"n\":8}"#)
    },
    Edit("a column is changed", commit: 5, says: "something beside its text was changed") {
      $0[5] = $0[5].replacing("JudgementProposed", with: "JudgementWithdrawn")
    },
    Edit("a person is changed", commit: 4, says: "hash does not follow") {
      $0[4] = $0[4].replacing("ash-lead", with: "bir-lead")
    },
    Edit("a leaf stands in for other columns", commit: 6, says: "hash does not follow") {
      $0[6] = $0[6].replacing(/"events":\[.*?\},/) { _ in
        #""events":[{"leaf":""# + String(repeating: "ab", count: 32) + #""},"#
      }
    },
    Edit("an event is given a member that no event has", commit: 5, says: "cannot be read") {
      $0[5] = $0[5].replacing(#""position":"#, with: #""note":"genuine","position":"#)
    },
    Edit("a receipt is given one", commit: 4, says: "cannot be read") {
      $0[4] = $0[4].replacing(#""actor":"#, with: #""seen_by":"bir-lead","actor":"#)
    },
    Edit("a commit is given one", commit: 4, says: "cannot be read") {
      $0[4] = $0[4].replacing(#"{"number":"#, with: #"{"by":"bir-lead","number":"#)
    },
    Edit("a column that is null is given what is not of its kind", commit: 5, says: "cannot be read") {
      $0[5] = $0[5].replacing(#""position":"#, with: #""corrects_position":"3","position":"#)
    },
    Edit("a salt is given that is none", commit: 5, says: "cannot be read") {
      $0[5] = $0[5].replacing(/"salt":"[0-9a-f]*"/, with: #""salt":"x""#)
    },
    Edit("a text is taken out and its salt left", commit: 7, says: "cannot be read") {
      $0[7] = $0[7].replacing(/,"payload":"[^}]*}"/, with: "")
    },
    Edit("a commit is left out", commit: 3, says: "one is missing") { $0.remove(at: 3) },
    Edit("two commits change places", commit: 3, says: "out of order") { $0.swapAt(3, 4) },
    Edit("a commit stands twice", commit: 4, says: "out of order") { $0.insert($0[3], at: 4) },
    Edit("the tail is cut off", commit: 7, says: "its tail is missing") { $0.removeLast(2) },
    Edit("a line is broken off", commit: 8, says: "Line 9 of the file cannot be read") {
      $0[8] = String($0[8].dropLast(20))
    },
    Edit("the log's name in addresses is changed", commit: 1, says: "hash does not follow") {
      $0[0] = $0[0].replacing("ashmere", with: "birdale")
    },
    Edit("the noted head is changed", commit: 8, says: "not the one noted") {
      $0[0] = $0[0].replacing(/"hash":"[0-9a-f]{4}/) { _ in #""hash":"0000"# }
    },
  ]

  @Test func `Of every edit of a file the first bad commit is named, and why`() async throws {
    try await withStory { log in
      let whole = try await lines(log, { _ in .whole })
      for edit in Self.edits {
        var changed = whole
        edit.edit(&changed)
        #expect(changed != whole, "\(edit.what)")
        let fault = try verify(changed).fault
        #expect(fault?.commit == edit.commit, "\(edit.what)")
        #expect(fault?.sentence.contains(edit.says) == true, "\(edit.what): \(fault?.sentence ?? "")")
      }
    }
  }

  /// Header and tail changed together: only a checkpoint, or the hash noted elsewhere, finds that.
  @Test func `A file whose head was cut off with its tail goes unseen, and is reported as unanchored`()
    async throws
  {
    try await verified { lines in
      let hash = lines[6].firstMatch(of: /"hash":"([0-9a-f]{64})"/)?.1 ?? ""
      lines.removeLast(2)
      lines[0] = lines[0].replacing(/"head":.*$/) { _ in
        #""head":{"commit":6,"position":8,"hash":"\#(hash)"}}"#
      }
    } finding: { found in
      #expect(found.isWhole)
      #expect(found.unanchored == 1...6)
    }
  }

  @Test func `A file of another kind is not taken for a log`() async throws {
    let path = NSTemporaryPath.make()
    try Data("{}\n".utf8).write(to: URL(filePath: path))
    #expect(throws: ExportError.noExport) { try Verifier.verify(file: path) }
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: ExportError.unreadable("No such file or directory")) { try Verifier.verify(file: path) }
  }
}

private enum NSTemporaryPath {
  static func make() -> String {
    FileManager.default.temporaryDirectory.appending(path: "collegiate-\(newID()).jsonl").path()
  }
}
