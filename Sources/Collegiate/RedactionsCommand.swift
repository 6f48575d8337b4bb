import ArgumentParser
import EventSourcing
import Foundation
import PeerReview
import Workflow

struct RedactionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redactions",
    abstract: "Keep a list of what was erased, and erase it again after an old backup was restored.",
    subcommands: [List.self, Replay.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List a log's redactions, one a line, to be kept beside the backups.",
      discussion:
        "It names events and fields and holds none of the words. For `collegiate redactions replay`.")

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The log.") var log: String
    @Option(help: "Read them from an export of the log instead of the database.") var file: String?

    func run() async throws {
      if let file {
        return show(try RedactionList(file: file))
      }
      try await database.withLedger(log) { ledger, ledgers in
        show(try await RedactionList(await ledger.info, in: ledgers.store))
      }
    }

    private func show(_ list: RedactionList) {
      for entry in list.entries { Console.out(entry.line) }
    }
  }

  struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Erase again, in a log that was restored, what a list says was erased.",
      discussion: """
        Only from the very events that the list names; what came after the restored point is not touched. May be
        repeated. Leaves with 4 where something of the list could not be erased.
        """)

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The log.") var log: String
    @Option(help: "The list that `collegiate redactions list` wrote.") var from: String

    func run() async throws {
      let entries = try entries()
      try await database.withLedger(log) { ledger, _ in
        var failed = 0
        for entry in entries {
          do {
            Console.out("\(entry.position): \(words(try await ledger.redactAgain(entry)))")
          } catch let refused as Refused {
            failed += 1
            Console.out("\(entry.position): not erased: \(refused.refusal.detail)")
          }
        }
        if failed > 0 { throw Failure.wrong("Not erased: \(failed) of \(entries.count) redactions.") }
      }
    }

    private func entries() throws -> [RedactionEntry] {
      guard let data = FileManager.default.contents(atPath: from) else {
        throw Failure.usage("\(from) cannot be read.")
      }
      return try String(decoding: data, as: UTF8.self).split(separator: "\n").enumerated().map {
        number, line in
        guard let entry = RedactionEntry(line: String(line)), entry.log == log else {
          throw Failure.usage("Line \(number + 1) of \(from) is no redaction of \(log).")
        }
        return entry
      }
    }

    private func words(_ again: RedactedAgain) -> String {
      switch again {
      case .redacted(let position): "erased again, by event \(position)"
      case .alreadyGone: "already gone"
      case .notHere: "not here: the events that it erased are not in this log any more"
      }
    }
  }
}
