import PeerReview
import Postgres

/// One call of `collegiate.append` or `collegiate.redact`, made until its outcome is known.
struct AppendAttempt {
  private let pool: Pool
  private let log: Int64
  /// In which the commands were decided.
  private let epoch: Int
  /// Of a redaction: what is to be left of the payloads, by position.
  private let remainders: [Int64: String]?
  /// How long an outcome is asked for after the connection was lost.
  private let patience = Duration.seconds(10)

  init(_ pool: Pool, _ log: Int64, epoch: Int, redacting remainders: [Int64: String]? = nil) {
    self.pool = pool
    self.log = log
    self.epoch = epoch
    self.remainders = remainders
  }

  /// The answers in the order of the commands; nil for one that is to be sent again in a later call.
  ///
  /// After a lost connection the same commands are sent again: the receipts make that safe, and tell what the
  /// first time came to; what it carried out then comes back as `.replayed`.
  func answers(to appends: [Append]) async throws -> [Appended?] {
    let call = AppendCall(appends)
    do {
      return try await perform(call, count: appends.count)
    } catch let lost as PostgresError where lost.kind == .connectionLost {
      return try await resolve(call, count: appends.count, lost)
    }
  }

  private func resolve(_ call: AppendCall, count: Int, _ lost: PostgresError) async throws -> [Appended?] {
    let deadline = ContinuousClock.now + patience
    var pause = Duration.milliseconds(10)
    while ContinuousClock.now < deadline {
      do {
        return try await perform(call, count: count)
      } catch let error as PostgresError where error.isPassing {
        try await Task.sleep(for: pause)
        pause = min(pause * 2, .milliseconds(500))
      }
    }
    throw lost
  }

  private func perform(_ call: AppendCall, count: Int) async throws -> [Appended?] {
    do {
      let (sql, parameters) = call.statement(log: log, epoch: epoch, redacting: remainders)
      let rows = try await pool.run(sql, parameters)
      return try call.answers(rows, count: count)
    } catch let error as PostgresError {
      throw LogError(error) ?? error
    }
  }
}

extension PostgresError {
  /// The server is away, starting, or has become one that only reads; another may be found.
  fileprivate var isPassing: Bool {
    switch kind {
    case .connectionLost, .unreachable, .poolExhausted: true
    case .server: sqlState == "25006" || sqlState?.hasPrefix("57P") == true
    case .cancelled, .closed, .misuse, .decoding: false
    }
  }
}
