/// What a transaction may see and do.
package enum TransactionMode: Sendable {
  /// Reads and writes; each statement sees what was committed before it.
  case readCommitted
  /// Reads only; all statements see the same moment.
  case snapshot
}

extension Connection {
  /// Runs `body` in a transaction, which is committed when it returns and rolled back when it throws.
  ///
  /// `body` is synchronous, so no transaction waits for anything but the database. A task cancelled
  /// before COMMIT is sent has no effect; from then on nothing stops it. `.connectionLost` means that the
  /// outcome is unknown. A failed statement that `body` hides still fails the transaction.
  package func transaction<T: Sendable>(
    _ mode: TransactionMode = .readCommitted,
    _ body: @Sendable (isolated Connection) throws -> T
  ) async throws -> T {
    isInTransaction = true
    transactionFailure = nil
    defer { isInTransaction = false }
    do {
      try control(mode.begin, isCancellable: true)
      let value = try body(self)
      try commit()
      return value
    } catch {
      rollback()
      throw error
    }
  }

  private func commit() throws(PostgresError) {
    guard let wire, wire.transactionState == .open else {
      throw transactionFailure ?? .closed
    }
    guard !Task.isCancelled else { throw .cancelled }
    try control("commit")
  }

  /// Ends whatever transaction is open, if need be with the connection.
  func rollback() {
    guard let wire, wire.transactionState != .idle else { return }
    do throws(PostgresError) { try control("rollback") } catch { close() }
    if wire.transactionState != .idle { close() }
  }
}

extension TransactionMode {
  fileprivate var begin: String {
    switch self {
    case .readCommitted: "begin isolation level read committed read write"
    case .snapshot: "begin isolation level repeatable read read only"
    }
  }
}
