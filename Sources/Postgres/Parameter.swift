/// A value bound to `$1`, `$2`, … of a statement; it travels beside the SQL and never inside it.
///
/// Text, texts and null carry no type: the server infers it from where they stand, so a text may
/// become a uuid, a date or jsonb. All others say their type (int8, bool, float8, bytea, timestamptz, text[]).
package enum Parameter: Sendable, Hashable {
  case null
  case text(String)
  case int(Int64)
  case bool(Bool)
  case double(Double)
  case bytes([UInt8])
  case time(PostgresTime)
  case texts([String?])
  /// A text[] and nothing else, which spares both sides the quotes and escapes of `texts`.
  case textArray([String?])
  case ints([Int64?])
  case bools([Bool?])
  case bytesList([[UInt8]?])
  case times([PostgresTime?])
}

extension Parameter {
  /// An int8 from Swift's own word.
  package static func int(_ value: Int) -> Parameter { .int(Int64(value)) }

  /// An int8[] from Swift's own words.
  package static func ints(_ values: [Int]) -> Parameter { .ints(values.map { Int64($0) }) }

  /// A text, or null.
  package static func optional(_ value: String?) -> Parameter { value.map(Parameter.text) ?? .null }

  /// An int8, or null.
  package static func optional(_ value: Int64?) -> Parameter { value.map { .int($0) } ?? .null }

  /// An int8, or null.
  package static func optional(_ value: Int?) -> Parameter { value.map { .int($0) } ?? .null }

  /// A bool, or null.
  package static func optional(_ value: Bool?) -> Parameter { value.map(Parameter.bool) ?? .null }

  /// A float8, or null.
  package static func optional(_ value: Double?) -> Parameter { value.map(Parameter.double) ?? .null }

  /// A bytea, or null.
  package static func optional(_ value: [UInt8]?) -> Parameter { value.map(Parameter.bytes) ?? .null }

  /// A timestamptz, or null.
  package static func optional(_ value: PostgresTime?) -> Parameter { value.map(Parameter.time) ?? .null }
}

extension Parameter: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByFloatLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int64) { self = .int(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(floatLiteral value: Double) { self = .double(value) }
  package init(nilLiteral: ()) { self = .null }
}

extension Parameter {
  /// What it carries in words, which an error message must not repeat.
  var secrets: [String] {
    switch self {
    case .text(let text): [text]
    case .texts(let texts), .textArray(let texts): texts.compactMap(\.self)
    case .int(let int): [String(int)]
    case .ints(let ints): ints.compactMap { $0.map { String($0) } }
    case .null, .bool, .double, .bytes, .time, .bools, .bytesList, .times: []
    }
  }
}
