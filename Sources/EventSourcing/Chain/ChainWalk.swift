import PeerReview

/// Walks a log commit by commit and stops at the first that does not follow. It reads nothing by itself.
struct ChainWalk {
  private(set) var result: Verification
  private var position: Int64 = 0
  private var recordedAt: Moment?
  private var redactions: Redactions

  init(_ log: LogInfo) {
    result = Verification(slug: log.slug, epoch: log.epoch, isRehearsal: log.isRehearsal, hash: log.opening)
    redactions = Redactions(after: 0)
  }

  /// Goes on from a commit that was signed and is believed.
  init(_ log: LogInfo, after anchor: Checkpoint) {
    self.init(log)
    result.commits = anchor.commit
    result.hash = anchor.hash
    position = anchor.position
    recordedAt = anchor.recordedAt
    redactions = Redactions(after: anchor.position)
  }

  var isSound: Bool { result.fault == nil }

  /// Checks the next commit; after a fault it is without effect.
  mutating func take(_ commit: CommitRecord) {
    guard isSound else { return }
    if let fault = fault(in: commit) {
      result.fault = fault
      return
    }
    for event in commit.events { count(event) }
    redactions.take(commit)
    result.commits = commit.number
    result.receipts += Int64(commit.receipts.count)
    result.events += Int64(commit.events.count)
    result.hash = commit.hash
    position = commit.lastPosition
    recordedAt = commit.recordedAt
  }

  /// Says what is wrong beside the commits themselves.
  mutating func fail(_ sentence: String, commit: Int64? = nil, position: Int64? = nil) {
    guard isSound else { return }
    result.fault = .init(commit: commit ?? result.commits + 1, position: position, sentence: sentence)
  }

  /// After the last commit: where it should have been, and whether what is said of redactions is so.
  mutating func finish(_ head: Head?) {
    if let head, head.commit > result.commits {
      fail(
        "The log ends after commit \(result.commits), but its head was commit \(head.commit): its tail is missing."
      )
    } else if let head, head.hash != result.hash, head.commit == result.commits {
      fail("Its hash is not the one noted as the log's head.", commit: result.commits)
    }
    result.redactions = redactions.verified
    if isSound, let (commit, position, sentence) = redactions.fault() {
      fail(sentence, commit: commit, position: position)
    }
  }

  private mutating func count(_ event: Entry<EventRecord>) {
    guard let record = event.record else {
      result.withheld += 1
      return
    }
    if record.redactedBy != nil {
      result.redacted += 1
    } else if case .withheld = record.text {
      result.withheld += 1
    }
  }
}

extension ChainWalk {
  private func fault(in commit: CommitRecord) -> Verification.Fault? {
    func fault(_ sentence: String, _ position: Int64? = nil) -> Verification.Fault {
      Verification.Fault(commit: commit.number, position: position, sentence: sentence)
    }
    let last = result.commits
    if commit.number != last + 1 {
      return Verification.Fault(
        commit: last + 1,
        position: nil,
        sentence:
          "Commit \(last + 1) should come here, and \(commit.number) does: one is missing or out of order."
      )
    }
    if let recordedAt, commit.recordedAt < recordedAt {
      return fault("It says \(commit.recordedAt), which is before commit \(last), recorded at \(recordedAt).")
    }
    guard commit.firstPosition == position + 1, commit.lastPosition >= position else {
      return fault(
        "It should go on at position \(position + 1), and holds \(commit.firstPosition) to \(commit.lastPosition)."
      )
    }
    if let (sentence, position) = wrongEvent(in: commit) { return fault(sentence, position) }
    if commit.computedHash(after: result.hash) != commit.hash {
      return fault(
        "Its hash does not follow from commit \(last) and what it holds: its time or hash, one of its receipts, "
          + "or the number of its receipts was changed."
      )
    }
    return nil
  }

  private func wrongEvent(in commit: CommitRecord) -> (String, Int64)? {
    let commands = Set(commit.receipts.compactMap(\.record?.command))
    let isAnyHidden = commit.receipts.contains { $0.record == nil }
    var expected = commit.firstPosition
    for entry in commit.events {
      if let event = entry.record {
        if event.position > expected { return ("Event \(expected) is missing.", expected) }
        if event.position < expected {
          return ("Event \(event.position) does not belong here.", event.position)
        }
        if let sentence = wrong(event) { return (sentence, event.position) }
        if !isAnyHidden, !commands.contains(event.command) {
          return (
            "Event \(event.position) names a command that has no receipt in this commit.", event.position
          )
        }
      }
      if expected > commit.lastPosition { return ("Event \(expected) was added.", expected) }
      expected += 1
    }
    return expected <= commit.lastPosition ? ("Event \(expected) is missing.", expected) : nil
  }

  private func wrong(_ event: EventRecord) -> String? {
    let name = "Event \(event.position) (\(event.type) of \(event.stream))"
    if event.computedLeaf != event.leaf { return "\(name): something beside its text was changed." }
    switch event.text {
    case .whole(let payload, let salt) where Digest.sha256(salt + Array(payload.utf8)) != event.digest:
      return "\(name): its text was changed."
    case .remainder where event.redactedBy == nil:
      return "\(name): its salt is gone, and nothing says that it was redacted."
    case .whole, .remainder, .withheld: return nil
    }
  }
}
