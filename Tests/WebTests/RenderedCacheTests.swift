import HTTPTypes
import NIOCore
import Testing

@testable import Web

@Suite struct RenderedCacheTests {
  @Test func `what was rendered before a redaction is dropped, once, and in every log's answers`() {
    let cache = RenderedCache(limit: 10_000)
    let rendered = Rendered(body: ByteBuffer(string: "words"), headers: [:])
    cache.noteRedaction(0, of: "ashmere")
    cache.keep(rendered, under: "a")
    cache.noteRedaction(0, of: "ashmere")
    #expect(cache.find("a") != nil)
    cache.noteRedaction(7, of: "ashmere")
    #expect(cache.find("a") == nil)
    cache.keep(rendered, under: "b")
    cache.noteRedaction(7, of: "ashmere")
    cache.noteRedaction(3, of: "birdale")
    #expect(cache.find("b") != nil)
  }
}
