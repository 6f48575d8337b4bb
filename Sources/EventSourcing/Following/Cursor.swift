import PeerReview
import Postgres

/// How far one follower has read one log, as its holder knows it.
package struct Cursor: Sendable, Hashable {
  package let log: Int64
  package let name: String
  /// The follower's own version; a new one starts from the beginning.
  package let version: Int
  /// The log's epoch in which `position` was reached.
  package let epoch: Int
  /// Every event up to here is applied, or waits in a parked stream.
  package let position: Int64
  package let holder: String?
  package let leaseUntil: Moment?
  package let state: FollowerState
  package let lastError: String?

  static let columns = "log, name, version, epoch, position, holder, lease_until, state, last_error"
  static let qualified =
    "c.log, c.name, c.version, c.epoch, c.position, c.holder, c.lease_until, c.state, c.last_error"

  init(_ row: Row) throws {
    log = try row.get("log")
    name = try row.get("name")
    version = try row.get("version")
    epoch = try row.get("epoch")
    position = try row.get("position")
    holder = try row.get("holder")
    leaseUntil = try row.get("lease_until", as: PostgresTime?.self).map { Moment($0) }
    state = FollowerState(rawValue: try row.get("state")) ?? .failing
    lastError = try row.get("last_error")
  }
}

/// A cursor in another process's hands.
package struct ForeignCursor: Sendable {
  package let cursor: Cursor
  /// Its lease has run out: the process is gone, or has had nothing to write.
  package let hasLapsed: Bool
  package let updatedAt: Moment

  init(_ row: Row) throws {
    cursor = try Cursor(row)
    hasLapsed = try row.get("lapsed")
    updatedAt = Moment(try row.get("updated_at", as: PostgresTime.self))
  }
}

package enum FollowerState: String, Sendable {
  case following
  /// It starts from the beginning, and has not caught up yet.
  case rebuilding
  /// Its last step went wrong and is tried again.
  case failing
}

/// A stream that a follower could not apply; its events wait.
package struct Parked: Sendable, Hashable {
  package let stream: StreamID
  /// Position of the first event that waits.
  package let position: Int64
  package let error: String
  package let parkedAt: Moment

  static let columns = "stream, position, error, parked_at"

  init(_ row: Row) throws {
    position = try row.get("position")
    guard let stream = StreamID(try row.get("stream", as: String.self)) else {
      throw LogError.unreadable(position: position, column: "stream")
    }
    self.stream = stream
    error = try row.get("error")
    parkedAt = Moment(try row.get("parked_at", as: PostgresTime.self))
  }
}
