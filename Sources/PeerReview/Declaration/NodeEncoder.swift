/// Takes down as a tree what the compiler's own `encode(to:)` says of a value: a payload's properties in the order of
/// their declaration, in snake case, without those that are nil. Found by reflection they take three times as long.
final class NodeEncoder: Encoder {
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]
  fileprivate var node = Node.null
  /// What a list or an object has so far, which become the node in the end.
  fileprivate var items: [Node]?
  fileprivate var members: [Node.Member]?

  static func node(of value: some Encodable) -> Node {
    let encoder = NodeEncoder()
    do { try value.encode(to: encoder) } catch { preconditionFailure("\(type(of: value)): \(error)") }
    if let members = encoder.members { return .object(members) }
    return encoder.items.map(Node.list) ?? encoder.node
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    members = []
    return KeyedEncodingContainer(Members(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    items = []
    return Values(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Values(encoder: self) }

  /// What no payload does: the compiler nests nothing by hand.
  fileprivate func nest() -> Never { preconditionFailure("A payload nests by its properties alone.") }
}

/// The properties of an object.
private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: NodeEncoder
  var codingPath: [any CodingKey] { [] }

  private func put(_ node: Node, _ key: Key) {
    encoder.members?.append(Node.Member(Writing.snakeCase(key.stringValue), node))
  }

  func encodeNil(forKey key: Key) {}
  func encode<T: Encodable>(_ value: T, forKey key: Key) { put(NodeEncoder.node(of: value), key) }
  func encode(_ value: String, forKey key: Key) { put(.text(value), key) }
  func encode(_ value: Bool, forKey key: Key) { put(.bool(value), key) }
  func encode(_ value: Int, forKey key: Key) { put(value.node, key) }
  func encode(_ value: Int64, forKey key: Key) { put(value.node, key) }
  func encode(_ value: Double, forKey key: Key) { put(.number("\(value)"), key) }
  func encode(_ value: Float, forKey key: Key) { put(.number("\(value)"), key) }
  func encode(_ value: Int8, forKey key: Key) { put(.number("\(value)"), key) }
  func encode(_ value: Int16, forKey key: Key) { put(.number("\(value)"), key) }
  func encode(_ value: Int32, forKey key: Key) { put(.number("\(value)"), key) }
  func encode(_ value: UInt, forKey key: Key) { put(.number("\(value)"), key) }
  func encode(_ value: UInt8, forKey key: Key) { put(.number("\(value)"), key) }
  func encode(_ value: UInt16, forKey key: Key) { put(.number("\(value)"), key) }
  func encode(_ value: UInt32, forKey key: Key) { put(.number("\(value)"), key) }
  func encode(_ value: UInt64, forKey key: Key) { put(.number("\(value)"), key) }

  func nestedContainer<K: CodingKey>(keyedBy type: K.Type, forKey key: Key) -> KeyedEncodingContainer<K> {
    encoder.nest()
  }
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder.nest() }
  func superEncoder() -> any Encoder { encoder.nest() }
  func superEncoder(forKey key: Key) -> any Encoder { encoder.nest() }
}

/// The elements of a list, or one value alone.
private struct Values: UnkeyedEncodingContainer, SingleValueEncodingContainer {
  let encoder: NodeEncoder
  var codingPath: [any CodingKey] { [] }
  var count: Int { encoder.items?.count ?? 0 }

  private func put(_ node: Node) {
    if encoder.items == nil { encoder.node = node } else { encoder.items?.append(node) }
  }

  func encodeNil() {}
  func encode<T: Encodable>(_ value: T) { put(NodeEncoder.node(of: value)) }
  func encode(_ value: String) { put(.text(value)) }
  func encode(_ value: Bool) { put(.bool(value)) }
  func encode(_ value: Int) { put(value.node) }
  func encode(_ value: Int64) { put(value.node) }
  func encode(_ value: Double) { put(.number("\(value)")) }
  func encode(_ value: Float) { put(.number("\(value)")) }
  func encode(_ value: Int8) { put(.number("\(value)")) }
  func encode(_ value: Int16) { put(.number("\(value)")) }
  func encode(_ value: Int32) { put(.number("\(value)")) }
  func encode(_ value: UInt) { put(.number("\(value)")) }
  func encode(_ value: UInt8) { put(.number("\(value)")) }
  func encode(_ value: UInt16) { put(.number("\(value)")) }
  func encode(_ value: UInt32) { put(.number("\(value)")) }
  func encode(_ value: UInt64) { put(.number("\(value)")) }

  func nestedContainer<K: CodingKey>(keyedBy type: K.Type) -> KeyedEncodingContainer<K> { encoder.nest() }
  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.nest() }
  func superEncoder() -> any Encoder { encoder.nest() }
}
