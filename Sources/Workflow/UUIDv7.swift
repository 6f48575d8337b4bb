import EventSourcing
import PeerReview

/// Ids that the server mints: UUIDs of version 7, so that they sort by when they were made.
package enum UUIDv7 {
  package static func mint(at moment: Moment) -> String {
    let milliseconds = UInt64(max(0, moment.microseconds / 1000))
    var generator = SystemRandomNumberGenerator()
    // At once, since it is a call into the kernel.
    let random: UInt128 = generator.next()
    let high = milliseconds << 16 | 0x7000 | UInt64(random >> 64) & 0x0fff
    let low = 0x8000_0000_0000_0000 | UInt64(truncatingIfNeeded: random) & 0x3fff_ffff_ffff_ffff
    return hex(high, low)
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
