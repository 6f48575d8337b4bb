import PeerReview
import Postgres

/// One consortium's log, as it stood when it was looked up.
package struct LogInfo: Sendable, Hashable {
  package let id: Int64
  /// The consortium in addresses; never changes.
  package let slug: String
  package let name: String
  /// Raised after a restore or a failover; positions of different epochs do not compare.
  package let epoch: Int
  /// 32 random bytes from which the hash chain starts.
  package let genesis: [UInt8]
  /// Whether it may run on a simulated clock; never changes.
  package let isRehearsal: Bool

  static let columns = "id, slug, name, epoch, genesis, rehearsal"
  /// The same, with the epoch raised first where another server has taken over.
  static let currentColumns = "id, slug, name, collegiate.current_epoch(id) as epoch, genesis, rehearsal"

  init(_ row: Row) throws {
    id = try row.get("id")
    slug = try row.get("slug")
    name = try row.get("name")
    epoch = try row.get("epoch")
    genesis = try row.get("genesis")
    isRehearsal = try row.get("rehearsal")
  }

  init(slug: String, name: String, epoch: Int, genesis: [UInt8], isRehearsal: Bool) {
    id = 0
    self.slug = slug
    self.name = name
    self.epoch = epoch
    self.genesis = genesis
    self.isRehearsal = isRehearsal
  }
}

/// The end of a log.
package struct Head: Sendable, Hashable {
  /// Position of the last event, 0 before the first.
  package let position: Int64
  /// Number of the last commit, 0 before the first.
  package let commit: Int64
  /// The last commit's hash; of an empty log, the hash from which the chain starts.
  package let hash: [UInt8]
  /// When the last commit was recorded.
  package let recordedAt: Moment?
  package let epoch: Int
  /// Whether the server that said so follows another: it can be behind, and records nothing.
  package var isOnStandby = false
}

/// As much of a log's end as tells whether there is news.
package struct LogEnd: Sendable, Hashable {
  package let slug: String
  package let epoch: Int
  /// Position of the last event, 0 before the first.
  package let position: Int64
  package let isOnStandby: Bool
  /// It holds what had been recorded by then.
  package let askedAt: ContinuousClock.Instant
}
