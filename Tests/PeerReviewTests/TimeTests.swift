import PeerReview
import Testing

@Suite struct `Days and moments` {
  @Test func `a moment is written in full, and read back as the same`() throws {
    let written: [(Int64, String)] = [
      (0, "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.000001Z"), (-1, "1969-12-31T23:59:59.999999Z"),
      (1_768_901_400_500_000, "2026-01-20T09:30:00.500000Z"),
      (-62_135_596_800_000_000, "0001-01-01T00:00:00Z"),
      (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
    ]
    for (microseconds, text) in written {
      #expect(Moment(microseconds: microseconds).description == text)
      #expect(Moment(text)?.microseconds == microseconds)
    }
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let moment = Moment(
        microseconds: .random(in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &random))
      #expect(Moment(moment.description) == moment)
    }
  }

  @Test func `a day is written in ten characters, and read back as the same`() {
    for number in stride(from: -719_162, through: 2_932_896, by: 997) {
      let day = CalendarDay(number: number)
      #expect(day.description.utf8.count == 10 && CalendarDay(day.description) == day, "\(day)")
    }
    #expect(CalendarDay(number: -719_162).description == "0001-01-01")
    #expect(CalendarDay(number: 2_932_896).description == "9999-12-31")
  }

  @Test func `what is beyond the years that can be written is still a text`() {
    #expect(Moment(microseconds: .max).description.hasPrefix("294247-01-10T04:00:54"))
    #expect(!Moment(microseconds: .min).description.isEmpty)
  }
}
