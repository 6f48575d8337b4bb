import CLibPQ

extension Connection {
  /// Runs one statement and returns its rows; it must not begin or end a transaction.
  ///
  /// Called from outside the actor it waits without blocking a cooperative thread. When the task is
  /// cancelled the server is told to stop, and `.cancelled` is thrown.
  package func run(_ sql: String, _ parameters: [Parameter] = []) throws(PostgresError) -> Rows {
    let encoded = try EncodedParameters(parameters)
    return try guarded { () throws(PostgresError) in
      guard session.preparesStatements else { return try runUnnamed(sql, encoded, parameters) }
      return try runPrepared(sql, encoded, parameters)
    }
  }

  /// Runs several statements, separated by semicolons and without parameters; their answers are dropped.
  package func script(_ sql: String) throws(PostgresError) {
    _ = try guarded { () throws(PostgresError) in
      try exchange(sql) { wire throws(PostgresError) in try wire.sendScript(sql) }
    }
  }

  /// Begins or ends a transaction; the end must not be stopped half-way.
  func control(_ sql: String, isCancellable: Bool = false) throws(PostgresError) {
    _ = try exchange(sql, isCancellable: isCancellable) { wire throws(PostgresError) in
      try wire.sendScript(sql)
    }
  }

  private func runUnnamed(
    _ sql: String,
    _ parameters: EncodedParameters,
    _ secrets: [Parameter]
  ) throws(PostgresError) -> Rows {
    try exchange(sql, secrets: secrets) { wire throws(PostgresError) in try wire.send(sql, parameters) }
  }

  private func runPrepared(
    _ sql: String,
    _ parameters: EncodedParameters,
    _ secrets: [Parameter]
  ) throws(PostgresError) -> Rows {
    let key = PreparedStatements.Key(sql: sql, types: parameters.types)
    let prepared: String
    switch statements.plan(for: key) {
    case .unnamed: return try runUnnamed(sql, parameters, secrets)
    case .prepared(let name): prepared = name
    case .prepare(let name):
      _ = try exchange(sql) { wire throws(PostgresError) in try wire.sendPrepare(name, sql, parameters) }
      statements.keep(key, as: name)
      prepared = name
    }
    do throws(PostgresError) {
      return try exchange(sql, secrets: secrets) { wire throws(PostgresError) in
        try wire.sendPrepared(prepared, parameters)
      }
    } catch {
      guard error.isAboutPreparation else { throw error }
      statements.forget(key, after: error)
      // The server refused it and did nothing. Inside a transaction that refusal has failed all of it.
      guard !isInTransaction else { throw error }
      return try runUnnamed(sql, parameters, secrets)
    }
  }

  /// Outside `transaction` a statement leaves no transaction open, and inside it ends none.
  func guarded(_ statement: () throws(PostgresError) -> Rows) throws(PostgresError) -> Rows {
    let result = Result { () throws(PostgresError) in try statement() }
    if isInTransaction {
      if case .failure(let error) = result, transactionFailure == nil { transactionFailure = error }
      guard let wire, wire.transactionState == .idle else { return try result.get() }
      throw PostgresError(.misuse, "A statement ended the transaction, which only transaction(_:) may do.")
    }
    guard let wire, wire.transactionState != .idle else { return try result.get() }
    rollback()
    _ = try result.get()
    throw PostgresError(.misuse, "A statement left a transaction open, which only transaction(_:) may do.")
  }

  /// Sends, after COPY with the rows that it asks for, waits for all results and returns the last; closes the
  /// connection if it broke.
  func exchange(
    _ sql: String,
    secrets: [Parameter]? = [],
    copying rows: [UInt8]? = nil,
    isCancellable: Bool = true,
    send: (Wire) throws(PostgresError) -> Void
  ) throws(PostgresError) -> Rows {
    guard !isCancellable || !Task.isCancelled else { throw .cancelled }
    guard let wire else { throw .closed }
    guard !sql.holdsNUL else {
      throw PostgresError(.misuse, "The statement contains a NUL character.")
    }
    try closingIfLost { () throws(PostgresError) in try send(wire) }
    var answer = Answer(wire, statement: sql, secrets: secrets, isCancellable: isCancellable)
    return try closingIfLost { () throws(PostgresError) in
      defer { if answer.isUnsettled { close() } }
      return try answer.rows(copying: rows)
    }
  }

  private func closingIfLost<R>(_ work: () throws(PostgresError) -> R) throws(PostgresError) -> R {
    do throws(PostgresError) { return try work() } catch {
      if error.kind == .connectionLost { close() }
      throw error
    }
  }
}
