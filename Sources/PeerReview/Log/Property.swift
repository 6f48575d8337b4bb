/// One property of a stream's state as a reader gets it: its name, its meaning, and whether it is content
/// that an outline (what a coordinator sees of a judgement) leaves out.
package struct Property<A>: Sendable {
  package let name: String
  package let meaning: String
  package let isContent: Bool
  package let node: @Sendable (A) -> Node

  /// `read` gives any value that a payload may hold: text, number, day, id, choice, payload, lists of them.
  package init<V: Encodable & SendableMetatype>(
    _ name: String, _ meaning: String, content: Bool = false, _ read: @escaping @Sendable (A) -> V
  ) {
    self.name = name
    self.meaning = meaning
    isContent = content
    node = { NodeEncoder.node(of: read($0)) }
  }
}
