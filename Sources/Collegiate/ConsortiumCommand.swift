import ArgumentParser
import EventSourcing
import PeerReview
import Workflow

struct ConsortiumCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consortium", abstract: "Begin a consortium.", subcommands: [Create.self])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a consortium's log, with its office and its coordinator.",
      discussion: """
        The coordinator can then register the LEAs and seed each one's decision-maker, by letter. May be
        run again: what is there stays as it is.
        """)

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "Short name for addresses, for good: six-dales") var slug: String
    @Option(help: "The consortium's name.") var name: String
    @Option(help: "An id for the coordinator, not a name: co-1") var coordinator: String
    @Option(help: "Reference of the letter that appoints the coordinator.") var letter: String
    @Flag(help: "A rehearsal, shown as such on every page; fixed for good.") var rehearsal = false

    func run() async throws {
      guard Slug.allows(slug) else {
        throw Failure.usage("\(slug) is no short name: small letters, digits, hyphens.")
      }
      guard PersonID.allows(coordinator) else {
        throw Failure.usage("\(coordinator) is no id: small letters, digits, hyphens.")
      }
      try await database.withLedgers { ledgers in
        let installation = Installation(
          slug: slug, name: name, coordinator: PersonID(coordinator), letter: letter, rehearsal: rehearsal)
        let ledger = try await installation.perform(in: ledgers)
        Console.out("\(slug) is there, at position \(await ledger.head), coordinated by \(coordinator).")
      }
    }
  }
}
