import ArgumentParser
import EventSourcing
import PeerReview
import Workflow

struct TokenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Make, list and revoke bearer tokens for the API.",
    subcommands: [Create.self, List.self, Revoke.self])

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a token for a person; its secret is shown once.")

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The log.") var log: String
    @Argument(help: "The person it acts as, for the organisation that person works for.") var person: String
    @Option(help: "read, report or command; may be given several times.") var scope: [String] = ["read"]
    @Option(help: "Days until it expires, 1 to 366.") var days = 90
    @Option(help: "What it is for.") var label = "command line"
    @Flag(help: "Print the secret and nothing else.") var plain = false

    func run() async throws {
      let scopes = try scope.map { text in
        guard let scope = Tokens.Scope(rawValue: text) else {
          throw Failure.usage("There is no scope \(text); there are read, report and command.")
        }
        return scope
      }
      guard (1...366).contains(days) else { throw Failure.usage("--days lies from 1 to 366.") }
      try await database.withLedger(log) { ledger, ledgers in
        guard let organisation = await ledger.consortium.people[person]?.organisation else {
          throw Failure.failed("Nobody is registered as \(person) in \(log).")
        }
        let token = try await Tokens(ledgers.store.pool).create(
          log: await ledger.info.id, for: Actor(PersonID(person), for: organisation), scopes: Set(scopes),
          label: label, days: days)
        Console.out(
          plain
            ? token.secret
            : "Token \(token.id) for \(person) of \(organisation), \(days) days:\n\(token.secret)")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List a log's tokens; secrets are not kept.")

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The log.") var log: String
    @Option(help: "Only those with this label.") var label: String?

    func run() async throws {
      try await database.withLedger(log) { ledger, ledgers in
        for token in try await Tokens(ledgers.store.pool).list(log: await ledger.info.id, label: label) {
          let state = token.revokedAt.map { "revoked \($0)" } ?? "until \(token.expiresAt)"
          let scopes = token.scopes.map(\.rawValue).sorted().joined(separator: ",")
          Console.out(
            "\(token.id)  \(token.actor.person.text.padding(14))\(scopes.padding(14))\(state.padding(32))\(token.label)"
          )
        }
      }
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Revoke tokens, by id or by label.")

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The log.") var log: String
    @Option(help: "The token's id.") var id: String?
    @Option(help: "Every token with this label.") var label: String?

    func run() async throws {
      guard (id == nil) != (label == nil) else { throw Failure.usage("Say --id or --label.") }
      try await database.withLedger(log) { ledger, ledgers in
        let count = try await Tokens(ledgers.store.pool).revoke(
          log: await ledger.info.id, id: id, label: label)
        Console.out("Revoked \(count).")
      }
    }
  }
}
