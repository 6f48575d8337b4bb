import CLibPQ

/// Which statements a session has run, and under which name the server keeps those that came again.
///
/// Parsing and planning cost two to four times as much as running a small statement, so the second run
/// of a text prepares it. Texts are written in the program, so they are few; past the limit they are
/// simply not kept.
struct PreparedStatements {
  struct Key: Hashable {
    let sql: String
    let types: [Oid]
  }

  enum Plan { case unnamed, prepare(String), prepared(String) }

  private static let limit = 256
  private var seen: Set<Key> = []
  private var names: [Key: String] = [:]
  private var count = 0

  mutating func plan(for key: Key) -> Plan {
    if let name = names[key] { return .prepared(name) }
    guard names.count < Self.limit else { return .unnamed }
    guard seen.contains(key) else {
      if seen.count >= Self.limit * 4 { seen = [] }
      seen.insert(key)
      return .unnamed
    }
    count += 1
    return .prepare("s\(count)")
  }

  mutating func keep(_ key: Key, as name: String) { names[key] = name }

  /// Forgets what the server no longer knows, or can no longer run as it was planned.
  mutating func forget(_ key: Key, after error: PostgresError) {
    if error.sqlState == "26000" { names = [:] } else { names[key] = nil }
  }
}

extension PostgresError {
  /// Whether the server refused a prepared statement before running it: it was deallocated, or a table
  /// that it reads has got other columns since.
  var isAboutPreparation: Bool { sqlState == "26000" || sqlState == "0A000" }
}
