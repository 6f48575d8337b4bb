import CLibPQ

/// Waits for what the server answers to one message of ours.
struct Answer {
  /// How often a running statement looks whether its task was cancelled: the answer itself wakes at once.
  static let tick: Int32 = 20
  /// How long a cancelled statement may take to stop before its connection is given up.
  static let grace = Duration.seconds(5)

  private static let frozen = PostgresError(
    .connectionLost,
    "The server was asked to stop the statement of a cancelled task, and did not."
  )

  private let wire: Wire
  private let statement: String
  /// What an error must not repeat; nil where that is rows, of which no list is made.
  private let secrets: [Parameter]?
  private let isCancellable: Bool
  private var last: Rows?
  private var failure: PostgresError?
  private var stop: Stop?

  /// Whether the connection's state is unknown, so that it must be closed.
  private(set) var isUnsettled = false

  private struct Stop {
    let request: CancelRequest
    let deadline: ContinuousClock.Instant
    var remaining: Duration { deadline - .now }
  }

  init(_ wire: Wire, statement: String, secrets: [Parameter]?, isCancellable: Bool) {
    self.wire = wire
    self.statement = statement
    self.secrets = secrets
    self.isCancellable = isCancellable
  }

  /// The last result's rows; throws the first error. A statement that is a COPY gets `rows` first.
  mutating func rows(copying rows: [UInt8]? = nil) throws(PostgresError) -> Rows {
    do throws(PostgresError) {
      if let rows { try copy(rows) }
      while let result = try nextResult() {
        defer { PQclear(result) }
        try take(result)
      }
    } catch {
      isUnsettled = true
      throw error.kind == .connectionLost ? lost(error) : error
    }
    if wire.isBroken { throw lost(nil) }
    if let stop { try settle(stop) }
    if let failure { throw failure }
    guard let last else { throw PostgresError(.misuse, "The statement has no answer.") }
    return last
  }

  private mutating func nextResult() throws(PostgresError) -> OpaquePointer? {
    while wire.isBusy {
      if isCancellable, stop == nil, Task.isCancelled { try sendStop() }
      if let stop, stop.remaining <= .zero { throw Answer.frozen }
      try wire.wait(milliseconds: isCancellable ? Answer.tick : -1)
    }
    return wire.nextResult()
  }

  /// Sends rows to the COPY that asks for them; where it asks for none, its error is the next result.
  private mutating func copy(_ rows: [UInt8]) throws(PostgresError) {
    guard let result = try nextResult() else { return }
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_COPY_IN else { return try take(result) }
    try wire.put(rows)
  }

  private mutating func take(_ result: OpaquePointer) throws(PostgresError) {
    switch PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: last = Rows(copying: result)
    case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
      throw PostgresError(.misuse, "COPY is not a statement to run: rows go in by copy.")
    default:
      if failure == nil {
        failure = PostgresError(.server, result, statement: statement, secrets: secrets?.flatMap(\.secrets))
      }
    }
  }

  private mutating func sendStop() throws(PostgresError) {
    guard let request = wire.cancelRequest() else { throw Answer.frozen }
    request.send()
    stop = Stop(request: request, deadline: .now + Answer.grace)
  }

  /// A late request must not hit the next statement: the connection is used again only if the request
  /// was answered and did stop this one.
  private mutating func settle(_ stop: Stop) throws(PostgresError) {
    let hit = failure?.sqlState == "57014"
    isUnsettled = !stop.request.isAnswered(within: stop.remaining) || !hit
    if hit { throw .cancelled }
  }

  /// The server's last words, if it had any, say more than libpq's.
  private func lost(_ error: PostgresError?) -> PostgresError {
    let message = failure?.message ?? error?.message ?? "The connection broke."
    return PostgresError(.connectionLost, message, sqlState: failure?.sqlState)
  }
}
