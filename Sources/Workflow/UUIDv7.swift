import EventSourcing
import Glibc
import PeerReview
import Synchronization

/// Ids that the server mints: UUIDs of version 7, so that they sort by when they were made.
package enum UUIDv7 {
  package static func mint(at moment: Moment) -> String {
    let milliseconds = UInt64(max(0, moment.microseconds / 1000))
    let random = stock.withLock { $0.take() }
    let high = milliseconds << 16 | 0x7000 | random.0 & 0x0fff
    let low = 0x8000_0000_0000_0000 | random.1 & 0x3fff_ffff_ffff_ffff
    return hex(high, low)
  }

  private static let stock = Mutex(Stock())

  /// Random numbers of the kernel's, for many ids at a time: a call for them costs more than all else of an id.
  private struct Stock {
    private var words: [UInt64] = []

    mutating func take() -> (UInt64, UInt64) {
      if words.isEmpty { fill() }
      return (words.removeLast(), words.removeLast())
    }

    private mutating func fill() {
      // The most that one call gives.
      words = Array(repeating: 0, count: 256 / MemoryLayout<UInt64>.size)
      let status = words.withUnsafeMutableBytes { getentropy($0.baseAddress, $0.count) }
      precondition(status == 0, "the system has no random numbers: errno \(errno)")
    }
  }

  /// 36 characters, without a text for each of them: every request has ids made for it.
  private static func hex(_ high: UInt64, _ low: UInt64) -> String {
    String(unsafeUninitializedCapacity: 36) { out in
      var place = 0
      for half in [high, low] {
        for shift in stride(from: 60, through: 0, by: -4) {
          if place == 8 || place == 13 || place == 18 || place == 23 {
            out[place] = UInt8(ascii: "-")
            place += 1
          }
          let digit = UInt8(truncatingIfNeeded: half >> UInt64(shift) & 0xf)
          out[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
          place += 1
        }
      }
      return place
    }
  }

  /// Whether text is a UUID of any version, and how it is written in the log.
  package static func canonical(_ text: String) -> String? {
    Append.isID(text) ? text.lowercased() : nil
  }
}
