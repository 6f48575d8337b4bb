import PeerReview

/// Holds the commits that a walk has accepted against signed checkpoints. It reads nothing by itself.
struct Anchors {
  private let log: LogInfo
  private let evidence: CheckpointEvidence
  private let sorted: CheckpointEvidence.Sorted
  private var next = 0
  private var held: [Checkpoint] = []
  /// With the commit that stands in its place, if one does.
  private var lost: [(entry: CheckpointFile.Entry, now: CommitRecord?)] = []

  init(_ evidence: CheckpointEvidence, _ log: LogInfo) {
    self.log = log
    self.evidence = evidence
    sorted = evidence.sorted(for: log)
  }

  /// The next commit, which follows from those before it.
  mutating func take(_ commit: CommitRecord) {
    while next < sorted.valid.count, sorted.valid[next].checkpoint.commit <= commit.number {
      let entry = sorted.valid[next]
      next += 1
      if entry.checkpoint.commit == commit.number, entry.checkpoint.holds(commit) {
        held.append(entry.checkpoint)
      } else {
        lost.append((entry, commit))
      }
    }
  }

  /// After the walk, which ended at its own fault or at the log's end.
  mutating func judged(_ walked: Verification) -> Anchoring {
    if walked.fault == nil {
      lost += sorted.valid[next...].map { ($0, nil) }
      next = sorted.valid.count
    }
    var anchoring = Anchoring()
    anchoring.checkpoints = sorted.valid.count
    anchoring.held = held.count
    let unexplained = lost.filter {
      !isConfirmed($0.entry.checkpoint) && !isExplained($0.entry.checkpoint, $0.now)
    }
    anchoring.rewritten = unexplained.first.map { rewritten($0.entry, $0.now, walked) }
    anchoring.givenUp = givenUp()
    anchoring.through = through(anchoring, walked)
    let last = held.last { $0.commit <= anchoring.through }
    (anchoring.lastSignedAt, anchoring.lastKey) = (last?.signedAt, last?.key)
    anchoring.problems = problems(walked)
    anchoring.notes = notes
    return anchoring
  }

  private func through(_ anchoring: Anchoring, _ walked: Verification) -> Int64 {
    let bounds =
      [anchoring.rewritten?.commits.lowerBound, walked.fault?.commit].compactMap { $0.map { $0 - 1 } }
      + anchoring.givenUp.filter { $0.confirmedAt == nil }.map(\.after)
    return standing(upTo: bounds.min() ?? .max)
  }

  /// The last commit up to a number that a checkpoint vouches for; 0 for none.
  private func standing(upTo number: Int64) -> Int64 { held.last { $0.commit <= number }?.commit ?? 0 }
}

extension Anchors {
  /// A later checkpoint that says: what came after `keeps` was given up.
  private func confirmation(_ lost: Checkpoint) -> Checkpoint? {
    held.first { held in held.epoch > lost.epoch && held.keeps.map { $0 < lost.commit } ?? false }
  }

  private func isConfirmed(_ lost: Checkpoint) -> Bool { confirmation(lost) != nil }

  private func isExplained(_ lost: Checkpoint, _ now: CommitRecord?) -> Bool {
    lost.epoch < log.epoch && !isBackdated(lost, now)
  }

  private func isBackdated(_ lost: Checkpoint, _ now: CommitRecord?) -> Bool {
    guard let now, !log.isRehearsal else { return false }
    return Restore.isBackdated(now, against: lost)
  }

  private func rewritten(
    _ entry: CheckpointFile.Entry, _ now: CommitRecord?, _ walked: Verification
  ) -> Anchoring.Rewritten {
    let lost = entry.checkpoint
    let last = standing(upTo: lost.commit - 1)
    let range = (last + 1)...(now == nil ? walked.commits + 1 : lost.commit)
    var sentence =
      now == nil
      ? "The log ends after commit \(walked.commits), and commit \(lost.commit) was signed at \(lost.signedAt) "
        + "(line \(entry.line)): its tail was cut off, or it is an older copy."
      : "Commit \(lost.commit) is not the one that was signed at \(lost.signedAt) (line \(entry.line)): the "
        + "history was rewritten."
    sentence +=
      range.count == 1
      ? " The first bad commit is \(range.lowerBound)."
      : " The first bad commit is between commit \(last) (\(last == 0 ? "the opening" : "anchored")) and "
        + "\(range.upperBound)."
    if lost.epoch < log.epoch, let now, isBackdated(lost, now) {
      sentence +=
        " The epoch has risen since, but this is not what a restore looks like: the commit in its place says "
        + "that it was recorded at \(now.recordedAt), when the signed one still stood."
    }
    return Anchoring.Rewritten(commits: range, sentence: sentence)
  }

  private func givenUp() -> [Anchoring.GivenUp] {
    var found: [Anchoring.GivenUp] = []
    for (entry, now) in lost {
      let lost = entry.checkpoint
      let confirmation = confirmation(lost)
      guard confirmation != nil || isExplained(lost, now) else { continue }
      let same = found.firstIndex { $0.epoch == lost.epoch && $0.confirmedAt == confirmation?.signedAt }
      let group = Anchoring.GivenUp(
        epoch: lost.epoch,
        after: confirmation?.keeps ?? same.map { found[$0].after } ?? standing(upTo: lost.commit - 1),
        first: same.map { found[$0].first } ?? lost.commit, last: lost.commit,
        lastRecordedAt: lost.recordedAt, confirmedAt: confirmation?.signedAt)
      if let same { found[same] = group } else { found.append(group) }
    }
    return found
  }
}

extension Anchors {
  private func problems(_ walked: Verification) -> [String] {
    var found: [String] = []
    if !sorted.forged.isEmpty {
      found.append(
        "\(lines(sorted.forged)): the signature is not by the key that is named. Somebody altered the file.")
    }
    for (key, at) in sorted.unknown.sorted(by: { $0.key < $1.key }) {
      found.append(
        "\(lines(at)): signed by key \(key), which was not given, so nothing can be said of it. If it is a key "
          + "of yours, give it with --public-key; if not, somebody put it there.")
    }
    if !sorted.namesakes.isEmpty {
      found.append(
        "\(lines(sorted.namesakes)): of another log called \(log.slug), with another genesis. Either this is not "
          + "the log that was signed, or two logs share the file.")
    }
    if sorted.valid.isEmpty, walked.commits > 0 {
      found.append("The file holds no checkpoint of this log that could be checked, so nothing is anchored.")
    }
    return found
  }

  private var notes: [String] {
    var notes: [String] = []
    if !evidence.contents.unreadable.isEmpty {
      notes.append(
        "\(lines(evidence.contents.unreadable)): not a checkpoint. One that was broken off by a crash is harmless; "
          + "compare with a copy of the file.")
    }
    if sorted.otherLogs > 0 { notes.append("\(sorted.otherLogs) lines are of other logs.") }
    if sorted.later > 0, let until = evidence.until {
      notes.append("\(sorted.later) checkpoints were signed after \(until) and left aside, as you asked.")
    }
    return notes
  }

  private func lines(_ numbers: [Int]) -> String {
    let shown = numbers.prefix(5).map(String.init).joined(separator: ", ")
    return
      "\(numbers.count == 1 ? "Line" : "Lines") \(shown)\(numbers.count > 5 ? " and \(numbers.count - 5) more" : "")"
  }
}
