extension Connection {
  /// Adds rows to a table, all or none of them: COPY, which takes a small part of what an INSERT of the same rows
  /// does. The rows' values stand in the order of `columns`; both names go into the SQL as they are.
  package func copy(_ rows: CopyRows, into table: String, _ columns: [String]) throws(PostgresError) {
    guard !rows.bytes.contains(0) else {
      throw PostgresError(.misuse, "A row contains a NUL character, which PostgreSQL cannot store.")
    }
    guard rows.bytes.count < 1 << 30 else {
      throw PostgresError(.misuse, "A gigabyte of rows is more than one message to PostgreSQL may hold.")
    }
    let sql = "copy \(table) (\(columns.joined(separator: ", "))) from stdin"
    _ = try guarded { () throws(PostgresError) in
      try exchange(sql, copying: rows.bytes) { wire throws(PostgresError) in try wire.sendScript(sql) }
    }
  }
}

/// Rows in the text form of COPY, in which the server infers the types: a value after the other, ended by `endRow`.
package struct CopyRows: Sendable {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  package init() {}

  package mutating func addNull() {
    separate()
    bytes += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
  }

  package mutating func add(_ text: String) {
    separate()
    escape(text.utf8)
  }

  /// A text[].
  package mutating func add(_ texts: [String]) {
    separate()
    escape(arrayLiteral(texts))
  }

  package mutating func endRow() {
    bytes.append(UInt8(ascii: "\n"))
    isFirst = true
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: "\t")) }
    isFirst = false
  }

  /// Byte by byte: none of those that are escaped is ever a part of another character.
  private mutating func escape(_ text: some Collection<UInt8>) {
    if text.allSatisfy({ $0 != UInt8(ascii: "\\") && $0 >= 0x20 }) { return bytes.append(contentsOf: text) }
    for byte in text {
      switch byte {
      case UInt8(ascii: "\\"): bytes += [byte, byte]
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case UInt8(ascii: "\r"): bytes += "\\r".utf8
      case UInt8(ascii: "\t"): bytes += "\\t".utf8
      default: bytes.append(byte)
      }
    }
  }
}
