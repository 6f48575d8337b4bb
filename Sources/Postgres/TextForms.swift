/// The bytes behind `\x0aff`, the hex form of a bytea; nil if it is not one.
func bytesFromHex(_ text: ArraySlice<UInt8>) -> [UInt8]? {
  guard text.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "x")]), text.count % 2 == 0 else { return nil }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count / 2 - 1)
  var place = text.startIndex + 2
  while place < text.endIndex {
    guard let high = hexDigit(text[place]), let low = hexDigit(text[place + 1]) else { return nil }
    bytes.append(high << 4 | low)
    place += 2
  }
  return bytes
}

private func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  default: nil
  }
}

/// The elements of `{a,"b \" c",NULL}`, nil for null; nil if it is no array of one dimension.
func arrayElements(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>?]? {
  guard text.first == UInt8(ascii: "{"), text.last == UInt8(ascii: "}"), text.count >= 2 else { return nil }
  var rest = text.dropFirst().dropLast()
  if rest.isEmpty { return [] }
  var elements: [ArraySlice<UInt8>?] = []
  while true {
    guard let element = rest.takeElement() else { return nil }
    elements.append(element)
    guard let separator = rest.popFirst() else { return elements }
    guard separator == UInt8(ascii: ",") else { return nil }
  }
}

extension ArraySlice<UInt8> {
  /// The outer nil means malformed, the inner one NULL.
  fileprivate mutating func takeElement() -> ArraySlice<UInt8>?? {
    if first == UInt8(ascii: "\"") { return takeQuoted().map { .some(.some($0)) } ?? .none }
    let plain = prefix { $0 != UInt8(ascii: ",") }
    guard !plain.isEmpty, !plain.contains(UInt8(ascii: "{")) else { return .none }
    removeFirst(plain.count)
    return .some(plain.elementsEqual("NULL".utf8) ? nil : plain)
  }

  private mutating func takeQuoted() -> ArraySlice<UInt8>? {
    removeFirst()
    var value: [UInt8] = []
    while let byte = popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return value[...]
      case UInt8(ascii: "\\"):
        guard let escaped = popFirst() else { return nil }
        value.append(escaped)
      default: value.append(byte)
      }
    }
    return nil
  }
}
