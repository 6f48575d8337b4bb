import PeerReview
import Testing
import Workflow

@Suite struct `Ids that the server mints` {
  @Test func `they have the shape of a UUID of version 7, whatever the time`() throws {
    for text in ["1970-01-01T00:00:00Z", "2026-01-20T09:30:00.123456Z", "9999-12-31T23:59:59Z"] {
      let id = UUIDv7.mint(at: try #require(Moment(text)))
      let digits = Array(id)
      #expect(UUIDv7.canonical(id) == id)
      #expect(digits.count == 36 && digits[14] == "7")
      #expect(["8", "9", "a", "b"].contains(digits[19]))
      // They are ids of streams, too.
      #expect(VisitID.allows(id))
    }
    #expect(UUIDv7.mint(at: Moment(microseconds: 0x0123_4567_89ab * 1000)).hasPrefix("01234567-89ab-7"))
    #expect(UUIDv7.mint(at: Moment(microseconds: -1)).hasPrefix("00000000-0000-7"))
  }

  @Test func `they sort by the time at which they were made, to the millisecond`() {
    let start: Int64 = 1_768_900_000_000_000
    let minted = (0..<200).map { UUIDv7.mint(at: Moment(microseconds: start + $0 * 1000)) }
    #expect(minted == minted.sorted())
  }

  @Test func `no two are the same, also of one moment`() {
    let moment = Moment(microseconds: 1_768_900_000_000_000)
    #expect(Set((0..<2000).map { _ in UUIDv7.mint(at: moment) }).count == 2000)
  }

  @Test func `a client's UUID is taken in either case, and nothing else is taken for one`() {
    #expect(
      UUIDv7.canonical("0199A0B1-C2D3-4E5F-8A9B-0C1D2E3F4A5B") == "0199a0b1-c2d3-4e5f-8a9b-0c1d2e3f4a5b")
    for text in [
      "", "0199a0b1c2d34e5f8a9b0c1d2e3f4a5b", "0199a0b1-c2d3-4e5f-8a9b-0c1d2e3f4a5",
      "g199a0b1-c2d3-4e5f-8a9b-0c1d2e3f4a5b",
      "0199a0b1-c2d3-4e5f-8a9b-0c1d2e3f4a5b-", "{0199a0b1-c2d3-4e5f-8a9b-0c1d2e3f4a5}",
    ] { #expect(UUIDv7.canonical(text) == nil, "\(text)") }
  }
}
