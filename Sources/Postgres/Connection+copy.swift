extension Connection {
  /// Adds rows to a table, all or none of them: COPY, which takes a small part of what an INSERT of the same rows
  /// does. The rows' values stand in the order of `columns`; both names go into the SQL as they are. Returns how
  /// many rows the server took.
  @discardableResult
  package func copy(_ rows: CopyRows, into table: String, _ columns: [String]) throws(PostgresError) -> Int {
    guard !rows.bytes.contains(0) else {
      throw PostgresError(.misuse, "A row contains a NUL character, which PostgreSQL cannot store.")
    }
    guard rows.bytes.count < 1 << 30 else {
      throw PostgresError(.misuse, "A gigabyte of rows is more than one message to PostgreSQL may hold.")
    }
    let sql = "copy \(table) (\(columns.joined(separator: ", "))) from stdin"
    return try guarded { () throws(PostgresError) in
      try exchange(sql, secrets: nil, copying: rows.bytes) { wire throws(PostgresError) in
        try wire.sendScript(sql)
      }
    }.affected
  }
}

/// Rows in the text form of COPY, in which the server infers the types: a value after the other, ended by `endRow`.
package struct CopyRows: Sendable {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  package init() {}

  package mutating func addNull() {
    separate()
    bytes.append(UInt8(ascii: "\\"))
    bytes.append(UInt8(ascii: "N"))
  }

  package mutating func add(_ text: String) {
    separate()
    var text = text
    text.withUTF8 { escape($0) }
  }

  /// A text[].
  package mutating func add(_ texts: [String]) {
    separate()
    arrayLiteral(texts).withUnsafeBufferPointer { escape($0) }
  }

  package mutating func endRow() {
    bytes.append(UInt8(ascii: "\n"))
    isFirst = true
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: "\t")) }
    isFirst = false
  }

  /// Byte by byte: none of those that are escaped is ever a part of another character. What needs no escape is
  /// taken over in one go.
  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var copied = 0
    for place in text.indices where text[place] < 0x20 || text[place] == UInt8(ascii: "\\") {
      guard let letter = Self.escape(text[place]) else { continue }
      bytes.append(contentsOf: text[copied..<place])
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(letter)
      copied = place + 1
    }
    bytes.append(contentsOf: text[copied...])
  }

  private static func escape(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\\"): byte
    case UInt8(ascii: "\n"): UInt8(ascii: "n")
    case UInt8(ascii: "\r"): UInt8(ascii: "r")
    case UInt8(ascii: "\t"): UInt8(ascii: "t")
    default: nil
    }
  }
}
