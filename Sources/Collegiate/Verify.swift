import ArgumentParser
import EventSourcing
import Workflow

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Recompute a log's hash chain and say whether it is whole, and how far it is anchored.",
    discussion: """
      Says what was checked, what was found, what that cannot show, and what to do next. Names the first commit
      that is not as it was written, and leaves with 4 where anything is wrong. With --file it checks an export,
      and no database is needed. With --checkpoints it finds a chain that was rewritten to its end, or cut off.
      """)

  @OptionGroup var database: DatabaseOptions
  @Argument(help: "The log.") var log: String?
  @Option(help: "An exported file, in place of a log.") var file: String?
  @Option(help: "A file of signed checkpoints.") var checkpoints: String?
  @Option(help: "A public key that may have signed them; give one for each key that was in use.")
  var publicKey: [String] = []
  @Option(help: "Leave aside what was signed after this time: when the export was made.") var until: String?
  @Flag(help: "One JSON object, for scripts.") var json = false

  func run() async throws {
    guard (log == nil) != (file == nil) else {
      throw Failure.usage("Say a log, or --file and an exported file.")
    }
    guard (checkpoints == nil) == publicKey.isEmpty, checkpoints != nil || until == nil else {
      throw Failure.usage("--checkpoints and --public-key go together, and --until goes with both.")
    }
    // Before the log: what is signed meanwhile would seem to be cut off.
    let evidence = try checkpoints.map { try CheckpointFiles.evidence($0, keys: publicKey, until: until) }
    let verification = try await verified(evidence)
    Console.out(json ? verification.json : "\(verification)")
    if !verification.isWhole { throw Failure.wrong(verification.verdict) }
  }

  private func verified(_ evidence: CheckpointEvidence?) async throws -> Verification {
    if let file { return try Verifier.verify(file: file, against: evidence) }
    let slug = log ?? ""
    return try await database.withLedgers { ledgers in
      guard let info = try await ledgers.store.log(slug) else {
        throw Failure.failed("There is no log \(slug) in this database.")
      }
      return try await Verifier.verify(ledgers.store, info, against: evidence)
    }
  }
}
