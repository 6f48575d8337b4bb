import EventSourcing
import Foundation
import Logging
import PeerReview
import ServiceLifecycle

/// Signs the head of each log that moved, at an interval and once more when the service stops. What cannot be
/// signed or written is said in the service's log and tried again the next time.
package struct Checkpointer: Service {
  private let store: EventStore
  private let file: CheckpointFile
  private let key: CheckpointKey
  private let pause: Duration
  private let logger: Logger

  package init(
    _ store: EventStore, to file: CheckpointFile, signing key: CheckpointKey, every pause: Duration,
    logger: Logger
  ) {
    self.store = store
    self.file = file
    self.key = key
    self.pause = pause
    self.logger = logger
  }

  package func run() async throws {
    var writer = CheckpointWriter(store, file, key)
    writer = await cancelWhenGracefulShutdown { [writer] in
      var writer = writer
      while !Task.isCancelled {
        await round(&writer)
        try? await Task.sleep(for: pause)
      }
      return writer
    }
    await finish(writer)
  }

  /// In a task of its own: this one may be cancelled, and then nothing would be written. It does not hold the
  /// stop up for long: what it does not come to is signed after the next start.
  private func finish(_ writer: CheckpointWriter) async {
    let last = Task {
      var writer = writer
      await round(&writer)
    }
    let limit = Task {
      try await Task.sleep(for: .seconds(10))
      last.cancel()
    }
    await last.value
    limit.cancel()
  }

  /// One log that is not signed keeps no other from being signed.
  private func round(_ writer: inout CheckpointWriter) async {
    do {
      for log in try await store.logs() { await sign(log, &writer) }
    } catch {
      report("Checkpoints cannot be written; trying again", error)
    }
  }

  private func sign(_ log: LogInfo, _ writer: inout CheckpointWriter) async {
    do {
      if case .written(let checkpoint) = try await writer.write(log, at: Clock.system) {
        logger.info(
          "Checkpoint written",
          metadata: ["log": "\(log.slug)", "commit": "\(checkpoint.commit)", "key": "\(checkpoint.key)"])
      }
    } catch let refusal as CheckpointRefusal {
      logger.critical("\(refusal)", metadata: ["log": "\(log.slug)"])
    } catch {
      report("A checkpoint of \(log.slug) cannot be written; trying again", error)
    }
  }

  private func report(_ what: String, _ error: any Error) {
    guard !Task.isCancelled else { return }
    logger.error("\(what)", metadata: ["error": "\(error)"])
  }
}
