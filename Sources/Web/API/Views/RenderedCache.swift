import HTTPTypes
import Hummingbird
import Synchronization

/// An answer as it was rendered.
struct Rendered: Sendable {
  let body: ByteBuffer
  let headers: HTTPFields
}

/// Rendered answers by the digest that is also their ETag, the least recently used dropped first. What they
/// depend on is in the digest, so that none is ever wrong, only unused.
final class RenderedCache: Sendable {
  private struct Entry {
    let rendered: Rendered
    var used: UInt64
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var bytes = 0
    var uses: UInt64 = 0
    var redactions: [String: Int64] = [:]
  }

  private let limit: Int
  private let state = Mutex(State())
  private static let most = 1000

  /// `limit` counts bytes of bodies.
  init(limit: Int) { self.limit = limit }

  /// Drops what is kept once a log's last redaction is another: nobody would get it any more, but it holds words
  /// that were erased.
  func noteRedaction(_ position: Int64, of log: String) {
    state.withLock { state in
      guard state.redactions.updateValue(position, forKey: log) ?? position != position else { return }
      (state.entries, state.bytes) = ([:], 0)
    }
  }

  func find(_ digest: String) -> Rendered? {
    state.withLock { state in
      state.uses += 1
      state.entries[digest]?.used = state.uses
      return state.entries[digest]?.rendered
    }
  }

  /// Keeps an answer, unless it alone would fill a quarter of the room.
  func keep(_ rendered: Rendered, under digest: String) {
    let size = rendered.body.readableBytes
    guard size <= limit / 4 else { return }
    state.withLock { state in
      state.uses += 1
      let old = state.entries.updateValue(Entry(rendered: rendered, used: state.uses), forKey: digest)
      state.bytes += size - (old?.rendered.body.readableBytes ?? 0)
      while state.bytes > limit || state.entries.count > Self.most,
        let oldest = state.entries.min(by: { $0.value.used < $1.value.used })
      {
        state.entries[oldest.key] = nil
        state.bytes -= oldest.value.rendered.body.readableBytes
      }
    }
  }
}
