import ArgumentParser

/// `collegiate`: one file per subcommand, and the wiring.
@main
struct Tool: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collegiate",
    abstract: "Peer-supported self-review for consortia of local education authorities.",
    discussion: """
      Everything is kept in one PostgreSQL database, named by --database or DATABASE_URL.

      A new installation:
        collegiate migrate
        collegiate consortium create six-dales --name "Six Dales" --coordinator co-1 --letter SD/1
        collegiate token create six-dales co-1 --scope read --scope command
        collegiate serve

      To look round first, on a year that is performed for you:
        collegiate demo --until 2026-01-20

      Exit codes: 0 done, 1 refused or failed, 2 wrong usage or input, 3 no database, 4 something is wrong
      with what was checked.
      """,
    version: "1.0",
    subcommands: [
      Serve.self, Migrate.self, ConsortiumCommand.self, Demo.self, Perform.self, TokenCommand.self,
      ViewsCommand.self, EventsCommand.self, Verify.self, CheckpointCommand.self,
      RedactionsCommand.self, EpochCommand.self, Doctor.self,
    ])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      ExitCode.leave(with: error)
    }
  }
}
