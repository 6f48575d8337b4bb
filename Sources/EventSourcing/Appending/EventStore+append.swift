import PeerReview
import Postgres
import Synchronization

extension EventStore {
  /// Carries out one command: its events stand in the log, with its receipt, when this returns `.appended`.
  ///
  /// `PostgresError.connectionLost` and `CancellationError` leave the outcome unknown: call again with the same
  /// command id. `LogError.busy` says that too many commands wait for this log; nothing was written.
  package func append(_ append: Append, to log: LogInfo) async throws -> Appended {
    guard let answer = try await self.append([append], to: log).first else { throw LogError.unknownLog }
    return answer
  }

  /// Carries out commands in as few transactions as they allow, and answers each in its place.
  ///
  /// One command's conflict harms no other. An error of the server's does: then those not yet answered are
  /// to be sent again, with their ids.
  package func append(_ appends: [Append], to log: LogInfo) async throws -> [Appended] {
    try await appenders.of(log.id, pool).append(appends, epoch: log.epoch)
  }
}

/// The logs' ways into the database: one a log, so that no log waits for another's commands.
final class Appenders: Sendable {
  private let known = Mutex<[Int64: Appender]>([:])

  func of(_ log: Int64, _ pool: Pool) -> Appender {
    known.withLock { known in
      if let appender = known[log] { return appender }
      let appender = Appender(pool, log: log)
      known[log] = appender
      return appender
    }
  }
}
