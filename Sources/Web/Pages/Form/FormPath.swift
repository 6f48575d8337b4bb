import PeerReview

/// Where a field stands in a form: `prompted_by`, its second row, `ref`. Written three ways: as the name of
/// the control, as the path of an error, and as an id in the page.
struct FormPath: Sendable, Hashable {
  let parts: [String]

  init(_ parts: [String] = []) { self.parts = parts }

  /// An error's field: `prompted_by[0].ref`.
  init(error field: String) {
    parts = field.split { ".[]".contains($0) }.map(String.init)
  }

  func appending(_ part: String) -> FormPath { FormPath(parts + [part]) }
  func appending(_ index: Int) -> FormPath { appending(String(index)) }

  /// `prompted_by[0][ref]`
  var name: String { (parts.first ?? "") + parts.dropFirst().map { "[\($0)]" }.joined() }

  /// `f-prompted_by-0-ref`
  var id: String { "f-" + parts.joined(separator: "-") }

  /// Without the numbers of rows: `prompted_by.ref`.
  var declared: String { parts.filter { Int($0) == nil }.joined(separator: ".") }

  var parent: FormPath { FormPath(Array(parts.dropLast())) }

  /// What stands there in a tree.
  func value(in node: Node) -> Node? {
    parts.reduce(Optional(node)) { node, part in
      if case .list(let items)? = node {
        return Int(part).flatMap { items.indices.contains($0) ? items[$0] : nil }
      }
      return node?[part]
    }
  }
}
