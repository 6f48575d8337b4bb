import PeerReview

/// Signs where logs stand and adds that to a file, once it has seen that they still hold what was signed before.
package struct CheckpointWriter: Sendable {
  private let store: EventStore
  private let file: CheckpointFile
  private let key: CheckpointKey
  private var contents = CheckpointFile.Contents()
  private var tips = CheckpointTips()

  package init(_ store: EventStore, _ file: CheckpointFile, _ key: CheckpointKey) {
    self.store = store
    self.file = file
    self.key = key
  }

  package enum Outcome: Sendable, Hashable {
    case written(Checkpoint)
    /// The head is the last commit that was signed.
    case anchored(commit: Int64)
    /// The log has no commit yet.
    case empty
  }

  /// Signs a log's head, unless it is signed already. Costs a walk over what came since the last checkpoint
  /// of this key.
  ///
  /// Throws `CheckpointRefusal` where the log contradicts the file. `afterRestore` says that somebody knows
  /// why: a restore lost commits that had been signed, and raised the epoch.
  package mutating func write(
    _ log: LogInfo, at now: Moment, afterRestore: Bool = false
  ) async throws -> Outcome {
    guard let log = try await store.log(log.slug) else { throw LogError.unknownLog }
    while true {
      try refresh()
      let head = try await store.head(of: log)
      guard head.commit > 0, let recordedAt = head.recordedAt else {
        guard let last = tips[log.slug].last else { return .empty }
        throw CheckpointRefusal.contradicts(last, Self.isRestored(log, last.checkpoint))
      }
      guard let start = try await extended(head, log, afterRestore, now) else { continue }
      if let anchor = start.anchor, anchor.commit == head.commit, start.keeps == nil {
        return .anchored(commit: head.commit)
      }
      let checkpoint = try key.sign(
        Checkpoint(
          slug: log.slug, genesis: log.genesis, epoch: head.epoch, commit: head.commit,
          position: head.position, hash: head.hash, recordedAt: recordedAt, signedAt: now,
          keeps: start.keeps, key: key.publicKey.id))
      if try file.append(checkpoint, expecting: contents.size) { return .written(checkpoint) }
    }
  }

  /// Reads what this process or another wrote since.
  private mutating func refresh() throws {
    let before = contents.size
    contents = try file.read(after: contents)
    if contents.size < before { tips = CheckpointTips() }
    tips.take(contents.entries)
    contents.entries = []
  }

  /// Whether the head follows from what was signed last, and from where on that was seen; nil where the head is
  /// to be looked at again.
  private func extended(
    _ head: Head, _ log: LogInfo, _ afterRestore: Bool, _ now: Moment
  ) async throws -> (anchor: Checkpoint?, keeps: Int64?)? {
    let tips = tips[log.slug]
    if let other = tips.first(where: { !$0.checkpoint.isOf(log) }) { throw CheckpointRefusal.otherLog(other) }
    let own = tips.filter { $0.checkpoint.key == key.publicKey.id }
    if let forged = own.first(where: { !key.publicKey.verifies($0.checkpoint) }) {
      throw CheckpointRefusal.forged(forged)
    }
    var anchor = own.last?.checkpoint
    var keeps: Int64?
    if let lost = try await firstContradicted(tips, log) {
      guard afterRestore else {
        throw CheckpointRefusal.contradicts(lost, Self.isRestored(log, lost.checkpoint))
      }
      (anchor, keeps) = try await standing(log)
    }
    return try await walk(from: anchor, to: head, log) ? (anchor, keeps) : nil
  }

  /// Walks the chain from a signed commit, or from the log's opening, to the head; false where that head is too
  /// old to tell.
  private func walk(from anchor: Checkpoint?, to head: Head, _ log: LogInfo) async throws -> Bool {
    guard let fault = try await fault(from: anchor, to: head, log) else { return true }
    // What was redacted after the head was looked at seems to be redacted by nothing; the new head tells.
    if try await store.lastRedaction(in: log) > head.position,
      try await store.head(of: log).commit > head.commit
    {
      return false
    }
    throw CheckpointRefusal.broken(fault)
  }

  private func fault(
    from anchor: Checkpoint?, to head: Head, _ log: LogInfo
  ) async throws -> Verification.Fault? {
    var walk = anchor.map { ChainWalk(log, after: $0) } ?? ChainWalk(log)
    while walk.isSound, walk.result.commits < head.commit {
      let batch = try await store.commits(in: log, after: walk.result.commits, through: head.commit)
      if batch.isEmpty { break }
      for commit in batch { walk.take(commit) }
    }
    walk.finish(head)
    return walk.result.fault
  }

  private func firstContradicted(
    _ entries: [CheckpointFile.Entry], _ log: LogInfo
  ) async throws -> CheckpointFile.Entry? {
    let commits = try await store.heads(in: log, of: entries.map(\.checkpoint.commit))
    return entries.first { entry in !(commits[entry.checkpoint.commit].map(entry.checkpoint.holds) ?? false) }
  }

  /// After a restore: the last signed commit that still stands, where nothing speaks against a restore.
  private func standing(_ log: LogInfo) async throws -> (anchor: Checkpoint?, keeps: Int64) {
    let entries = try file.read().entries.filter { $0.checkpoint.isOf(log) }
    let commits = try await store.heads(in: log, of: entries.map(\.checkpoint.commit))
    let (held, lost) = entries.reduce(into: ([CheckpointFile.Entry](), [CheckpointFile.Entry]())) {
      sides, entry in
      let stands = commits[entry.checkpoint.commit].map(entry.checkpoint.holds) ?? false
      if stands { sides.0.append(entry) } else { sides.1.append(entry) }
    }
    for entry in lost {
      let lost = entry.checkpoint
      guard Self.isRestored(log, lost) else { throw CheckpointRefusal.contradicts(entry, false) }
      if let now = commits[lost.commit], !log.isRehearsal, Restore.isBackdated(now, against: lost) {
        throw CheckpointRefusal.backdated(entry, now.recordedAt)
      }
    }
    let anchor = held.map(\.checkpoint).filter { key.publicKey.verifies($0) }.max { $0.commit < $1.commit }
    return (anchor, held.map(\.checkpoint.commit).max() ?? 0)
  }

  /// A restore raises the epoch, so only a later one explains that something signed is gone.
  private static func isRestored(_ log: LogInfo, _ lost: Checkpoint) -> Bool { log.epoch > lost.epoch }
}

/// What tells a restore from a rewriting.
enum Restore {
  /// How far the clocks of database and signer may be apart: five minutes.
  static let tolerance: Int64 = 300_000_000

  /// A restore goes on from an old state, so what stands in the place of a lost commit was recorded after the
  /// loss, and that is after the lost one was signed. A rewriting that keeps its old dates says otherwise.
  static func isBackdated(_ commit: CommitRecord, against lost: Checkpoint) -> Bool {
    commit.recordedAt.microseconds < lost.signedAt.microseconds - tolerance
  }
}
