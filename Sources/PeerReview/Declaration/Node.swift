/// What a JSON body and a form body both become before anybody reads them.
package enum Node: Sendable, Equatable {
  case null
  case bool(Bool)
  /// The literal as sent, so that no digit is lost before somebody says what it means.
  case number(String)
  case text(String)
  case list([Node])
  case object([Member])

  /// One name and its value; an object keeps the order in which they came.
  package struct Member: Sendable, Equatable {
    package let name: String
    package let value: Node

    package init(_ name: String, _ value: Node) {
      self.name = name
      self.value = value
    }
  }

  /// The value under a name of an object, else nil.
  package subscript(_ name: String) -> Node? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// What to call it in an error: `a number`, `a list`.
  var noun: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .text: "text"
    case .list: "a list"
    case .object: "an object"
    }
  }
}

extension Node: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .number(String(value)) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension Node: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  package init(arrayLiteral elements: Node...) { self = .list(elements) }
  package init(dictionaryLiteral elements: (String, Node)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
