import PeerReview
import Synchronization

/// The time of an answer as its `Date` has it (RFC 9110, 5.6.7): `Tue, 20 Jan 2026 09:30:00 GMT`.
enum HTTPDate {
  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  static func text(_ moment: Moment) -> String {
    let seconds = Int(moment.microseconds / 1_000_000)
    let day = CalendarDay(number: seconds / 86_400)
    let (year, month, ofMonth) = day.civil
    let time = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(twoDigits).joined(separator: ":")
    return "\(weekdays[day.weekday]), \(twoDigits(ofMonth)) \(months[month - 1]) \(year) \(time) GMT"
  }

  private static func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}

/// The present time's text, made once a second.
final class HTTPDateCache: Sendable {
  private let last = Mutex<(second: Int64, text: String)>((-1, ""))

  func text(at moment: Moment) -> String {
    let second = moment.microseconds / 1_000_000
    return last.withLock { last in
      if last.second != second { last = (second, HTTPDate.text(moment)) }
      return last.text
    }
  }
}
