import PeerReview
import Testing

@testable import Web

@Suite struct PagesWordsTests {
  private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

  @Test func `a time is told in London's, with its weekday`() throws {
    #expect(InWords.moment(try #require(Moment("2026-01-20T09:30:00Z"))) == "Tuesday 20 January 2026, 09:30")
    #expect(InWords.moment(try #require(Moment("2026-07-14T23:30:00Z"))) == "Wednesday 15 July 2026, 00:30")
  }

  @Test func `when something happened is told no more exactly than it is known`() throws {
    let moment = try #require(Moment("2026-01-20T00:00:00Z"))
    #expect(InWords.moment(moment, .day) == "Tuesday 20 January 2026")
    #expect(InWords.moment(moment, .month) == "January 2026")
    #expect(InWords.moment(moment, .year) == "2026")
  }

  @Test func `a span of days says each thing once`() throws {
    #expect(InWords.days(try day("2026-01-20"), try day("2026-01-21")) == "20–21 January 2026")
    #expect(InWords.days(try day("2026-01-31"), try day("2026-02-02")) == "31 January – 2 February 2026")
    #expect(InWords.days(try day("2025-12-31"), try day("2026-01-02")) == "31 December 2025 – 2 January 2026")
    #expect(InWords.days(try day("2026-01-20"), try day("2026-01-20")) == "20 January 2026")
  }

  @Test func `lists and numbers read as English`() {
    #expect(InWords.list(["Ashmere", "Birkholt", "Calverby"]) == "Ashmere, Birkholt and Calverby")
    #expect(InWords.list(["Ashmere"]) == "Ashmere")
    #expect(InWords.count(1, "day") == "1 day")
    #expect(InWords.count(0, "action is", "actions are") == "0 actions are")
  }

  @Test func `a line of the timeline gets names for ids and days in words`() {
    let directory = Directory(
      organisations: [:], names: [PersonID("bir-lead"): "Tom Hesketh"], pseudonyms: nil)
    #expect(
      directory.rewording("bir-lead accepted on 2026-01-20, as due.")
        == "Tom Hesketh accepted on 20 January 2026, as due.")
  }
}
