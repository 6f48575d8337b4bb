/// Percent-encoding of URLs, read strictly.
enum Percent {
  /// The parts of a path between its slashes; nil where one cannot be read, or holds a control character.
  static func segments(_ path: Substring) -> [String]? {
    var (path, segments) = (path, [String]())
    segments.reserveCapacity(8)
    let isReadable = path.withUTF8 { bytes in
      var start = 0
      for end in 0...bytes.count where end == bytes.count || bytes[end] == UInt8(ascii: "/") {
        guard let segment = segment(bytes[start..<end]) else { return false }
        segments.append(segment)
        start = end + 1
      }
      return true
    }
    return isReadable ? segments : nil
  }

  private static func segment(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    if bytes.allSatisfy(isPlain) { return text }
    guard let text = decode(text), !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return nil }
    return text
  }

  /// Nil where an escape is broken or the bytes are not UTF-8.
  static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
      return String(text)
    }
    var out: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = bytes.popFirst().flatMap(nibble), let low = bytes.popFirst().flatMap(nibble)
        else { return nil }
        out.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: out.append(0x20)
      default: out.append(byte)
      }
    }
    return String(validating: out, as: UTF8.self)
  }

  /// Everything but letters, digits and `-._~:` is escaped, so that the result fits a path and a query.
  static func encode(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
    return text.utf8.map { byte in
      if isPlain(byte) { return String(UnicodeScalar(byte)) }
      let hex = String(byte, radix: 16, uppercase: true)
      return "%" + (hex.count == 1 ? "0" : "") + hex
    }.joined()
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"), UInt8(ascii: ":"):
      true
    default: false
    }
  }

  private static func nibble(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
