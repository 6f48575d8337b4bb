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
  func encode<W: Written>(_ value: W, forKey key: Key) { put(value.node, key) }

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
  // The values that encode themselves as themselves: texts, truths and every kind of number.
  func encode(_ value: String) { put(value.node) }
  func encode(_ value: Bool) { put(value.node) }
  func encode<N: Numeric & Encodable>(_ value: N) { put(.number("\(value)")) }

  func nestedContainer<K: CodingKey>(keyedBy type: K.Type) -> KeyedEncodingContainer<K> { encoder.nest() }
  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.nest() }
  func superEncoder() -> any Encoder { encoder.nest() }
}
