import Testing

@testable import PeerReview

@Suite struct `JSON text` {
  @Test(arguments: [1, 7, 8, 9, 40])
  func `a name that stands twice in an object is refused, however many stand between`(count: Int) throws {
    let members = (0..<count).map { "\"n\($0)\": \($0)" }
    for second in [0, count - 1] {
      let text = "{\((members + ["\"n\(second)\": 0"]).joined(separator: ", "))}"
      let error = #expect(throws: JSON.Malformed.self) { try JSON.parse(text) }
      #expect(error?.detail == "The name n\(second) stands twice.")
    }
    let node = try JSON.parse("{\(members.joined(separator: ","))}")
    #expect(node == .object((0..<count).map { Node.Member("n\($0)", .number(String($0))) }))
  }

  @Test func `a text comes back as it was, whatever in it is escaped`() throws {
    let texts = [
      "", "a", "\"", "\\", "a\"b\\c\nd\te\r\u{1}\u{1f}\u{7f}", "é\n☃", "\u{1f600}\"\u{1f600}", "end\\",
      "\n\n",
      "e\u{301}", "\u{feff}", String(repeating: "long \"", count: 2000),
    ]
    for text in texts {
      let back = try JSON.parse(JSON.text(.text(text)))
      #expect(back == .text(text))
      #expect(back.text?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    }
    #expect(try JSON.parse(#""a\u00e9\/b\ud83d\ude00c\"""#) == .text("aé/b😀c\""))
    #expect(JSON.text(.text("a\u{1}\"b")) == #""a\u0001\"b""#)
  }

  @Test func `bytes that are no text, and what must be escaped, are refused where they stand`() {
    let wrong: [([UInt8], Int)] = [
      ([0x22, 0xff, 0x22], 3), (Array("\"a\nb\"".utf8), 2), (Array("\"a".utf8), 2), (Array("\"a\\".utf8), 3),
      (Array(#""a\q""#.utf8), 4), (Array(#""\ud800""#.utf8), 7), (Array(#""\u0000""#.utf8), 7),
    ]
    for (bytes, offset) in wrong {
      let error = #expect(throws: JSON.Malformed.self) { try JSON.parse(bytes) }
      #expect(error?.offset == offset, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }
}
