/// An instant in UTC, to the microsecond that PostgreSQL keeps; written as RFC 3339.
package struct Moment: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package let microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }

  /// The first instant of a day in UTC, which in London is always within the same day.
  package init(_ day: CalendarDay, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    let seconds = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    microseconds = seconds * 1_000_000
  }

  /// Reads RFC 3339 (`2026-01-20T09:30:00Z`, `2026-07-01T10:00:00.5+01:00`); nil for anything else.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let day = CalendarDay(text.prefix(10)),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let hour = CalendarDay.whole(bytes[11..<13]), hour < 24,
      let minute = CalendarDay.whole(bytes[14..<16]), minute < 60,
      let second = CalendarDay.whole(bytes[17..<19]), second < 60
    else { return nil }
    var at = 19
    guard let fraction = Self.fraction(bytes, &at), let offset = Self.offset(bytes, &at), at == bytes.count
    else { return nil }
    let whole = Moment(day, hour: hour, minute: minute, second: second)
    microseconds = whole.microseconds + fraction - offset * 1_000_000
    // An offset may lead out of the years that can be written.
    guard Self.years.contains(microseconds) else { return nil }
  }

  package var description: String {
    let seconds = microseconds.floorDivided(by: 1_000_000)
    let day = seconds.floorDivided(by: 86_400)
    let rest = Int(seconds - day * 86_400)
    // Not by the difference, which is beyond what can be counted where the moment nearly is.
    let fraction = Int((microseconds % 1_000_000 + 1_000_000) % 1_000_000)
    return String(unsafeUninitializedCapacity: Digits.most) { bytes in
      var digits = Digits(bytes)
      digits.write(CalendarDay(number: Int(day)))
      digits.write("T", rest / 3600, 2)
      digits.write(":", rest / 60 % 60, 2)
      digits.write(":", rest % 60, 2)
      if fraction != 0 { digits.write(".", fraction, 6) }
      digits.append("Z")
      return digits.count
    }
  }

  package static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }

  /// Whole days from one moment to a later one.
  package func days(since earlier: Moment) -> Int {
    Int((microseconds - earlier.microseconds).floorDivided(by: 86_400_000_000))
  }

  /// The years 1 to 9999, in UTC.
  private static let years: Range<Int64> = -62_135_596_800_000_000..<253_402_300_800_000_000

  private static func fraction(_ bytes: [UInt8], _ at: inout Int) -> Int64? {
    guard bytes[at] == UInt8(ascii: ".") else { return 0 }
    let start = at + 1
    at = start
    while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 { at += 1 }
    guard at > start, at - start <= 9 else { return nil }
    var digits = Array(bytes[start..<min(at, start + 6)])
    while digits.count < 6 { digits.append(0x30) }
    return CalendarDay.whole(digits[...]).map(Int64.init)
  }

  /// Seconds east of UTC.
  private static func offset(_ bytes: [UInt8], _ at: inout Int) -> Int64? {
    guard at < bytes.count else { return nil }
    if bytes[at] == UInt8(ascii: "Z") || bytes[at] == UInt8(ascii: "z") {
      at += 1
      return 0
    }
    guard bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-"), at + 6 == bytes.count,
      bytes[at + 3] == UInt8(ascii: ":"),
      let hours = CalendarDay.whole(bytes[(at + 1)..<(at + 3)]), hours < 24,
      let minutes = CalendarDay.whole(bytes[(at + 4)..<(at + 6)]), minutes < 60
    else { return nil }
    let sign: Int64 = bytes[at] == UInt8(ascii: "-") ? -1 : 1
    at += 6
    return sign * Int64(hours * 3600 + minutes * 60)
  }
}

extension Int64 {
  func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
