import ArgumentParser
import EventSourcing
import Foundation
import PeerReview
import ReadModels
import Workflow

struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Read a log as it stands.",
    discussion: "The operator's own view: no sight is applied here, so mind who looks.",
    subcommands: [Show.self, Tail.self, Export.self])

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one event whole.")

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The log.") var log: String
    @Argument(help: "The event's position.") var position: Int64

    func run() async throws {
      try await database.withLedger(log) { ledger, _ in
        guard let recorded = await ledger.history[position] else {
          throw Failure.failed(
            "\(log) has no event at position \(position); it ends at \(await ledger.head).")
        }
        Console.out(EventLine.whole(recorded))
      }
    }
  }

  struct Tail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List events, one a line, and with --follow go on as they are recorded.")

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The log.") var log: String
    @Option(help: "Begin after this position; else with the last ten.") var after: Int64?
    @Flag(help: "Go on until stopped.") var follow = false

    func run() async throws {
      try await database.withLedger(log) { ledger, _ in
        let head = await ledger.head
        var at = max(0, after ?? head - 10)
        while true {
          while let recorded = await ledger.history[at + 1] {
            Console.out(EventLine.short(recorded))
            at += 1
          }
          guard follow else { return }
          try await Task.sleep(for: .milliseconds(250))
          try await ledger.catchUp()
        }
      }
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a log to a file that `collegiate verify --file` can check with no database at hand.")

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The log.") var log: String
    @Option(help: "The file; else standard output.") var out: String?

    func run() async throws {
      try await database.withLedger(log) { ledger, ledgers in
        if let out, !FileManager.default.createFile(atPath: out, contents: nil) {
          throw Failure.failed("\(out) cannot be written.")
        }
        let handle = try out.map { try FileHandle(forWritingTo: URL(fileURLWithPath: $0)) } ?? .standardOutput
        let progress = Progress("Commits written")
        do {
          try await LogExport.write(
            await ledger.info, from: ledgers.store, progress: { progress.show(Int($0), of: Int($1)) },
            to: { try handle.write(contentsOf: Data($0.utf8)) })
        } catch let error as ExportError where error == .redactedMeanwhile {
          if let out { try FileManager.default.removeItem(atPath: out) }
          throw Failure.failed("\(error)")
        }
        progress.finish()
      }
    }
  }
}

/// An event as text.
enum EventLine {
  static func short(_ recorded: Recorded) -> String {
    let e = recorded.envelope
    return "\(e.position)".padding(7) + "\(e.recordedAt)".padding(22) + e.type.padding(28)
      + e.stream.description.padding(30) + "\(e.actor) (\(e.role.rawValue), \(e.actingFor))"
  }

  static func whole(_ recorded: Recorded) -> String {
    let e = recorded.envelope
    return """
      position    \(e.position)
      stream      \(e.stream), version \(e.version)
      type        \(e.type), schema version \(e.schemaVersion)
      recorded    \(e.recordedAt)
      occurred    \(e.occurredAt) (\(e.occurredPrecision.rawValue))
      actor       \(e.actor), \(e.role.label), for \(e.actingFor)
      visibility  \(e.visibility.rawValue)
      place       programme \(e.place.programme?.text ?? "-"), lea \(e.place.lea?.text ?? "-"), cycle \(e.place.cycle?.text ?? "-")
      command     \(e.commandID)
      data        \(recorded.event.payload.json)
      """
  }
}
