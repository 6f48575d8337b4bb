import ArgumentParser
import EventSourcing
import Foundation
import Workflow

struct CheckpointCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Sign where logs stand, outside the database, so that rewritten history shows.",
    subcommands: [Keygen.self, Write.self, Show.self])

  struct Keygen: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a pair of Ed25519 keys: FILE, to sign with, and FILE.pub, to hand out.",
      discussion: "FILE is for its owner's eyes alone. Neither file is ever written over.")

    @Option(help: "Where to write the private key.") var out: String

    func run() throws {
      let key = CheckpointKey()
      // First the half that is worth nothing alone, so that no private key is left without it.
      try CheckpointFiles.create(out + ".pub", key.publicKey.pem, mode: 0o644)
      do {
        try CheckpointFiles.create(out, key.pem, mode: 0o600)
      } catch {
        try? FileManager.default.removeItem(atPath: out + ".pub")
        throw error
      }
      Console.out("Key \(key.publicKey.id): \(out) signs; hand out \(out).pub to whoever is to verify.")
    }
  }

  struct Write: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a checkpoint of a log's head to a file.",
      discussion: """
        First it walks what came since the last checkpoint in the file, and refuses, with exit code 4, to sign a
        history that is not whole or that contradicts the file. A head that is signed already is not signed again.
        """)

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The log.") var log: String?
    @Flag(help: "Every log of the database.") var all = false
    @Option(help: "The private key.") var key: String
    @Option(help: "The file of checkpoints; made where there is none.") var to: String
    @Flag(help: "Confirm that signed history was lost by a restore that is on record.") var afterRestore =
      false

    func run() async throws {
      guard (log == nil) == all else { throw Failure.usage("Say a log, or --all.") }
      guard !(all && afterRestore) else {
        throw Failure.usage("--after-restore is for one log at a time: look at each.")
      }
      let key = try CheckpointFiles.key(key)
      try await database.withLedgers { ledgers in
        let store = ledgers.store
        var logs = try await store.logs()
        if let log { logs = logs.filter { $0.slug == log } }
        if let log, logs.isEmpty { throw Failure.failed("There is no log \(log) in this database.") }
        var writer = CheckpointWriter(store, CheckpointFile(to), key)
        var refused = 0
        for log in logs {
          do {
            Console.out(
              Self.sentence(
                log.slug, try await writer.write(log, at: Clock.system, afterRestore: afterRestore)))
          } catch let refusal as CheckpointRefusal {
            refused += 1
            Console.err("collegiate: \(log.slug): \(refusal)")
          }
        }
        if refused > 0 { throw Failure.wrong("\(refused) of \(logs.count) logs were not signed.") }
      }
    }

    private static func sentence(_ slug: String, _ outcome: CheckpointWriter.Outcome) -> String {
      switch outcome {
      case .written(let checkpoint):
        "\(slug): signed commit \(checkpoint.commit), position \(checkpoint.position)"
          + (checkpoint.keeps.map { ", after a restore that kept the history up to commit \($0)" } ?? "")
          + "."
      case .anchored(let commit): "\(slug): commit \(commit) is signed already; nothing was written."
      case .empty: "\(slug): no commit yet; nothing was written."
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the checkpoints in a file. It checks no signature: `collegiate verify` does.")

    @Argument(help: "The file of checkpoints.") var file: String

    func run() throws {
      guard FileManager.default.fileExists(atPath: file) else {
        throw Failure.failed("There is no checkpoint file \(file).")
      }
      let contents = try CheckpointFile(file).read()
      Console.out(
        "log".padding(22) + "epoch".padding(7) + "commit".padding(10) + "position".padding(10)
          + "signed".padding(29) + "key".padding(18) + "hash")
      for checkpoint in contents.entries.map(\.checkpoint) {
        Console.out(
          checkpoint.slug.padding(22) + "\(checkpoint.epoch)".padding(7) + "\(checkpoint.commit)".padding(10)
            + "\(checkpoint.position)".padding(10) + "\(checkpoint.signedAt)".padding(29)
            + checkpoint.key.padding(18) + checkpoint.hashText
            + (checkpoint.keeps.map { " after a restore that kept up to commit \($0)" } ?? ""))
      }
      for line in contents.unreadable {
        Console.err("Line \(line) is no checkpoint: broken off, or altered.")
      }
    }
  }
}
