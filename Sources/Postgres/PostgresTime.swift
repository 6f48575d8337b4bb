/// A moment as PostgreSQL keeps it: whole microseconds, no time zone.
package struct PostgresTime: Sendable, Hashable, Comparable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package let microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }

  package static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }
}

extension PostgresTime {
  /// PostgreSQL counts from 2000-01-01 in its binary form.
  static let serverEpoch: Int64 = 946_684_800_000_000

  /// Reads `2024-02-29 12:34:56.789+00` or `0044-03-15 00:00:00+00 BC`: DateStyle ISO, TimeZone UTC.
  ///
  /// Anything else is nil, also `infinity`, a timestamp without a zone, and the years after 294246.
  init?(iso bytes: ArraySlice<UInt8>) {
    var rest = bytes
    guard let year = rest.number(upTo: "-"), let month = rest.number(upTo: "-"),
      let day = rest.number(upTo: " "), let hour = rest.number(upTo: ":"),
      let minute = rest.number(upTo: ":"),
      let second = rest.digits()
    else { return nil }
    guard let fraction = rest.microseconds(), rest.skip("+00") else { return nil }
    let beforeChrist = rest.skip(" BC")
    // PostgreSQL's last years are beyond what Int64 counts from 1970.
    guard rest.isEmpty, year <= 294_246 else { return nil }
    let days = daysSince1970(year: beforeChrist ? 1 - year : year, month: month, day: day)
    microseconds = ((days * 24 + hour) * 60 + minute) * 60_000_000 + second * 1_000_000 + fraction
  }
}

/// Counts in eras of 400 years and in years that begin in March, so that a leap day comes last.
private func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
  let shifted = month <= 2 ? year - 1 : year
  let era = (shifted >= 0 ? shifted : shifted - 399) / 400
  let yearOfEra = shifted - era * 400
  let monthFromMarch = (month + 9) % 12
  let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

extension ArraySlice<UInt8> {
  fileprivate mutating func skip(_ text: StaticString) -> Bool {
    let expected = text.withUTF8Buffer { Array($0) }
    guard starts(with: expected) else { return false }
    removeFirst(expected.count)
    return true
  }

  fileprivate mutating func digits() -> Int64? {
    let digits = prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard 1...9 ~= digits.count else { return nil }
    removeFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  fileprivate mutating func number(upTo end: Unicode.Scalar) -> Int64? {
    guard let number = digits(), first == UInt8(ascii: end) else { return nil }
    removeFirst()
    return number
  }

  /// The fraction of a second, 0 if there is none: PostgreSQL leaves out its trailing zeros.
  fileprivate mutating func microseconds() -> Int64? {
    guard first == UInt8(ascii: ".") else { return 0 }
    removeFirst()
    let places = prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.count
    guard 1...6 ~= places, let number = digits() else { return nil }
    return (places..<6).reduce(number) { value, _ in value * 10 }
  }
}
