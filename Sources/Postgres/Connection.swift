import Glibc
import Synchronization

/// One PostgreSQL session: an actor on a thread of its own, on which libpq may block.
///
/// What runs isolated to it runs synchronously, so nothing else comes between two of its statements.
package actor Connection {
  private let thread = ConnectionThread()
  let session: Session
  /// The socket of an open connection, else -1, for those who look at it from outside.
  private nonisolated let socket = Atomic<Int32>(-1)
  private(set) var wire: Wire?
  var statements = PreparedStatements()
  var isInTransaction = false
  /// Why the transaction under way can no longer be committed, in case its body hides it.
  var transactionFailure: PostgresError?

  package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  private init(_ session: Session) { self.session = session }

  isolated deinit {
    close()
    thread.retire()
  }

  /// Connects; `conninfo` is libpq's, keywords or URI, and goes to libpq as it is.
  ///
  /// Blocks no other thread, but does not react to cancellation while libpq connects: `connect_timeout`
  /// (10 s a host unless `conninfo` says otherwise) bounds it.
  package static func open(
    _ conninfo: String,
    session: Session = Session()
  ) async throws(PostgresError) -> Connection {
    let connection = Connection(session)
    try await connection.connect(conninfo)
    return connection
  }

  private func connect(_ conninfo: String) throws(PostgresError) {
    guard !Task.isCancelled else { throw .cancelled }
    let wire = try Wire(conninfo, session)
    self.wire = wire
    socket.store(wire.socket, ordering: .releasing)
    do throws(PostgresError) {
      try script(session.settings)
    } catch {
      close()
      throw error.kind == .connectionLost ? PostgresError(.unreachable, error.message) : error
    }
  }

  /// Ends the session; what it had under way is rolled back by the server.
  package func close() {
    socket.store(-1, ordering: .releasing)
    wire = nil
  }

  /// Closes, and returns when the connection's thread has ended.
  package nonisolated func closeAndJoin() async {
    await close()
    thread.retire()
    await thread.ended()
  }

  /// Whether the session is open; false once it was closed or has broken.
  package nonisolated var isOpen: Bool { socket.load(ordering: .acquiring) >= 0 }

  /// Whether an idle session may be used: the server says nothing to it unless it ends it. Does not block.
  nonisolated var isQuiet: Bool {
    var descriptor = pollfd(fd: socket.load(ordering: .acquiring), events: Int16(POLLIN), revents: 0)
    return descriptor.fd >= 0 && poll(&descriptor, 1, 0) == 0
  }

  /// The server's process, as in `pg_stat_activity.pid`; nil if the session is closed.
  package var processID: Int32? { wire?.processID }
}
