import ArgumentParser
import EventSourcing
import Logging
import ServiceLifecycle
import Workflow

/// Where and how often a service that runs signs its logs.
struct CheckpointOptions: ParsableArguments {
  @Option(help: "Private key to sign checkpoints with; see `collegiate checkpoint keygen`.")
  var checkpointKey: String?
  @Option(help: "File outside the database to which checkpoints are added.") var checkpointFile: String?
  @Option(help: "Seconds between checkpoints; a log that did not move gets none.") var checkpointEvery = 300

  func signingKey() throws -> CheckpointKey? {
    guard (checkpointKey == nil) == (checkpointFile == nil) else {
      throw Failure.usage("--checkpoint-key and --checkpoint-file go together.")
    }
    guard checkpointEvery > 0 else { throw Failure.usage("--checkpoint-every must be a second or more.") }
    return try checkpointKey.map(CheckpointFiles.key)
  }

  /// The service that signs; none where no key was given.
  func services(
    _ store: EventStore, _ key: CheckpointKey?, _ logger: Logger
  ) -> [ServiceGroupConfiguration.ServiceConfiguration] {
    guard let key, let checkpointFile else { return [] }
    let checkpointer = Checkpointer(
      store, to: CheckpointFile(checkpointFile), signing: key, every: .seconds(checkpointEvery),
      logger: logger)
    return [.init(service: checkpointer, successTerminationBehavior: .gracefullyShutdownGroup)]
  }
}
