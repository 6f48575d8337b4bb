import FoundationEssentials
import PeerReview
import TestSupport
import Testing

@testable import EventSourcing

@Suite struct `Who writes checkpoints` {
  /// Refuses with a sentence that holds these words, and leaves the file alone.
  private func refused(
    _ log: Fixture, _ signing: Signing, _ words: String, key: CheckpointKey? = nil, afterRestore: Bool = false
  ) async throws {
    let before = try signing.lines
    let refusal = await #expect(throws: CheckpointRefusal.self) {
      try await signing.write(log, key: key, afterRestore: afterRestore)
    }
    #expect(refusal?.description.contains(words) == true, "\(String(describing: refusal))")
    #expect(refusal?.description.hasPrefix("NOT SIGNED: ") == true)
    #expect(try signing.lines == before)
  }

  @Test func `The head is signed with all that names it, once, and again only when it has moved`()
    async throws
  {
    try await withStory { log in
      try await withSigning { signing in
        let head = try await log.store.head(of: log.log)
        guard case .written(let first) = try await signing.write(log) else {
          Issue.record("Nothing was written.")
          return
        }
        #expect(first.slug == log.log.slug && first.genesis == log.log.genesis && first.epoch == 1)
        #expect(first.commit == 8 && first.position == 10 && first.hash == head.hash)
        #expect(first.recordedAt == head.recordedAt && first.keeps == nil)
        #expect(signing.key.publicKey.verifies(first))
        #expect(try await signing.write(log) == .anchored(commit: 8))
        try await log.append()
        try await signing.write(log)
        #expect(try signing.file.read().entries.map(\.checkpoint.commit) == [8, 9])
      }
    }
  }

  @Test func `A log without a commit is not signed`() async throws {
    try await withLog { log in
      try await withSigning { signing in
        let outcome = try await signing.write(log)
        #expect(outcome == .empty)
        #expect(try signing.file.read().size == 0)
      }
    }
  }

  @Test func `One writer goes on with what another has written, and keeps the logs apart`() async throws {
    try await withStory { log in
      try await withSigning { signing in
        let other = try #require(try await log.store.log("birdale"))
        var (one, two) = (
          CheckpointWriter(log.store, signing.file, signing.key),
          CheckpointWriter(log.store, signing.file, signing.key)
        )
        _ = try await one.write(log.log, at: .now)
        #expect(try await two.write(log.log, at: .now) == .anchored(commit: 8))
        _ = try await two.write(other, at: .now)
        #expect(try await one.write(other, at: .now) == .anchored(commit: 8))
        try await log.append()
        _ = try await two.write(log.log, at: .now)
        #expect(try await one.write(log.log, at: .now) == .anchored(commit: 9))
        #expect(try signing.lines.count == 3)
      }
    }
  }

  @Test func `A history that contradicts the file is not signed: cut off, or rewritten, or both`()
    async throws
  {
    try await withStory { log in
      try await withSigning { signing in
        try await signing.write(log)
        try await log.cutTail()
        try await refused(log, signing, "the history was rewritten, or cut off")
        for _ in 7...9 { try await log.append() }
        try await refused(log, signing, "epoch has not risen since")
        // A new key does not make it forget what the old one signed.
        try await refused(log, signing, "the history was rewritten, or cut off", key: CheckpointKey())
        // Nor does a word given for a restore that did not raise the epoch.
        try await refused(log, signing, "epoch has not risen since", afterRestore: true)
      }
    }
  }

  @Test func `New history that does not follow by itself is not signed, and its first bad commit is named`()
    async throws
  {
    try await withStory { log in
      try await withSigning { signing in
        try await signing.write(log)
        for _ in 9...11 { try await log.append() }
        try await log.tamper("update collegiate.event set lea = 'bir' where log = 1 and position = 12")
        try await refused(log, signing, "Commit 10: ")
      }
    }
  }

  @Test func `What was signed before is not walked again, so that it costs what is new`() async throws {
    try await withStory { log in
      try await withSigning { signing in
        try await signing.write(log)
        try await log.append()
        // A whole walk would stop at this; `verify` does.
        try await log.tamper("update collegiate.event set payload = '[]' where log = 1 and position = 1")
        guard case .written(let next) = try await signing.write(log) else {
          Issue.record("Nothing was written.")
          return
        }
        #expect(next.commit == 9)
        let found = try await Verifier.verify(log.store, log.log, against: try signing.evidence())
        #expect(found.firstBad == 1...1)
      }
    }
  }

  @Test func `Another log that took the name is not signed into the same file`() async throws {
    try await withStory { log in
      try await withSigning { signing in
        try await signing.write(log)
        try await log.tamper("update collegiate.log set genesis = sha256(genesis) where id = 1")
        try await refused(log, signing, "another log called ashmere")
      }
    }
  }

  @Test func `A file whose last word is not this key's, though it says so, is not added to`() async throws {
    try await withStory { log in
      try await withSigning { signing in
        try await signing.write(log)
        let line = try signing.lines[0]
        try Data((line.replacing(#""commit":8"#, with: #""commit":9"#) + "\n").utf8).write(
          to: URL(filePath: signing.path))
        try await refused(log, signing, "somebody has altered the file")
      }
    }
  }

  @Test func `After a restore a person's word is needed once, and the checkpoint says what was kept`()
    async throws
  {
    try await withStory { log in
      try await withSigning { signing in
        let commits = try await log.store.heads(in: log.log, of: [5])
        let fifth = try #require(commits[5])
        let early = try signing.key.sign(Checkpoint(of: fifth, in: log.log, key: signing.key))
        #expect(try signing.file.append(early, expecting: 0))
        try await signing.write(log)
        try await log.cutTail(raisingEpoch: true)
        for _ in 7...9 { try await log.append() }
        try await refused(log, signing, "--after-restore")
        guard case .written(let confirmed) = try await signing.write(log, afterRestore: true) else {
          Issue.record("Nothing was written.")
          return
        }
        #expect(confirmed.keeps == 5 && confirmed.epoch == 2 && confirmed.commit == 9)
        // From then on it goes on as before, and the word is not asked for again.
        try await log.append()
        guard case .written(let next) = try await signing.write(log) else {
          Issue.record("Nothing was written.")
          return
        }
        #expect(next.keeps == nil && next.commit == 10)
        let found = try await Verifier.verify(log.store, log.log, against: try signing.evidence())
        #expect(found.isWhole && found.anchoredThrough == 10)
      }
    }
  }

  @Test func `Where nothing was lost, a word given for a restore changes nothing`() async throws {
    try await withStory { log in
      try await withSigning { signing in
        try await signing.write(log)
        try await log.append()
        guard case .written(let next) = try await signing.write(log, afterRestore: true) else {
          Issue.record("Nothing was written.")
          return
        }
        #expect(next.keeps == nil)
      }
    }
  }
}
