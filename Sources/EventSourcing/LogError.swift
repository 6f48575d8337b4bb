import Postgres

/// Why the log could not do as asked, where the asking was wrong; each case is a sentence.
package enum LogError: Error, Sendable, Hashable {
  case unknownLog
  case logExists(String)
  /// A log's slug or name cannot be used.
  case malformedLog(String)
  /// An append under an isolation level that would not see its predecessors.
  case wrongIsolation
  /// A simulated time for a real log, or one before the last.
  case clockRefused
  /// The id is no UUID.
  case malformedCommandID
  /// Events for a stream of which no version was expected.
  case unassertedStream(String)
  /// So many commands wait to be recorded that no further one is taken in; nothing of it was written.
  case busy
  /// Something that this program does not know stands in the log.
  case unreadable(position: Int64, column: String)
}

extension LogError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownLog: "There is no such log."
    case .logExists(let slug): "There is a log called \(slug) already."
    case .malformedLog(let what): "A log cannot have this \(what)."
    case .wrongIsolation: "The database's default isolation level must be READ COMMITTED."
    case .clockRefused: "Only a rehearsal runs on a simulated clock, and its clock does not go back."
    case .malformedCommandID: "A command's id must be a UUID."
    case .unassertedStream(let stream): "Events for \(stream), but no version was expected of it."
    case .busy: "Too many commands wait to be recorded in this log."
    case .unreadable(let position, let column):
      "Event \(position) holds a value of \(column) that this program does not know."
    }
  }

  /// The error behind one of the log's own SQLSTATEs; nil for any other.
  init?(_ error: PostgresError) {
    switch error.sqlState {
    case "CG001": self = .wrongIsolation
    case "CG002": self = .unknownLog
    case "CG003": self = .clockRefused
    default: return nil
    }
  }
}

/// The server's history was rewound, or another server took over: what was read in the old epoch may not hold.
package struct EpochChanged: Error, Sendable, Hashable, CustomStringConvertible {
  /// The epoch of the cursor or the token.
  package let held: Int
  /// The log's.
  package let current: Int

  package init(held: Int, current: Int) {
    self.held = held
    self.current = current
  }

  package var description: String { "This position is of epoch \(held); the log is in epoch \(current)." }
}

/// The server that answers is in an older epoch than this process has seen: a standby that has not followed yet,
/// or a primary that was replaced and came back. Nothing is read from it, and nothing written to it.
package struct ServerLeftBehind: Error, Sendable, Hashable, CustomStringConvertible {
  /// The epoch that this process has seen.
  package let known: Int
  /// The server's.
  package let found: Int

  package init(known: Int, found: Int) {
    self.known = known
    self.found = found
  }

  package var description: String {
    "The database that answers is in epoch \(found), but epoch \(known) has begun: it was left behind. If it was "
      + "restored on purpose, restart the service."
  }
}

/// Another process follows in this one's place: what it was about to write must be rolled back.
package struct LeaseLost: Error, Sendable, Hashable, CustomStringConvertible {
  package let follower: String

  package init(follower: String) { self.follower = follower }

  package var description: String { "Another process follows as \(follower)." }
}
