import ReadModels
import Testing

@Suite struct `The order of rows` {
  @Test func `numbers within words count by value, as people read them`() {
    let keys = ["11.10", "2", "11.2", "9.1", "10", "1", "11.1", "act-12", "act-2", "act-2b", "act"]
    #expect(
      keys.map { RowKey($0) }.sorted().map(\.name)
        == ["1", "2", "9.1", "10", "11.1", "11.2", "11.10", "act", "act-2", "act-2b", "act-12"])
  }

  @Test func `a key is compared part by part, and a shorter one comes first`() {
    let keys = [RowKey("b", "1"), RowKey("a", "11"), RowKey("a", "2"), RowKey("a")]
    #expect(keys.sorted().map(\.name) == ["a", "a/2", "a/11", "b/1"])
  }

  @Test func `different keys are never the same rank, so that pages neither repeat nor skip a row`() {
    let texts = ["1", "01", "001", "a1", "a01", "", "a", "1a", "01a", "18446744073709551616", "0", "10"]
    for left in texts {
      for right in texts {
        let (a, b) = (RowKey(left), RowKey(right))
        #expect((a < b) != (b < a) || a == b, "\(left) and \(right)")
      }
    }
  }

  @Test func `the order is one: no three keys go in a circle`() {
    let texts = [
      "1", "01", "a1", "a01", "a01b", "a1a", "1a", "01a", "2", "a", "a1b", "11.2", "11.02", "11.10",
    ]
    for a in texts.map({ RowKey($0) }) {
      for b in texts.map({ RowKey($0) }) where a < b {
        for c in texts.map({ RowKey($0) }) where b < c { #expect(a < c, "\(a.name) \(b.name) \(c.name)") }
      }
    }
  }
}
