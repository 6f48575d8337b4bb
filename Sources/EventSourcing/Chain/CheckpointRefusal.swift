import PeerReview

/// Why a log's head is not signed; each is for a person to look into, and none goes away by itself.
package enum CheckpointRefusal: Error, Sendable {
  /// What is new does not follow by itself.
  case broken(Verification.Fault)
  /// A signed commit is not there any more, or is another; whether the log's epoch has risen since.
  case contradicts(CheckpointFile.Entry, Bool)
  /// Said to be a restore, but what stands in the lost commit's place is older than the loss.
  case backdated(CheckpointFile.Entry, Moment)
  /// The file speaks of another log with this name.
  case otherLog(CheckpointFile.Entry)
  /// A line in this key's name that this key did not sign.
  case forged(CheckpointFile.Entry)
}

extension CheckpointRefusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .broken(let fault):
      "NOT SIGNED: the history since the last checkpoint is not as it was written. Commit \(fault.commit): "
        + "\(fault.sentence) Do not repair anything; run `collegiate verify`, and see the runbook."
    case .contradicts(let entry, let isRestored):
      "NOT SIGNED: \(name(entry)) is not in this database as it was signed: the history was rewritten, or cut "
        + "off. "
        + (isRestored
          ? "The log's epoch has risen since, as a restore or a failover raises it. If one is on record, run "
            + "`collegiate checkpoint write --after-restore` once; if none is, this is tampering."
          : "The log's epoch has not risen since, so this is no restore that was done by the runbook. Do not "
            + "repair anything; run `collegiate verify`, and see the runbook.")
    case .backdated(let entry, let moment):
      "NOT SIGNED: \(name(entry)) is lost, and the commit in its place says that it was recorded at \(moment), "
        + "before that checkpoint was signed, at \(entry.checkpoint.signedAt). After a restore it would be later: "
        + "this looks like a history that was rewritten with its old dates."
    case .otherLog(let entry):
      "NOT SIGNED: \(name(entry)) is of another log called \(entry.checkpoint.slug), with the genesis "
        + "\(Digest.hex(entry.checkpoint.genesis)). If this log was meant to begin anew, begin a new file."
    case .forged(let entry):
      "NOT SIGNED: \(name(entry)) does not bear this key's signature, though it names this key: somebody has "
        + "altered the file. Put the file aside as evidence, and go on from a copy that was kept elsewhere."
    }
  }

  private func name(_ entry: CheckpointFile.Entry) -> String {
    "the checkpoint of commit \(entry.checkpoint.commit) (line \(entry.line) of the file, epoch "
      + "\(entry.checkpoint.epoch))"
  }
}
