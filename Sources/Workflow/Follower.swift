import EventSourcing
import Foundation
import Logging
import PeerReview
import ReadModels
import ServiceLifecycle

/// Keeps this process up with the database: what other processes recorded comes into memory, the reporting
/// tables follow, and the one timer runs. Runs until the service stops.
package struct Follower: Service {
  private let ledgers: Ledgers
  private let projector: Projector
  private let logger: Logger
  /// How long another process's event may go unnoticed.
  private static let pause = Duration.milliseconds(200)
  /// The least and the longest rest from one round to the next under load, when each takes in what many commands
  /// recorded: between them it rests twice as long as it worked, so that most of the machine is the commands'.
  private static let breath = (least: Duration.milliseconds(10), longest: Duration.milliseconds(100))
  /// Wake-ups count in time here and for all logs together; 0 is no log's id.
  static let anyLog: Int64 = 0

  package init(_ ledgers: Ledgers, _ projector: Projector, logger: Logger) {
    self.ledgers = ledgers
    self.projector = projector
    self.logger = logger
  }

  /// A name for this process that no later one has.
  package static func processName() -> String {
    "\(ProcessInfo.processInfo.hostName) \(UUIDv7.mint(at: Clock.system))"
  }

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      // As each log stood when nothing more was left to do for it.
      var followed: [String: LogStanding] = [:]
      while !Task.isCancelled {
        let begun = Clock.system.microseconds
        let start = ContinuousClock.now
        do {
          for (ledger, end) in try await ledgers.withEnds() {
            followed[ledger.slug] = await follow(ledger, to: end, after: followed[ledger.slug])
          }
        } catch  where !Task.isCancelled {
          logger.warning("The logs cannot be followed; trying again", metadata: ["error": "\(error)"])
        } catch {
          return
        }
        let worked = ContinuousClock.now - start
        try? await Task.sleep(for: min(max(worked * 2, Self.breath.least), Self.breath.longest))
        await ledgers.wakeups.wait(Self.anyLog, after: begun, atMost: Self.pause)
      }
    }
    // In a task of its own: this one may be cancelled, and then nothing would be given up.
    let projector = projector
    await Task { await projector.release() }.value
  }

  /// Brings a log up to its end, and its views up to the log; returns how the log stood then, nil where something is
  /// left to do. Where it stands as it did before there is nothing to do.
  private func follow(_ ledger: Ledger, to end: LogEnd, after before: LogStanding?) async -> LogStanding? {
    do {
      try await ledger.note(end)
      let standing = await ledger.standing
      // A standby's tables are its primary's, and come with the log.
      if standing == before || standing.isOnStandby { return standing }
      try await ledger.settleLapsedReports()
      let reached = await projector.project(
        await ledger.info, await ledger.history, today: await ledger.today)
      return reached == nil ? nil : standing
    } catch {
      if !Task.isCancelled {
        logger.warning(
          "A log cannot be followed; trying again", metadata: ["log": "\(ledger.slug)", "error": "\(error)"])
      }
      return nil
    }
  }
}
