import HTTPTypes
import NIOCore
import PeerReview
import ReadModels
import Testing
import Workflow

@testable import Web

@Suite struct PieceTests {
  @Test func `percent escapes are read strictly and written so that they read back`() {
    #expect(Percent.decode("a%20b%C3%BC") == "a bü" && Percent.decode("a+b", plusIsSpace: true) == "a b")
    #expect(Percent.decode("a+b") == "a+b")
    for broken in ["%", "%4", "%zz", "%ff", "%c3%28"] { #expect(Percent.decode(broken) == nil) }
    let text = "ash-2025:11.2/ä ö?&=#%"
    #expect(Percent.decode(Percent.encode(text)) == text)
    #expect(Percent.encode("ash-2025:11.2") == "ash-2025:11.2")
  }

  @Test func `a position is an epoch and a number, and nothing else`() {
    #expect(PositionToken("1:412") == PositionToken(epoch: 1, position: 412))
    for text in [
      "", "1", ":", "1:", ":1", "1:-1", "a:1", "1:1:1", "+1:1", " 1:1", "1:1234567890123456789", "1:１",
    ] {
      #expect(PositionToken(text) == nil, "\(text)")
    }
  }

  @Test func `a cursor reads back as it was written, and nonsense is none`() {
    let cursor = ViewCursor(
      view: "audit_log", epoch: 2, pin: Pin(position: 40, today: CalendarDay(number: 20_000)), query: "ab",
      after: RowKey("a/ü", "7"))
    #expect(ViewCursor(cursor.text) == cursor)
    #expect(cursor.text.utf8.allSatisfy { Percent.encode(String(UnicodeScalar($0))).utf8.count == 1 })
    for text in ["", "abc", "e30", String(repeating: "A", count: 5000), cursor.text + "x"] {
      #expect(ViewCursor(text) == nil)
    }
  }

  @Test func `a literal path is preferred to a parameter, and both are found`() {
    let routes = Routes([
      Route(.get, "/a/{id}") { _ in .json(.null) }, Route(.post, "/a/b") { _ in .json(.null) },
      Route(.get, "/a/{id}/c") { _ in .json(.null) },
    ])
    func found(_ method: String, _ path: [String]) -> String {
      switch routes.match(method, path) {
      case .found(let route, let parameters): "\(route.path) \(parameters["id"] ?? "")"
      case .otherMethods(let methods, _): methods.map(\.rawValue).joined()
      case .nothing: "nothing"
      }
    }
    #expect(found("GET", ["a", "x"]) == "/a/{id} x" && found("HEAD", ["a", "x"]) == "/a/{id} x")
    #expect(found("POST", ["a", "b"]) == "/a/b " && found("GET", ["a", "b"]) == "POST")
    #expect(found("GET", ["a", "b", "c"]) == "/a/{id}/c b")
    #expect(
      found("PUT", ["a", "x"]) == "GET" && found("GET", ["a"]) == "nothing" && found("GET", []) == "nothing")
  }

  @Test func `kept answers stay within their room, the least used go first`() {
    let cache = RenderedCache(limit: 400)
    func rendered(_ size: Int) -> Rendered {
      Rendered(body: .init(repeating: 65, count: size), headers: [:])
    }
    for name in ["a", "b", "c", "d"] { cache.keep(rendered(100), under: name) }
    #expect(cache.find("a") != nil)
    cache.keep(rendered(100), under: "e")
    #expect(cache.find("b") == nil && cache.find("a") != nil && cache.find("e") != nil)
    cache.keep(rendered(101), under: "huge")
    #expect(cache.find("huge") == nil)
  }

  @Test func `examples of commands are well formed`() {
    // A rule across fields may still refuse one; no field alone may.
    let shape: Set = [
      "wrong_type", "unknown_field", "invalid_id", "unknown_choice", "empty", "out_of_range", "too_long",
    ]
    for kind in CommandKind.all {
      do {
        _ = try kind.read(Example.body(kind.fields()))
      } catch {
        #expect(error.errors.filter { shape.contains($0.code) } == [], "\(kind.title)")
      }
    }
  }
}
