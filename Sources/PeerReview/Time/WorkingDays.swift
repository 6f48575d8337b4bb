/// Working days are Monday to Friday less the bank holidays of England and Wales.
///
/// Source of the dates: the list that the government publishes of bank holidays in England and Wales,
/// 2023 to 2028; later years know weekends only until the list is extended.
package enum WorkingDays {
  package static func isWorkingDay(_ day: CalendarDay) -> Bool {
    day.weekday < 5 && !bankHolidays.contains(day)
  }

  /// The day on which a period of `count` working days ends that starts after `day`.
  package static func day(_ count: Int, after day: CalendarDay) -> CalendarDay {
    var left = count
    var at = day
    while left > 0 {
      at = at + 1
      if isWorkingDay(at) { left -= 1 }
    }
    return at
  }

  /// Working days after `from` up to and including `to`: from 5 January to 20 January 2026 there are 11.
  package static func count(after from: CalendarDay, until to: CalendarDay) -> Int {
    guard from < to else { return 0 }
    return ((from.number + 1)...to.number).count { isWorkingDay(CalendarDay(number: $0)) }
  }

  static let bankHolidays: Set<CalendarDay> = Set(
    [
      "2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29", "2023-08-28",
      "2023-12-25", "2023-12-26", "2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27",
      "2024-08-26", "2024-12-25", "2024-12-26", "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05",
      "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03", "2026-04-06",
      "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28", "2027-01-01", "2027-03-26",
      "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28", "2028-01-03",
      "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26",
    ].compactMap { CalendarDay($0) })
}
