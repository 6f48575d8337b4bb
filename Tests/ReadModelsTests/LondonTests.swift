import PeerReview
import ReadModels
import Testing

@Suite struct `Days in London` {
  @Test(arguments: [
    // The last hour of a day in UTC is the next day's first while summer time holds.
    ("2025-10-25T22:59:59Z", "2025-10-25"), ("2025-10-25T23:00:00Z", "2025-10-26"),
    // Summer time ends at 01:00 UTC on 26 October 2025, and begins so on 29 March 2026.
    ("2025-10-26T23:59:59Z", "2025-10-26"), ("2025-10-27T00:00:00Z", "2025-10-27"),
    ("2026-01-20T23:59:59.999999Z", "2026-01-20"), ("2026-01-21T00:00:00Z", "2026-01-21"),
    ("2026-03-28T23:59:59Z", "2026-03-28"), ("2026-03-29T22:59:59Z", "2026-03-29"),
    ("2026-03-29T23:00:00Z", "2026-03-30"), ("1969-12-31T22:59:59Z", "1969-12-31"),
    ("1969-12-31T23:30:00Z", "1970-01-01"),
  ])
  func `a moment falls on London's day, in summer and in winter`(moment: String, day: String) throws {
    #expect(London.day(of: try #require(Moment(moment))).description == day)
  }

  @Test(arguments: [
    ("2026-01-25", "2026-01-25T00:00:00Z", "2026-01-25T23:59:59.999999Z"),
    ("2025-07-10", "2025-07-09T23:00:00Z", "2025-07-10T22:59:59.999999Z"),
    // The day on which summer time ends has 25 hours, the one on which it begins 23.
    ("2025-10-26", "2025-10-25T23:00:00Z", "2025-10-26T23:59:59.999999Z"),
    ("2026-03-29", "2026-03-29T00:00:00Z", "2026-03-29T22:59:59.999999Z"),
  ])
  func `a day lasts from its first instant to its last`(day: String, first: String, last: String) throws {
    let day = try #require(CalendarDay(day))
    #expect(London.start(of: day).description == first)
    #expect(London.end(of: day).description == last)
    #expect(London.day(of: London.end(of: day)) == day)
    #expect(London.day(of: London.start(of: day)) == day)
  }

  @Test func `every day of ten years ends an instant before the next begins`() throws {
    let first = try #require(CalendarDay("2020-01-01"))
    for offset in 0..<3653 {
      let day = first + offset
      #expect(London.end(of: day).microseconds + 1 == London.start(of: day + 1).microseconds)
      #expect(London.day(of: London.start(of: day)) == day, "\(day)")
    }
  }

  /// One after another, since the hour that was asked about last is remembered.
  @Test func `the clocks change from one second to the next`() throws {
    let times = [
      ("2026-03-29T00:59:59Z", "00:59"), ("2026-03-29T01:00:00Z", "02:00"), ("2026-03-29T00:59:59Z", "00:59"),
      ("2026-10-25T00:59:59Z", "01:59"), ("2026-10-25T01:00:00Z", "01:00"), ("2026-10-25T00:59:59Z", "01:59"),
      ("1969-12-31T23:59:59Z", "00:59"), ("1972-01-01T00:30:00Z", "00:30"),
    ]
    for (moment, time) in times {
      #expect(London.time(of: try #require(Moment(moment))) == time, "\(moment)")
    }
  }

  @Test func `the time of day is London's`() throws {
    #expect(London.time(of: try #require(Moment("2026-01-20T09:30:00Z"))) == "09:30")
    #expect(London.time(of: try #require(Moment("2026-07-10T09:30:00Z"))) == "10:30")
  }
}
