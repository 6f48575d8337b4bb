import PeerReview

/// What an auditor brings to a log: a file of checkpoints, and the public keys that the auditor trusts.
package struct CheckpointEvidence: Sendable {
  let contents: CheckpointFile.Contents
  let keys: [String: CheckpointPublicKey]
  /// Checkpoints signed later are left aside, since the copy that is verified is older; nil for none.
  let until: Moment?

  package init(_ contents: CheckpointFile.Contents, keys: [CheckpointPublicKey], until: Moment? = nil) {
    self.contents = contents
    self.keys = Dictionary(keys.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.until = until
  }

  /// What the file holds for one log.
  struct Sorted {
    /// With a good signature, by commit.
    var valid: [CheckpointFile.Entry] = []
    /// Lines that name a trusted key and were not signed with it.
    var forged: [Int] = []
    /// Lines by keys that the auditor did not bring, by the key's id.
    var unknown: [String: [Int]] = [:]
    /// Lines of another log with the same name.
    var namesakes: [Int] = []
    var otherLogs = 0
    var later = 0
  }

  func sorted(for log: LogInfo) -> Sorted {
    var sorted = Sorted()
    for entry in contents.entries {
      let checkpoint = entry.checkpoint
      if checkpoint.slug != log.slug {
        sorted.otherLogs += 1
      } else if let key = keys[checkpoint.key] {
        if !key.verifies(checkpoint) {
          sorted.forged.append(entry.line)
        } else if !checkpoint.isOf(log) {
          sorted.namesakes.append(entry.line)
        } else if let until, checkpoint.signedAt > until {
          sorted.later += 1
        } else {
          sorted.valid.append(entry)
        }
      } else {
        sorted.unknown[checkpoint.key, default: []].append(entry.line)
      }
    }
    sorted.valid.sort { ($0.checkpoint.commit, $0.line) < ($1.checkpoint.commit, $1.line) }
    return sorted
  }
}
