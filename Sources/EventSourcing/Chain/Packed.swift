import PeerReview

/// Columns in the form in which they are hashed, as `schema/README.md` defines it: each preceded by its
/// length in four bytes, big-endian, -1 for null.
struct Packed {
  /// 2000-01-01T00:00:00Z, from which PostgreSQL counts.
  static let epoch: Int64 = 946_684_800_000_000

  private(set) var bytes: [UInt8] = []

  /// `kind` keeps an event from ever passing for a receipt.
  init(_ kind: String) { add(kind) }

  mutating func add(_ column: [UInt8]?) {
    let length = column.map { Int32(truncatingIfNeeded: $0.count) } ?? -1
    withUnsafeBytes(of: length.bigEndian) { bytes.append(contentsOf: $0) }
    if let column { bytes.append(contentsOf: column) }
  }

  mutating func add(_ column: String?) { add(column.map { Array($0.utf8) }) }

  mutating func add(_ column: Int64?) {
    add(column.map { number in withUnsafeBytes(of: number.bigEndian) { Array($0) } })
  }

  /// Microseconds since 2000-01-01T00:00:00Z.
  mutating func add(_ column: Moment) { add(column.microseconds &- Self.epoch) }

  /// A UUID, as its 16 bytes.
  mutating func add(uuid: String) { add(Digest.bytes(hex: uuid.lowercased().filter { $0 != "-" }) ?? []) }

  var digest: [UInt8] { Digest.sha256(bytes) }
}
