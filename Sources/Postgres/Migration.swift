import FoundationEssentials

/// One numbered step of the schema: a file of SQL that is applied once and never edited afterwards.
package struct Migration: Sendable, Hashable {
  package let number: Int
  package let name: String
  package let sql: String

  package init(number: Int, name: String, sql: String) {
    self.number = number
    self.name = name
    self.sql = sql
  }

  /// `0003-name.sql`.
  package var file: String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-" + name + ".sql"
  }
}

extension Migration {
  /// Nil unless the file is called `NNNN-name.sql`.
  init?(file: String, sql: String) {
    guard file.hasSuffix(".sql") else { return nil }
    let parts = file.dropLast(4).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, let number = Int(parts[0]), number > 0,
      !parts[1].isEmpty
    else { return nil }
    self.init(number: number, name: String(parts[1]), sql: sql)
  }
}

/// Why the schema was left as it is; each case is a sentence for the operator.
package enum MigrationError: Error, Hashable {
  case unreadable(path: String, reason: String)
  case misnamed(file: String)
  case gap(missing: Int)
  case duplicate(number: Int)
  case edited(file: String)
  case newer(database: Int, program: Int)
  case pending([String])
  case failed(file: String, PostgresError)
}

extension MigrationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let path, let reason): "The migrations in \(path) cannot be read: \(reason)"
    case .misnamed(let file): "\(file) is not called NNNN-name.sql."
    case .gap(let missing): "Migration \(missing) is missing: numbers run from 1 without a gap."
    case .duplicate(let number): "Two migrations have the number \(number)."
    case .edited(let file):
      "\(file) was edited after it had been applied to this database. Restore it, and put the change into a new file."
    case .newer(let database, let program):
      """
      This database is at schema \(database), newer than this program, which knows up to \(program). \
      Run the newer program, or restore a backup that was made with this one.
      """
    case .pending(let files): "The schema lacks \(files.joined(separator: ", ")). Run the migrations first."
    case .failed(let file, let error): "\(file) failed, and nothing of it was kept: \(error)"
    }
  }
}
