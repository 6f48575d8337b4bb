import PeerReview
import ReadModels

/// Days, times and numbers as people in England read them.
enum InWords {
  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  /// `20 January 2026`
  static func day(_ day: CalendarDay) -> String { "\(dayAndMonth(day)) \(day.civil.year)" }

  /// `Tuesday 20 January 2026`
  static func weekday(_ day: CalendarDay) -> String { "\(weekdays[day.weekday]) \(Self.day(day))" }

  /// `Tuesday 20 January 2026, 09:30`, in London.
  static func moment(_ moment: Moment) -> String {
    "\(weekday(London.day(of: moment))), \(London.time(of: moment))"
  }

  /// When something happened, no more exactly than is known.
  static func moment(_ moment: Moment, _ precision: OccurredPrecision) -> String {
    let day = London.day(of: moment)
    return switch precision {
    case .instant: Self.moment(moment)
    case .day: weekday(day)
    case .month: "\(month(day)) \(day.civil.year)"
    case .year: String(day.civil.year)
    }
  }

  /// `20–21 January 2026`, or whatever of it the two days do not share.
  static func days(_ from: CalendarDay, _ to: CalendarDay) -> String {
    if from == to { return day(from) }
    let (first, last) = (from.civil, to.civil)
    if first.year != last.year { return "\(day(from)) – \(day(to))" }
    if first.month != last.month { return "\(dayAndMonth(from)) – \(day(to))" }
    return "\(first.day)–\(day(to))"
  }

  /// `Jan 2026`, for the axis of a chart.
  static func shortMonth(_ day: CalendarDay) -> String { "\(month(day).prefix(3)) \(day.civil.year)" }

  /// `1 day`, `3 days`
  static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  /// `Ashmere, Birkholt and Calverby`
  static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `Not yet`, of a stored `not_yet`.
  static func sentence(_ stored: String) -> String {
    let words = Words.plain(stored)
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private static func dayAndMonth(_ day: CalendarDay) -> String { "\(day.civil.day) \(month(day))" }
  private static func month(_ day: CalendarDay) -> String { months[day.civil.month - 1] }
}
