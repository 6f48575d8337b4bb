import PeerReview

/// A row's key: texts compared as people read them, numbers within them by value, so that question 9.1
/// comes before 11.2. No view is sorted by a judgement's step.
package struct RowKey: Hashable, Sendable, Comparable, ExpressibleByStringLiteral {
  package let parts: [String]

  package init(_ parts: String...) { self.parts = parts }
  package init(parts: [String]) { self.parts = parts }
  package init(stringLiteral value: String) { parts = [value] }

  /// One text, in every format and table: `vis-1/bir-lead`.
  package var name: String { parts.joined(separator: "/") }

  package static func < (a: Self, b: Self) -> Bool {
    for (left, right) in zip(a.parts, b.parts) where left != right {
      return NaturalOrder.precedes(left, right)
    }
    return a.parts.count < b.parts.count
  }
}

package enum NaturalOrder {
  /// Digits compare as numbers, all else as it stands.
  package static func precedes(_ a: String, _ b: String) -> Bool {
    var (left, right) = (a, b)
    return left.withUTF8 { left in right.withUTF8 { precedes(left, $0) } } ?? (a < b)
  }

  /// Nil where they differ in no more than leading zeros.
  private static func precedes(
    _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>
  ) -> Bool? {
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if isDigit(a[i]), isDigit(b[j]) {
        let (m, n) = (takeNumber(a, &i), takeNumber(b, &j))
        if m != n { return m < n }
      } else if a[i] != b[j] {
        return a[i] < b[j]
      } else {
        i += 1
        j += 1
      }
    }
    return i == a.count && j == b.count ? nil : i == a.count
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func takeNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> UInt64 {
    var value: UInt64 = 0
    while place < bytes.count, isDigit(bytes[place]) {
      value = value &* 10 &+ UInt64(bytes[place] - 0x30)
      place += 1
    }
    return value
  }
}

/// The rows of a view in memory, with which of them changed since they were last written away.
package struct Rows<Row: Sendable>: Sendable {
  package struct Entry: Sendable {
    package fileprivate(set) var row: Row
    /// The last event that touched the row.
    package fileprivate(set) var position: Int64
    package let stream: StreamID?
    package let place: Place
    /// The least that the reader sees of any event in the row.
    package fileprivate(set) var extent: Sight.Extent

    fileprivate mutating func take(_ seen: Seen, _ change: (inout Row) -> Void) {
      change(&row)
      position = seen.recorded.envelope.position
      extent = min(extent, seen.extent)
    }
  }

  package private(set) var entries: SteadyDictionary<RowKey, Entry> = [:]
  /// Keys set, updated or removed since the last `takeChanges`, and whether a row stood there then.
  private var changed: [RowKey: Bool] = [:]

  package init() {}

  package subscript(_ key: RowKey) -> Row? { entries[key]?.row }
  package var count: Int { entries.count }

  /// Puts a row there, new or in place of what stood under the key. `stream` and `place` are the event's
  /// unless the row is about something else.
  package mutating func set(
    _ key: RowKey, _ row: Row, by seen: Seen, stream: StreamID?? = nil, place: Place? = nil
  ) {
    let envelope = seen.recorded.envelope
    let before = entries.updateValue(
      Entry(
        row: row, position: envelope.position, stream: stream ?? envelope.stream,
        place: place ?? envelope.place, extent: min(seen.extent, entries[key]?.extent ?? .everything)),
      forKey: key)
    note(key, stood: before != nil)
  }

  /// Changes a row where there is one; a reader who may not see its beginning has none.
  package mutating func update(_ key: RowKey, by seen: Seen, _ change: (inout Row) -> Void) {
    let stood: Void? = entries[key]?.take(seen, change)
    if stood != nil { note(key, stood: true) }
  }

  package mutating func remove(_ key: RowKey) {
    if entries.removeValue(forKey: key) != nil { note(key, stood: true) }
  }

  /// The keys that changed, with whether a row stood there before, and forgets that they did.
  package mutating func takeChanges() -> [RowKey: Bool] {
    defer { changed = [:] }
    return changed
  }

  private mutating func note(_ key: RowKey, stood: Bool) {
    if changed[key] == nil { changed[key] = stood }
  }
}
