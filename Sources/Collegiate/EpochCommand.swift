import ArgumentParser
import EventSourcing
import Logging
import Postgres
import Workflow

struct EpochCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "epoch", abstract: "Say from which restore or failover on a log's positions count.",
    subcommands: [Raise.self])

  struct Raise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Refuse every position that was given out before, with epoch_changed.",
      discussion: """
        A promoted standby, a restore to a point in time and a dump restored on another server raise the epoch
        by themselves. Raise it by hand where a restore leaves no trace of its own: a dump restored into the
        very server it was taken from, a snapshot of a disk put back, a standby of an older primary promoted.
        Signs in as the database's owner.
        """)

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The log.") var log: String?
    @Flag(help: "Every log of the database.") var all = false
    @Option(help: "Why, for whoever asks later.") var reason: String

    func run() async throws {
      guard (log == nil) == all else { throw Failure.usage("Say a log, or --all.") }
      guard !reason.isEmpty else { throw Failure.usage("Say a reason, in a few words.") }
      let pool = try database.pool(size: 1, role: nil, logger: Logger(label: "collegiate"))
      do {
        try await Migrator.check(pool, try database.migrations())
        try await raise(in: EventStore(pool))
        await pool.close()
      } catch {
        await pool.close()
        throw error
      }
    }

    private func raise(in store: EventStore) async throws {
      let wanted = try await store.logs().filter { all || $0.slug == log }
      if wanted.isEmpty {
        throw Failure.failed("There is no log\(log.map { " " + $0 } ?? "") in this database.")
      }
      for info in wanted {
        do {
          // Should the server have noticed meanwhile, both numbers are beyond what was given out.
          let raised = try await store.raiseEpoch(of: info, reason: reason)
          Console.out("\(info.slug): epoch \(info.epoch) until now, \(raised) from here on")
        } catch let error as PostgresError where error.sqlState == "42501" {
          throw Failure.failed(
            "Only the database's owner raises an epoch; this connection signs in as another.")
        }
      }
    }
  }
}
