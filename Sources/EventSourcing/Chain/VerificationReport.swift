import PeerReview

extension Verification: CustomStringConvertible {
  /// The whole report, for an auditor: a sentence or two a line.
  package var description: String {
    let sections: [(String, [String])] = [
      ("What was checked", checked), ("What was found", found), ("What this cannot show", limits),
      ("What to do next", advice),
    ]
    let body = sections.map { title, lines in ([title] + lines.map { "  " + $0 }).joined(separator: "\n") }
    return ([verdict] + body + ["Hash of commit \(commits): \(Digest.hex(hash))"]).joined(separator: "\n\n")
  }

  /// The whole report in a few words.
  package var verdict: String {
    if let firstBad { return "TAMPERED: \(range(firstBad))." }
    guard let anchoring else { return "WHOLE BY ITSELF, AND NOT ANCHORED." }
    if anchoring.givenUp.contains(where: { $0.confirmedAt == nil }) {
      return "HISTORY WAS GIVEN UP, AND NOBODY HAS CONFIRMED A RESTORE."
    }
    if !anchoring.problems.isEmpty { return "THE CHAIN IS WHOLE; THE CHECKPOINTS ARE NOT IN ORDER." }
    guard let unanchored else { return "WHOLE, AND ANCHORED TO ITS END." }
    return "WHOLE, AND ANCHORED UP TO COMMIT \(unanchored.lowerBound - 1)."
  }

  private func range(_ commits: ClosedRange<Int64>) -> String {
    commits.count == 1
      ? "commit \(commits.lowerBound) is the first bad one"
      : "the first bad commit is one of \(commits.lowerBound) to \(commits.upperBound)"
  }

  private var checked: [String] {
    var lines = [
      "Log \(slug), epoch \(epoch)\(isRehearsal ? ", a rehearsal" : ""): \(commits) commits with \(receipts) "
        + "receipts and \(events) events follow from one another. Every digest, leaf and hash was computed anew, "
        + "without asking the database or trusting it."
    ]
    if let anchoring {
      lines.append(
        "\(anchoring.checkpoints) checkpoints of this log with a good signature: \(anchoring.held) name a commit "
          + "that stands here just as it was signed.")
      lines += anchoring.notes
    } else {
      lines.append("No checkpoints were given.")
    }
    lines += redactionLines
    if withheld > 0 { lines.append("\(withheld) events are shown in part; their digests verify.") }
    return lines
  }

  private var redactionLines: [String] {
    let by = Dictionary(grouping: redactions, by: \.commit).sorted { $0.key < $1.key }
    let told = by.map { commit, redactions in
      "Commit \(commit) redacted \(redactions.count == 1 ? "event" : "events") "
        + redactions.map { "\($0.position)" }.joined(separator: ", ")
        + ": what is left is as it was left; of the words that are gone nothing can be said."
    }
    let open = redacted - Int64(redactions.count)
    return told + (open > 0 ? ["\(open) more events were redacted; their texts were left out here."] : [])
  }

  private var found: [String] {
    var lines: [String] = []
    if let fault { lines.append("TAMPERED: commit \(fault.commit): \(fault.sentence)") }
    if let rewritten = anchoring?.rewritten { lines.append("TAMPERED: \(rewritten.sentence)") }
    for given in anchoring?.givenUp ?? [] { lines.append(sentence(given)) }
    lines += anchoring?.problems ?? []
    if anchoredThrough > 0, let signedAt = anchoring?.lastSignedAt, let key = anchoring?.lastKey {
      lines.append(
        "Commits 1 to \(anchoredThrough) are anchored: a checkpoint signed by key \(key) at \(signedAt) names the "
          + "hash of commit \(anchoredThrough), and that hash follows from all before it. Nobody without that key "
          + "can have changed them since.")
    }
    if let unanchored {
      lines.append(
        "Commits \(unanchored.lowerBound) to \(unanchored.upperBound) are not anchored: no checkpoint kept elsewhere "
          + "vouches for them. Somebody who can write the whole database could have rewritten them, or cut off what "
          + "came after, and this check would not see it.")
    }
    return lines.isEmpty ? ["The log holds no commit yet."] : lines
  }

  private func sentence(_ given: Anchoring.GivenUp) -> String {
    let cause = given.confirmedAt == nil ? "by what looks like a restore" : "by a restore"
    let what =
      "History after commit \(given.after) of epoch \(given.epoch) was given up \(cause): what was signed up to "
      + "commit \(given.last), recorded at \(given.lastRecordedAt), is not here any more, and the log has been in "
      + "a later epoch since."
      + (given.first > given.after + 1
        ? " Of commits \(given.after + 1) to \(given.first - 1) the checkpoints do not tell which were given up."
        : "")
    if let confirmedAt = given.confirmedAt {
      return what + " The holder of the key confirmed that at \(confirmedAt)."
    }
    return what + " Nobody who holds the key has confirmed it."
      + (isRehearsal ? " Its dates say nothing, since a rehearsal's clock is simulated." : "")
  }

  private var limits: [String] {
    [
      "Whether what people wrote is true, and whether a person was who the receipt names: only that it has not "
        + "been changed since it was recorded.",
      "Whether something that should have been recorded never was.",
      "Names, contact details, tokens and the log's title: they are kept beside the chain so that they can be "
        + "changed. Views and reports: they are made from the log, and can be made anew.",
      "What somebody did who has both the database's superuser and the signing key.",
    ]
  }

  private var advice: [String] {
    var lines: [String] = []
    if firstBad != nil {
      lines.append(
        "Repair nothing, and keep the database, its backups and the checkpoint file as they are. Compare with the "
          + "latest export and backup from before the first bad commit, and find out who had the superuser's rights. "
          + "What comes before the first bad commit still stands.")
    }
    if let anchoring, anchoring.givenUp.contains(where: { $0.confirmedAt == nil }) {
      lines += Self.restoreAdvice
    }
    if let anchoring, !anchoring.problems.isEmpty {
      lines.append(
        "Get a copy of the checkpoint file that was kept elsewhere, and the public keys from whoever handed them "
          + "out, and verify again with those.")
    }
    if anchoring == nil {
      lines.append(
        "Verify with --checkpoints and --public-key if checkpoints are written. If not, note the number and hash "
          + "below somewhere else, and compare them the next time.")
    } else if isWhole, let unanchored {
      lines.append(
        "Have a checkpoint written (`collegiate checkpoint write \(slug)`) to anchor commits \(unanchored.lowerBound) "
          + "to \(unanchored.upperBound) as they are now.")
    } else if isWhole {
      lines.append(
        "Nothing. Keep a copy of the checkpoint file where neither operator nor database can write.")
    }
    return lines
  }

  /// How a restore is told from an attack that raises the epoch.
  private static let restoreAdvice = [
    "Ask the operator for the record of the restore or failover: when, why, from which backup, by whom. A restore "
      + "is credible if that record agrees with this report; if what was given up is short and lies just before it; "
      + "and if those whose entries were lost know of it: they were told, or have kept exports. What now stands in "
      + "place of the lost commits must have been recorded after the restore.",
    "An attacker can raise the epoch too. Without such a record, or where old entries reappear with other words, "
      + "treat this as tampering.",
    "Once it is explained, the holder of the key confirms it with `collegiate checkpoint write --after-restore`, "
      + "and from then on this report says so.",
  ]
}
