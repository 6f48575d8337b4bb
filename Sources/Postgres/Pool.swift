import Logging

/// At most `size` connections to one server, lent for one statement, one transaction or one closure.
///
/// Connections open when first needed. One that broke is replaced at the next call, so the pool recovers
/// by itself when the server comes back; a statement whose fate is unknown is never repeated.
package final class Pool: Sendable {
  private let conninfo: String
  private let session: Session
  private let waiting: Duration
  private let logger: Logger
  private let queue: PoolQueue

  /// `waiting` is the longest wait for a connection, `maxWaiters` how many may wait at a time; a caller
  /// beyond either gets `.poolExhausted`. Every session takes on `role`, where one is given. Connects to
  /// nothing yet.
  package init(
    _ conninfo: String,
    size: Int,
    waiting: Duration,
    maxWaiters: Int,
    statementTimeout: Duration,
    lockTimeout: Duration,
    role: String? = nil,
    preparesStatements: Bool = true,
    logger: Logger
  ) {
    self.conninfo = conninfo
    self.waiting = waiting
    self.logger = logger
    session = Session(
      statementTimeout: statementTimeout,
      lockTimeout: lockTimeout,
      preparesStatements: preparesStatements,
      role: role
    )
    queue = PoolQueue(size: max(1, size), maxWaiters: max(0, maxWaiters))
  }

  /// Runs one statement on any connection; see `Connection.run`.
  package func run(_ sql: String, _ parameters: [Parameter] = []) async throws -> Rows {
    try await lending { connection in try await connection.run(sql, parameters) }
  }

  /// Runs `body` in a transaction on any connection; see `Connection.transaction`.
  package func transaction<T: Sendable>(
    _ mode: TransactionMode = .readCommitted,
    _ body: @Sendable (isolated Connection) throws -> T
  ) async throws -> T {
    try await lending { connection in try await connection.transaction(mode, body) }
  }

  /// Lends one connection for as long as `body` runs; it must not outlive it.
  package func with<T: Sendable>(_ body: @Sendable (Connection) async throws -> T) async throws -> T {
    try await lending(body)
  }

  /// Refuses new callers and those who wait, waits for lent connections, closes all and joins their threads.
  package func close() async {
    for connection in queue.close() { await connection.closeAndJoin() }
    await queue.drained()
  }

  /// How many connections are in use or idle, and how many callers wait: for health checks and metrics.
  package var occupancy: (used: Int, idle: Int, waiting: Int) { queue.occupancy }

  private func lending<T: Sendable>(_ body: (Connection) async throws -> T) async throws -> T {
    let connection = try await lend()
    do {
      let value = try await body(connection)
      await queue.end(connection)
      return value
    } catch {
      await queue.end(connection)
      throw error
    }
  }

  private func lend() async throws(PostgresError) -> Connection {
    guard !Task.isCancelled else { throw .cancelled }
    if case .idle(let connection) = try await queue.acquire(waiting: waiting) {
      if connection.isQuiet { return connection }
      // The server ended it while nobody used it. Nothing was sent, so the caller need not know.
      logger.notice("the database closed an idle connection; another is opened")
      await connection.closeAndJoin()
    }
    do throws(PostgresError) {
      return try await Connection.open(conninfo, session: session)
    } catch {
      logger.warning("no connection to the database", metadata: ["error": "\(error)"])
      await queue.giveUp(nil)
      throw error
    }
  }
}
