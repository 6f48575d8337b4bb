import PeerReview

/// A signed statement that a log's chain stood at a commit with a hash, kept where the database's owner cannot
/// write it. `schema/README.md` defines the bytes that are signed.
package struct Checkpoint: Sendable, Hashable {
  static let format = "collegiate-checkpoint"
  static let version: Int64 = 1

  package let slug: String
  /// The log's 32 random bytes: another log of the same name has others.
  package let genesis: [UInt8]
  package let epoch: Int
  package let commit: Int64
  /// Of the last event up to and with that commit.
  package let position: Int64
  package let hash: [UInt8]
  /// When the commit was recorded, by the database's clock.
  package let recordedAt: Moment
  /// By the clock of whoever signed.
  package let signedAt: Moment
  /// After a restore that lost anchored commits: the last anchored commit that still stands. Else nil.
  package let keeps: Int64?
  /// Fingerprint of the public key, 16 hex digits.
  package let key: String
  /// Ed25519, 64 bytes.
  package internal(set) var signature: [UInt8] = []

  /// The bytes that are signed.
  var signed: [UInt8] {
    var columns = Packed("checkpoint")
    columns.add(Self.version)
    columns.add(slug)
    columns.add(genesis)
    columns.add(Int64(epoch))
    columns.add(commit)
    columns.add(position)
    columns.add(hash)
    columns.add(recordedAt)
    columns.add(signedAt)
    columns.add(keeps)
    columns.add(key)
    return columns.bytes
  }

  package var hashText: String { Digest.hex(hash) }

  /// Whether it speaks of this very log, and not of another with its name.
  func isOf(_ log: LogInfo) -> Bool { slug == log.slug && genesis == log.genesis }

  /// Whether a commit of that number is the one that was signed.
  func holds(_ commit: CommitRecord) -> Bool {
    hash == commit.hash && position == commit.lastPosition && recordedAt == commit.recordedAt
  }

  /// One line of a checkpoint file, without its end.
  package var line: String {
    JSON.text(
      .compact([
        ("format", Self.format.node), ("version", Self.version.node), ("slug", slug.node),
        ("genesis", .hex(genesis)), ("epoch", epoch.node), ("commit", commit.node),
        ("position", position.node), ("hash", .hex(hash)), ("recorded_at", recordedAt.node),
        ("signed_at", signedAt.node), ("keeps", keeps.node), ("key", key.node),
        ("signature", .hex(signature)),
      ]))
  }
}

extension Checkpoint {
  /// Nil for a line that is no checkpoint of a version that this program reads.
  package init?(line: [UInt8]) {
    guard let node = try? JSON.parse(line), node["format"]?.text == Self.format,
      node["version"]?.whole == Self.version, let slug = node["slug"]?.text,
      let genesis = node["genesis"]?.bytes, let epoch = node["epoch"]?.whole,
      let commit = node["commit"]?.whole, let position = node["position"]?.whole,
      let hash = node["hash"]?.bytes, let recordedAt = node["recorded_at"]?.moment,
      let signedAt = node["signed_at"]?.moment, let key = node["key"]?.text,
      let signature = node["signature"]?.bytes, signature.count == 64
    else { return nil }
    let keeps = node["keeps"]?.whole
    guard (node["keeps"] == nil) == (keeps == nil) else { return nil }
    self.init(
      slug: slug, genesis: genesis, epoch: Int(epoch), commit: commit, position: position, hash: hash,
      recordedAt: recordedAt, signedAt: signedAt, keeps: keeps, key: key, signature: signature)
  }
}
