/// A day of the Gregorian calendar, without a time zone: `2026-01-20`. Which day a moment falls on in
/// London is for others to say; here days are only counted.
package struct CalendarDay: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  package let number: Int

  package init(number: Int) { self.number = number }

  /// Nil where there is no such day (30 February).
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    let number = Self.number(year: year, month: month, day: day)
    let back = Self.civil(number)
    guard back.month == month, back.day == day else { return nil }
    self.number = number
  }

  /// Reads `2026-01-20`, and nothing else.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
    guard let year = Self.whole(bytes[0..<4]), let month = Self.whole(bytes[5..<7]),
      let day = Self.whole(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  package var description: String {
    String(unsafeUninitializedCapacity: Digits.most) { bytes in
      var digits = Digits(bytes)
      digits.write(self)
      return digits.count
    }
  }

  package var civil: (year: Int, month: Int, day: Int) { Self.civil(number) }

  /// 0 is Monday, 6 is Sunday.
  package var weekday: Int { (((number + 3) % 7) + 7) % 7 }

  package static func < (a: Self, b: Self) -> Bool { a.number < b.number }
  package static func + (day: Self, days: Int) -> Self { Self(number: day.number + days) }
  package static func - (a: Self, b: Self) -> Int { a.number - b.number }

  static func whole(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  // Days and civil dates convert by counting years from March, so that the leap day comes last.
  private static func number(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func civil(_ number: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1
    )
  }
}
