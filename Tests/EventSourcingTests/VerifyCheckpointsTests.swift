import FoundationEssentials
import PeerReview
import TestSupport
import Testing

@testable import EventSourcing

/// The story has eight commits; each test says which of them were signed.
@Suite struct `Verify, against checkpoints` {
  /// Checkpoints of commits as they are now.
  private func signed(
    _ numbers: [Int64], _ log: Fixture, by key: CheckpointKey, epoch: Int = 1, at: Moment? = nil,
    keeps: Int64? = nil
  ) async throws -> [Checkpoint] {
    let commits = try await log.store.heads(in: log.log, of: numbers)
    return try numbers.compactMap { commits[$0] }.map { commit in
      try key.sign(Checkpoint(of: commit, in: log.log, epoch: epoch, signedAt: at, keeps: keeps, key: key))
    }
  }

  private func evidence(_ checkpoints: [Checkpoint], _ keys: [CheckpointKey], until: Moment? = nil)
    -> CheckpointEvidence
  {
    var contents = CheckpointFile.Contents()
    contents.entries = checkpoints.enumerated().map { .init(line: $0 + 1, checkpoint: $1) }
    return CheckpointEvidence(contents, keys: keys.map(\.publicKey), until: until)
  }

  /// What is found in the database and, with no database, in an export of it: always the same.
  private func found(_ log: Fixture, _ evidence: CheckpointEvidence) async throws -> Verification {
    let found = try await Verifier.verify(log.store, log.log, against: evidence)
    let path = FileManager.default.temporaryDirectory.appending(path: "collegiate-\(newID()).jsonl").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(try await log.exported().joined(separator: "\n").utf8).write(to: URL(filePath: path))
    #expect(try Verifier.verify(file: path, against: evidence) == found)
    return found
  }

  @Test func `Commits up to the last checkpoint are anchored, and those after it are reported apart`()
    async throws
  {
    try await withStory { log in
      let key = CheckpointKey()
      let found = try await found(log, evidence(try await signed([2, 5], log, by: key), [key]))
      #expect(found.isWhole)
      #expect(found.anchoredThrough == 5)
      #expect(found.unanchored == 6...8)
      #expect(found.verdict == "WHOLE, AND ANCHORED UP TO COMMIT 5.")
      #expect(
        found.description.contains(
          "Commits 1 to 5 are anchored: a checkpoint signed by key \(key.publicKey.id)"))
      #expect(found.description.contains("Commits 6 to 8 are not anchored"))
      for part in ["What was checked", "What was found", "What this cannot show", "What to do next"] {
        #expect(found.description.contains(part))
      }
    }
  }

  /// The last signed commit, and between which commits the first bad one must be.
  @Test(
    arguments: [([8], 1...7), ([3, 8], 4...7), ([6, 7], 7...7), ([6], nil)]
      as [([Int64], ClosedRange<Int64>?)])
  func `A tail that was cut off is found where a checkpoint covers it, and else unanchored`(
    _ numbers: [Int64], _ bad: ClosedRange<Int64>?
  ) async throws {
    try await withStory { log in
      let key = CheckpointKey()
      let checkpoints = try await signed(numbers, log, by: key)
      try await log.cutTail()
      let found = try await found(log, evidence(checkpoints, [key]))
      #expect(found.fault == nil)
      #expect(found.firstBad == bad)
      #expect(found.isWhole == (bad == nil))
      #expect(found.anchoredThrough == numbers.last { $0 < 7 } ?? 0)
      #expect(bad == nil || found.description.contains("its tail was cut off"))
    }
  }

  @Test(
    arguments: [([7], 1...7), ([3, 8], 4...8), ([6, 7], 7...7), ([6], nil)]
      as [([Int64], ClosedRange<Int64>?)])
  func `A chain rewritten to its end is found where a checkpoint covers it, and else unanchored`(
    _ numbers: [Int64], _ bad: ClosedRange<Int64>?
  ) async throws {
    try await withStory { log in
      let key = CheckpointKey()
      let checkpoints = try await signed(numbers, log, by: key)
      try await log.cutTail()
      for number in 7...9 { try await log.append(payload: #"{"forged":\#(number)}"#) }
      let found = try await found(log, evidence(checkpoints, [key]))
      #expect(found.fault == nil)
      #expect(found.firstBad == bad)
      #expect(found.isWhole == (bad == nil))
      #expect(bad == nil || found.description.contains("the history was rewritten"))
      if let bad, bad.count > 1, let before = numbers.last(where: { $0 < 7 }) {
        #expect(found.description.contains("is between commit \(before) (anchored) and \(bad.upperBound)"))
      }
    }
  }

  @Test func `A signature that is not the key's anchors nothing, and its line is named`() async throws {
    try await withStory { log in
      let key = CheckpointKey()
      var checkpoints = try await signed([3, 8], log, by: key)
      checkpoints[1].signature[7] ^= 1
      let found = try await found(log, evidence(checkpoints, [key]))
      #expect(!found.isWhole && found.firstBad == nil)
      #expect(found.anchoredThrough == 3)
      #expect(found.description.contains("Line 2: the signature is not by the key that is named"))
    }
  }

  @Test func `After a change of keys both are given; one that was not given anchors nothing, and is named`()
    async throws
  {
    try await withStory { log in
      let (old, new) = (CheckpointKey(), CheckpointKey())
      let checkpoints = try await signed([3], log, by: old) + signed([8], log, by: new)
      let both = try await found(log, evidence(checkpoints, [old, new]))
      #expect(both.isWhole && both.anchoredThrough == 8)
      let one = try await found(log, evidence(checkpoints, [old]))
      #expect(!one.isWhole && one.anchoredThrough == 3)
      #expect(one.description.contains("Line 2: signed by key \(new.publicKey.id), which was not given"))
    }
  }

  @Test func `Checkpoints of another log with the same name anchor nothing, and are told`() async throws {
    try await withStory { log in
      let key = CheckpointKey()
      let other = LogInfo(
        slug: log.log.slug, name: "", epoch: 1, genesis: [UInt8](repeating: 7, count: 32), isRehearsal: false)
      let commit = try #require(try await log.store.heads(in: log.log, of: [8])[8])
      let foreign = try key.sign(Checkpoint(of: commit, in: other, key: key))
      let found = try await found(log, evidence([foreign] + signed([2], log, by: key), [key]))
      #expect(!found.isWhole && found.anchoredThrough == 2)
      #expect(found.description.contains("Line 1: of another log called ashmere, with another genesis"))
    }
  }

  @Test func `A file in which nothing speaks of this log is not taken for one that does`() async throws {
    try await withStory { log in
      let found = try await found(log, evidence([], [CheckpointKey()]))
      #expect(!found.isWhole && found.firstBad == nil)
      #expect(found.description.contains("nothing is anchored"))
    }
  }

  @Test
  func `An export older than the last checkpoint is said to end early, unless later ones are left aside`()
    async throws
  {
    try await withStory { log in
      let key = CheckpointKey()
      let early = Moment.now.after(seconds: -60)
      let checkpoints = try await signed([5], log, by: key, at: early) + signed([8], log, by: key, at: .now)
      try await log.cutTail()
      let whole = try await found(log, evidence(checkpoints, [key]))
      #expect(whole.firstBad == 6...7)
      let left = try await found(log, evidence(checkpoints, [key], until: early))
      #expect(left.isWhole && left.anchoredThrough == 5)
      #expect(left.description.contains("1 checkpoints were signed after"))
    }
  }

  @Test func `A line that a crash broke off is told, and is nothing wrong`() async throws {
    try await withStory { log in
      try await withSigning { signing in
        try await signing.write(log)
        try signing.scrawl(String(try signing.lines[0].prefix(200)))
        let found = try await found(log, signing.evidence())
        #expect(found.isWhole && found.anchoredThrough == 8)
        #expect(found.description.contains("Line 2: not a checkpoint"))
      }
    }
  }

  @Test func `A fault in the chain is named as before, and what comes after it is not anchored`() async throws
  {
    try await withStory { log in
      let key = CheckpointKey()
      let checkpoints = try await signed([2, 5, 8], log, by: key)
      try await log.tamper("update collegiate.event set lea = 'bir' where log = 1 and position = 4")
      let found = try await found(log, evidence(checkpoints, [key]))
      #expect(found.firstBad == 3...3)
      #expect(found.anchoredThrough == 2)
    }
  }
}

@Suite struct `Verify, after a restore` {
  @Test
  func `Signed history that is gone in a later epoch is told as given up, and is not sound until confirmed`()
    async throws
  {
    try await withStory { log in
      try await withSigning { signing in
        try await signing.write(log)
        try await log.cutTail(raisingEpoch: true)
        for _ in 7...9 { try await log.append() }
        let before = try await Verifier.verify(log.store, log.log, against: try signing.evidence())
        #expect(!before.isWhole && before.firstBad == nil)
        #expect(before.verdict == "HISTORY WAS GIVEN UP, AND NOBODY HAS CONFIRMED A RESTORE.")
        #expect(
          before.description.contains(
            "History after commit 0 of epoch 1 was given up by what looks like a restore"))
        #expect(before.description.contains("Ask the operator for the record"))
        #expect(!before.description.contains("TAMPERED"))
        #expect(before.anchoredThrough == 0)
        _ = try await signing.write(log, afterRestore: true)
        let after = try await Verifier.verify(log.store, log.log, against: try signing.evidence())
        #expect(after.isWhole && after.anchoredThrough == 9)
        #expect(after.description.contains("History after commit 0 of epoch 1 was given up by a restore"))
        #expect(after.description.contains("The holder of the key confirmed that at"))
      }
    }
  }

  @Test func `A confirmation covers what came after the commit that it keeps, and nothing before`()
    async throws
  {
    try await withStory { log in
      try await withSigning { signing in
        try await signing.write(log)
        try await log.cutTail(raisingEpoch: true)
        try await log.append()
        guard case .written(let confirmed) = try await signing.write(log, afterRestore: true) else {
          Issue.record("Nothing was written.")
          return
        }
        #expect(confirmed.keeps == 0 && confirmed.epoch == 2)
        // Rewriting what stands since the restore is tampering again, though it was confirmed once.
        try await log.cutTail()
        for _ in 7...8 { try await log.append(payload: #"{"forged":true}"#) }
        let found = try await Verifier.verify(log.store, log.log, against: try signing.evidence())
        #expect(!found.isWhole && found.firstBad == 1...7)
        #expect(found.description.contains("TAMPERED"))
      }
    }
  }

  @Test func `A confirmation does not cover a commit that it says was kept`() async throws {
    try await withStory { log in
      let key = CheckpointKey()
      let commits = try await log.store.heads(in: log.log, of: [2, 3, 8])
      let (second, third, last) = (
        try #require(commits[2]), try #require(commits[3]), try #require(commits[8])
      )
      try await log.tamper("update collegiate.log set epoch = 2 where id = 1")
      // Commit 3 with the hash of commit 2: nothing that ever stood there.
      let wrong = CommitRecord(
        number: 3, firstPosition: third.firstPosition, lastPosition: third.lastPosition,
        recordedAt: third.recordedAt, hash: second.hash)
      for (keeps, isCovered) in [(Int64(5), false), (3, false), (2, true)] {
        var contents = CheckpointFile.Contents()
        for checkpoint in [
          Checkpoint(of: wrong, in: log.log, epoch: 1, key: key),
          Checkpoint(of: last, in: log.log, epoch: 2, keeps: keeps, key: key),
        ] {
          contents.entries.append(
            .init(line: contents.entries.count + 1, checkpoint: try key.sign(checkpoint)))
        }
        let evidence = CheckpointEvidence(contents, keys: [key.publicKey])
        let found = try await Verifier.verify(log.store, log.log, against: evidence)
        #expect(found.isWhole == isCovered, "keeps \(keeps)")
      }
    }
  }

  /// After a restore the entries in place of the lost ones are newer than the loss.
  @Test func `A rise of the epoch does not excuse history that was rewritten with its old dates`()
    async throws
  {
    try await withStory { log in
      try await withSigning { signing in
        try await signing.write(log, at: Moment.now.after(seconds: 3600))
        try await log.cutTail(raisingEpoch: true)
        for _ in 7...8 { try await log.append(payload: #"{"forged":true}"#) }
        let found = try await Verifier.verify(log.store, log.log, against: try signing.evidence())
        #expect(found.firstBad == 1...8)
        #expect(found.description.contains("this is not what a restore looks like"))
        await #expect(throws: CheckpointRefusal.self) { try await signing.write(log, afterRestore: true) }
        #expect(try signing.lines.count == 1)
      }
    }
  }

  @Test func `A rise of the epoch that lost nothing signed needs nobody's word`() async throws {
    try await withStory { log in
      try await withSigning { signing in
        try await signing.write(log)
        try await log.tamper("update collegiate.log set epoch = 2 where id = 1")
        try await log.append()
        try await signing.write(log)
        let found = try await Verifier.verify(log.store, log.log, against: try signing.evidence())
        #expect(found.isWhole && found.anchoredThrough == 9)
        #expect(try signing.file.read().entries.map(\.checkpoint.epoch) == [1, 2])
      }
    }
  }
}
