import ArgumentParser
import EventSourcing
import Logging
import Postgres
import ReadModels
import ServiceLifecycle
import UnixSignals
import Web
import Workflow

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve the API and the pages, and keep the reporting tables up with the logs.",
    discussion: "Stops within seconds of SIGINT or SIGTERM, after the requests under way are answered.")

  @OptionGroup var database: DatabaseOptions
  @Option(help: "Address to listen on.") var host = "127.0.0.1"
  @Option(help: "Port to listen on; 0 for any free one.") var port = 8080
  @Option(help: "Connections to the database.") var connections = 8
  @Option(help: "Requests a minute that one token may send to this service; 0 for no limit.") var rate = 3000
  @OptionGroup var checkpoints: CheckpointOptions

  func run() async throws {
    var logger = Logger(label: "collegiate")
    logger.logLevel = .notice
    let key = try checkpoints.signingKey()
    let pool = try database.pool(size: connections, logger: logger)
    do {
      try await Migrator.check(pool, try database.migrations())
      try await serve(pool, signingWith: key, logger)
      await pool.close()
    } catch {
      await pool.close()
      throw error
    }
  }

  private func serve(_ pool: Pool, signingWith key: CheckpointKey?, _ logger: Logger) async throws {
    let ledgers = Ledgers(pool, logger: logger)
    let server = WebServer(
      ledgers: ledgers, tokens: Tokens(pool), sessions: Sessions(pool),
      options: WebOptions(host: host, port: port, requestsPerMinute: rate), logger: logger)
    let follower = Follower(
      ledgers, Projector(pool, holder: Follower.processName(), logger: logger), logger: logger)
    let web = server.makeService { port in
      Console.out("Listening on http://\(host):\(port)")
    }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        // Stopped in reverse order, so that the last checkpoint covers the last request.
        services: checkpoints.services(ledgers.store, key, logger) + [
          .init(service: follower, successTerminationBehavior: .gracefullyShutdownGroup),
          .init(service: web, successTerminationBehavior: .gracefullyShutdownGroup),
        ],
        gracefulShutdownSignals: [.sigint, .sigterm], logger: logger))
    try await group.run()
  }
}
