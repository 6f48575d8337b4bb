import Foundation
import PeerReview
import Synchronization

/// London's calendar: times are stored in UTC and days are counted in London.
package enum London {
  private static let zone = TimeZone(identifier: "Europe/London") ?? .gmt

  /// The day on which a moment falls in London.
  package static func day(of moment: Moment) -> CalendarDay {
    CalendarDay(number: Int(floorDivide(moment.microseconds + offset(moment), 86_400_000_000)))
  }

  /// The last instant of a day in London: what a date in `as_at` means.
  package static func end(of day: CalendarDay) -> Moment {
    Moment(microseconds: start(of: day + 1).microseconds - 1)
  }

  /// The first instant of a day in London.
  package static func start(of day: CalendarDay) -> Moment {
    let utc = Moment(day)
    return Moment(
      microseconds: utc.microseconds - offset(Moment(microseconds: utc.microseconds - 3_600_000_000)))
  }

  /// Microseconds by which London is ahead of UTC. London changes at whole hours of UTC, and most moments that are
  /// asked about one after another lie in the same.
  private static func offset(_ moment: Moment) -> Int64 {
    let hour = floorDivide(moment.microseconds, 3_600_000_000)
    return lastHour.withLock { last in
      if last.hour != hour {
        let start = Date(timeIntervalSince1970: Double(hour) * 3600)
        last = (hour, Int64(zone.secondsFromGMT(for: start)) * 1_000_000)
      }
      return last.offset
    }
  }

  private static let lastHour = Mutex<(hour: Int64, offset: Int64)>((.min, 0))

  private static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 { a >= 0 ? a / b : -((-a + b - 1) / b) }

  /// The time of day in London, `09:30`.
  package static func time(of moment: Moment) -> String {
    let shifted = Moment(microseconds: moment.microseconds + offset(moment))
    return String(shifted.description.dropFirst(11).prefix(5))
  }
}
