/// Why the database did not do as asked; no part of it holds a bound value, so it may be logged.
package struct PostgresError: Error, Sendable, Hashable {
  package enum Kind: String, Sendable {
    /// No connection could be made: nothing was sent.
    case unreachable
    /// The connection broke while a statement was under way: whether it took effect is unknown.
    case connectionLost
    /// The server refused the statement; `sqlState` says why.
    case server
    /// No connection came free in time, or too many callers wait already.
    case poolExhausted
    /// The task was cancelled; the statement or transaction had no effect.
    case cancelled
    /// The connection or the pool was closed before anything was sent.
    case closed
    /// The caller asked for something that is not allowed here.
    case misuse
    /// A column does not hold what the caller reads it as.
    case decoding
  }

  package let kind: Kind
  /// The five characters of the SQL standard, if the server spoke.
  package let sqlState: String?
  /// One sentence; quoted text is kept only where it stands in the statement or names an object.
  package let message: String
  package var hint: String?
  package var constraint: String?
  package var table: String?
  package var column: String?
  /// The line of the statement or script at which the server stopped, from 1.
  package var line: Int?

  package init(_ kind: Kind, _ message: String, sqlState: String? = nil) {
    self.kind = kind
    self.message = message
    self.sqlState = sqlState
  }
}

extension PostgresError: CustomStringConvertible {
  package var description: String {
    var text = message
    if let line { text += " (line \(line))" }
    if let sqlState { text += " [\(sqlState)]" }
    if let hint { text += " Hint: \(hint)" }
    return text
  }
}

extension PostgresError {
  static let cancelled = PostgresError(.cancelled, "The task was cancelled.")
  static let closed = PostgresError(.closed, "The connection is closed.")
  static let poolClosed = PostgresError(.closed, "The pool is closed.")
}
