import CLibPQ

/// One value of an answer in PostgreSQL's text form, or null.
package struct Cell {
  let bytes: ArraySlice<UInt8>?
  let column: String
  let type: Oid

  func present() throws(PostgresError) -> ArraySlice<UInt8> {
    guard let bytes else { throw PostgresError(.decoding, "Column \"\(column)\" is null.") }
    return bytes
  }

  /// Says what was expected, never what was found.
  func mismatch<T>(_ expected: T.Type) -> PostgresError {
    PostgresError(.decoding, "Column \"\(column)\" (type \(type)) does not hold \(expected).")
  }
}

/// A Swift type that a column can be read as.
package protocol PostgresReadable: Sendable {
  static func read(_ cell: Cell) throws(PostgresError) -> Self
}

/// A Swift type that an array's elements can be read as; `UInt8` stands for the bytes of a bytea.
package protocol PostgresElement: Sendable {
  static func readAll(_ cell: Cell) throws(PostgresError) -> [Self]
}

extension PostgresElement where Self: PostgresReadable {
  package static func readAll(_ cell: Cell) throws(PostgresError) -> [Self] {
    guard let elements = arrayElements(try cell.present()) else { throw cell.mismatch([Self].self) }
    var values: [Self] = []
    values.reserveCapacity(elements.count)
    for element in elements {
      values.append(try read(Cell(bytes: element, column: cell.column, type: cell.type)))
    }
    return values
  }
}

extension String: PostgresReadable, PostgresElement {
  package static func read(_ cell: Cell) throws(PostgresError) -> String {
    String(decoding: try cell.present(), as: UTF8.self)
  }
}

extension PostgresReadable where Self: LosslessStringConvertible {
  package static func read(_ cell: Cell) throws(PostgresError) -> Self {
    guard let value = Self(String(decoding: try cell.present(), as: UTF8.self)) else {
      throw cell.mismatch(Self.self)
    }
    return value
  }
}

extension Int: PostgresReadable, PostgresElement {
  package static func read(_ cell: Cell) throws(PostgresError) -> Int { Int(try Int64.read(cell)) }
}

extension Int64: PostgresReadable, PostgresElement {
  /// Digit by digit: most of what is read are numbers, and a text made of each would take longer than all else.
  package static func read(_ cell: Cell) throws(PostgresError) -> Int64 {
    let bytes = try cell.present()
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = isNegative ? bytes.dropFirst() : bytes
    // Downwards, since there is one more number below zero than above.
    var value: Int64 = 0
    var fits = !digits.isEmpty
    for byte in digits {
      let (tenfold, isTooLong) = value.multipliedReportingOverflow(by: 10)
      let (next, isTooMuch) = tenfold.subtractingReportingOverflow(Int64(byte) - 0x30)
      fits = fits && (0x30...0x39).contains(byte) && !isTooLong && !isTooMuch
      value = next
    }
    guard fits, isNegative || value > .min else { throw cell.mismatch(Self.self) }
    return isNegative ? value : -value
  }
}

extension Double: PostgresReadable, PostgresElement {}

extension Bool: PostgresReadable, PostgresElement {
  package static func read(_ cell: Cell) throws(PostgresError) -> Bool {
    switch Array(try cell.present()) {
    case [UInt8(ascii: "t")]: true
    case [UInt8(ascii: "f")]: false
    default: throw cell.mismatch(Bool.self)
    }
  }
}

extension PostgresTime: PostgresReadable, PostgresElement {
  package static func read(_ cell: Cell) throws(PostgresError) -> PostgresTime {
    guard let time = PostgresTime(iso: try cell.present()) else { throw cell.mismatch(PostgresTime.self) }
    return time
  }
}

extension UInt8: PostgresElement {
  package static func readAll(_ cell: Cell) throws(PostgresError) -> [UInt8] {
    guard let bytes = bytesFromHex(try cell.present()) else { throw cell.mismatch([UInt8].self) }
    return bytes
  }
}

extension Array: PostgresReadable where Element: PostgresElement {
  package static func read(_ cell: Cell) throws(PostgresError) -> [Element] { try Element.readAll(cell) }
}
extension Array: PostgresElement where Element: PostgresElement {}

extension Optional: PostgresReadable where Wrapped: PostgresReadable {
  package static func read(_ cell: Cell) throws(PostgresError) -> Wrapped? {
    cell.bytes == nil ? nil : try Wrapped.read(cell)
  }
}
extension Optional: PostgresElement where Wrapped: PostgresReadable {}
