import CLibPQ

/// Parameters in the shape that libpq wants: one buffer, and for each its type, place, length and format.
struct EncodedParameters {
  private(set) var types: [Oid] = []
  private(set) var lengths: [Int32] = []
  private(set) var formats: [Int32] = []
  private var starts: [Int?] = []
  private var buffer: [UInt8] = []

  init(_ parameters: [Parameter]) throws(PostgresError) {
    buffer.reserveCapacity(256 * parameters.count)
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
    case .null: add(Type.inferred, nil as [UInt8]?, format: 0)
    case .text(let text): add(Type.inferred, try text.checked(number).utf8, format: 0)
    case .int(let int): add(Type.int8, bigEndian(int))
    case .bool(let bool): add(Type.bool, [bool ? 1 : 0])
    case .double(let double): add(Type.float8, bigEndian(Int64(bitPattern: double.bitPattern)))
    case .bytes(let bytes): add(Type.bytea, bytes)
    case .time(let time): add(Type.timestamptz, bigEndian(try serverTime(time, number)))
    case .texts(let texts):
      for text in texts { _ = try text?.checked(number) }
      add(Type.inferred, arrayLiteral(texts), format: 0)
    case .textArray(let texts):
      for text in texts { _ = try text?.checked(number) }
      addArray(Type.textArray, of: Type.text, texts, size: { $0.utf8.count }) { text, place in
        var text = text
        text.withUTF8 { place.copyMemory(from: UnsafeRawBufferPointer($0)) }
      }
    case .ints(let ints): addArray(Type.int8Array, of: Type.int8, ints)
    case .bools(let bools):
      addArray(Type.boolArray, of: Type.bool, bools, size: { _ in 1 }) { $1[0] = $0 ? 1 : 0 }
    case .bytesList(let list):
      addArray(Type.byteaArray, of: Type.bytea, list, size: { $0.count }) { $1.copyBytes(from: $0) }
    case .times(let times):
      var elements: [Int64?] = []
      for time in times {
        elements.append(try time.map { time throws(PostgresError) in try serverTime(time, number) })
      }
      addArray(Type.timestamptzArray, of: Type.timestamptz, elements)
    }
  }

  private mutating func add(_ type: Oid, _ bytes: (some Collection<UInt8>)?, format: Int32 = 1) {
    begin(type, format: format, isNull: bytes == nil)
    if let bytes { buffer += bytes }
    end()
  }

  private mutating func begin(_ type: Oid, format: Int32 = 1, isNull: Bool = false) {
    types.append(type)
    formats.append(format)
    starts.append(isNull ? nil : buffer.count)
  }

  private mutating func end() {
    let start = starts.last.flatMap(\.self) ?? buffer.count
    lengths.append(Int32(truncatingIfNeeded: buffer.count - start))
    buffer.append(0)
  }

  private mutating func addArray(_ type: Oid, of element: Oid, _ elements: [Int64?]) {
    addArray(type, of: element, elements, size: { _ in 8 }) {
      $1.storeBytes(of: $0.bigEndian, as: Int64.self)
    }
  }

  /// PostgreSQL's binary form of a one-dimensional array, each element as `store` writes it into its place. All of it
  /// is made at once, so that the buffer grows once for each array and not for each length and element.
  private mutating func addArray<Element>(
    _ type: Oid, of element: Oid, _ elements: [Element?], size: (Element) -> Int,
    _ store: (Element, UnsafeMutableRawBufferPointer) -> Void
  ) {
    begin(type)
    let total = elements.reduce(20) { $0 + 4 + ($1.map(size) ?? 0) }
    buffer += [UInt8](unsafeUninitializedCapacity: total) { bytes, count in
      let bytes = UnsafeMutableRawBufferPointer(bytes)
      func write(_ value: Int32) {
        bytes.storeBytes(of: value.bigEndian, toByteOffset: count, as: Int32.self)
        count += 4
      }
      write(elements.isEmpty ? 0 : 1)
      write(elements.contains { $0 == nil } ? 1 : 0)
      write(Int32(bitPattern: element))
      if elements.isEmpty { return }
      write(Int32(elements.count))
      write(1)
      for value in elements {
        guard let value else {
          write(-1)
          continue
        }
        let length = size(value)
        write(Int32(length))
        store(value, UnsafeMutableRawBufferPointer(rebasing: bytes[count..<(count + length)]))
        count += length
      }
    }
    end()
  }
}

/// Types that PostgreSQL's catalogue numbers for ever.
private enum Type {
  static let inferred: Oid = 0
  static let bool: Oid = 16
  static let bytea: Oid = 17
  static let int8: Oid = 20
  static let text: Oid = 25
  static let float8: Oid = 701
  static let timestamptz: Oid = 1184
  static let boolArray: Oid = 1000
  static let byteaArray: Oid = 1001
  static let textArray: Oid = 1009
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
    var quoted = text
    quoted.withUTF8 { bytes in
      var copied = 0
      // Byte by byte: neither of the two that are escaped is ever a part of another character.
      for place in bytes.indices
      where bytes[place] == UInt8(ascii: "\"") || bytes[place] == UInt8(ascii: "\\") {
        literal.append(contentsOf: bytes[copied..<place])
        literal.append(UInt8(ascii: "\\"))
        copied = place
      }
      literal.append(contentsOf: bytes[copied...])
    }
    literal.append(UInt8(ascii: "\""))
  }
  literal.append(UInt8(ascii: "}"))
  return literal
}

extension String {
  var holdsNUL: Bool {
    var text = self
    return text.withUTF8 { $0.contains(0) }
  }

  /// PostgreSQL's text knows no NUL, and C would end the text there without a word.
  fileprivate func checked(_ number: Int) throws(PostgresError) -> String {
    guard !holdsNUL else {
      throw PostgresError(
        .misuse,
        "Parameter $\(number) contains a NUL character, which PostgreSQL cannot store."
      )
    }
    return self
  }
}
