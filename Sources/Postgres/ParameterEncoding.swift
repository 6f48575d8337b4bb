import CLibPQ

/// Parameters in the shape that libpq wants: one buffer, and for each its type, place, length and format.
struct EncodedParameters {
  private(set) var types: [Oid] = []
  private(set) var lengths: [Int32] = []
  private(set) var formats: [Int32] = []
  private var starts: [Int?] = []
  private var buffer: [UInt8] = []

  init(_ parameters: [Parameter]) throws(PostgresError) {
    for (index, parameter) in parameters.enumerated() {
      try append(parameter, number: index + 1)
    }
  }

  /// Lends the pointers that libpq takes; they die with the call.
  func withPointers<R>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> R) -> R {
    buffer.withUnsafeBytes { bytes in
      let base = bytes.bindMemory(to: CChar.self).baseAddress
      let values = starts.map { start in start.flatMap { base?.advanced(by: $0) } }
      return values.withUnsafeBufferPointer { body($0.baseAddress) }
    }
  }

  private mutating func append(_ parameter: Parameter, number: Int) throws(PostgresError) {
    switch parameter {
    case .null: add(0, nil)
    case .text(let text): addText(try text.checked(number))
    case .int(let int): add(Type.int8, bigEndian(int))
    case .bool(let bool): add(Type.bool, [bool ? 1 : 0])
    case .double(let double): add(Type.float8, bigEndian(Int64(bitPattern: double.bitPattern)))
    case .bytes(let bytes): add(Type.bytea, bytes)
    case .time(let time): add(Type.timestamptz, bigEndian(try serverTime(time, number)))
    case .texts(let texts):
      for text in texts { _ = try text?.checked(number) }
      add(Type.inferred, arrayLiteral(texts), format: 0)
    case .ints(let ints): addArray(Type.int8Array, of: Type.int8, ints.map { $0.map(bigEndian) })
    case .bools(let bools): addArray(Type.boolArray, of: Type.bool, bools.map { $0.map { [$0 ? 1 : 0] } })
    case .bytesList(let list): addArray(Type.byteaArray, of: Type.bytea, list)
    case .times(let times):
      var elements: [[UInt8]?] = []
      for time in times {
        guard let time else { elements.append(nil); continue }
        elements.append(bigEndian(try serverTime(time, number)))
      }
      addArray(Type.timestamptzArray, of: Type.timestamptz, elements)
    }
  }

  private mutating func add(_ type: Oid, _ bytes: [UInt8]?, format: Int32 = 1) {
    types.append(type)
    formats.append(format)
    lengths.append(Int32(truncatingIfNeeded: bytes?.count ?? 0))
    starts.append(bytes.map { _ in buffer.count })
    buffer.append(contentsOf: bytes ?? [])
    buffer.append(0)
  }

  private mutating func addText(_ text: String) { add(Type.inferred, Array(text.utf8), format: 0) }

  /// PostgreSQL's binary form of a one-dimensional array.
  private mutating func addArray(_ type: Oid, of element: Oid, _ elements: [[UInt8]?]) {
    var bytes = bigEndian(Int32(elements.isEmpty ? 0 : 1))
    bytes += bigEndian(Int32(elements.contains(nil) ? 1 : 0))
    bytes += bigEndian(Int32(bitPattern: element))
    if !elements.isEmpty { bytes += bigEndian(Int32(elements.count)) + bigEndian(Int32(1)) }
    for value in elements {
      bytes += bigEndian(Int32(value?.count ?? -1))
      bytes += value ?? []
    }
    add(type, bytes)
  }
}

/// Types that PostgreSQL's catalogue numbers for ever.
private enum Type {
  static let inferred: Oid = 0
  static let bool: Oid = 16
  static let bytea: Oid = 17
  static let int8: Oid = 20
  static let float8: Oid = 701
  static let timestamptz: Oid = 1184
  static let boolArray: Oid = 1000
  static let byteaArray: Oid = 1001
  static let int8Array: Oid = 1016
  static let timestamptzArray: Oid = 1185
}

private func bigEndian<I: FixedWidthInteger>(_ value: I) -> [UInt8] {
  withUnsafeBytes(of: value.bigEndian) { Array($0) }
}

private func serverTime(_ time: PostgresTime, _ number: Int) throws(PostgresError) -> Int64 {
  let (value, overflow) = time.microseconds.subtractingReportingOverflow(PostgresTime.serverEpoch)
  // The two extreme values mean infinity to the server.
  guard !overflow, value != .min, value != .max else {
    throw PostgresError(.misuse, "Parameter $\(number) is a time that PostgreSQL cannot hold.")
  }
  return value
}

/// Text form, every element quoted, since the element's type is for the server to infer.
func arrayLiteral(_ texts: [String?]) -> [UInt8] {
  var literal = [UInt8(ascii: "{")]
  for (index, text) in texts.enumerated() {
    if index > 0 { literal.append(UInt8(ascii: ",")) }
    guard let text else { literal.append(contentsOf: "NULL".utf8); continue }
    literal.append(UInt8(ascii: "\""))
    // Byte by byte: neither of the two that are escaped is ever a part of another character.
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { literal.append(UInt8(ascii: "\\")) }
      literal.append(byte)
    }
    literal.append(UInt8(ascii: "\""))
  }
  literal.append(UInt8(ascii: "}"))
  return literal
}

extension String {
  /// PostgreSQL's text knows no NUL, and C would end the text there without a word.
  fileprivate func checked(_ number: Int) throws(PostgresError) -> String {
    guard !utf8.contains(0) else {
      throw PostgresError(
        .misuse,
        "Parameter $\(number) contains a NUL character, which PostgreSQL cannot store."
      )
    }
    return self
  }
}
