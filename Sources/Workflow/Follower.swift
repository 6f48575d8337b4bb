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
  /// The least and the longest time from one round to the next under load, when each takes in what many commands
  /// recorded. Between them it rests as long as it worked, so that the commands have half of the machine.
  private static let breath = (least: Duration.milliseconds(5), longest: Duration.milliseconds(100))
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
      while !Task.isCancelled {
        let begun = Clock.system.microseconds
        let start = ContinuousClock.now
        do {
          for ledger in try await ledgers.all() { try await follow(ledger) }
        } catch  where !Task.isCancelled {
          logger.warning("The logs cannot be followed; trying again", metadata: ["error": "\(error)"])
        } catch {
          return
        }
        let worked = ContinuousClock.now - start
        try? await Task.sleep(for: min(max(worked, Self.breath.least), Self.breath.longest))
        await ledgers.wakeups.wait(Self.anyLog, after: begun, atMost: Self.pause)
      }
    }
    // In a task of its own: this one may be cancelled, and then nothing would be given up.
    let projector = projector
    await Task { await projector.release() }.value
  }

  private func follow(_ ledger: Ledger) async throws {
    try await ledger.freshen()
    // A standby's tables are its primary's, and come with the log.
    if await ledger.isOnStandby { return }
    try await ledger.settleLapsedReports()
    _ = await projector.project(await ledger.info, await ledger.history, today: await ledger.today)
  }
}
