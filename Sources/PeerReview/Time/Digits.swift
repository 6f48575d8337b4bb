/// Writes a time's digits where its text will stand: each row and each answer holds some, and a text for each part
/// would cost more than all of them.
struct Digits {
  /// A year has twenty digits at most; what follows it takes 23 bytes.
  static let most = 48

  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init(_ bytes: UnsafeMutableBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func append(_ sign: Unicode.Scalar) { put(UInt8(ascii: sign)) }

  /// A sign and a number, with zeros before one that has fewer digits.
  mutating func write(_ sign: Unicode.Scalar, _ value: Int, _ width: Int) {
    append(sign)
    write(value, width)
  }

  mutating func write(_ day: CalendarDay) {
    let (year, month, date) = day.civil
    write(year, 4)
    write("-", month, 2)
    write("-", date, 2)
  }

  private mutating func write(_ value: Int, _ width: Int) {
    if width > 1 || value > 9 { write(value / 10, width - 1) }
    put(UInt8(ascii: "0") + UInt8((value % 10).magnitude))
  }

  private mutating func put(_ byte: UInt8) {
    bytes[count] = byte
    count += 1
  }
}
