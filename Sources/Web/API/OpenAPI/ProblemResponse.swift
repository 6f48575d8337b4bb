import PeerReview

/// The answer of one status to an operation that may be refused with these codes. Operations share it under
/// a name that says them all, so that the document explains each only once.
struct ProblemResponse: Hashable {
  let status: Int
  let codes: [String]

  init(_ status: Int, _ kinds: [ProblemKind]) {
    self.status = status
    codes = Set(kinds.map(\.code)).sorted()
  }

  private static let prefix = "#/components/responses/"

  /// `409.exists.wrong_state`
  var name: String { ([String(status)] + codes).joined(separator: ".") }
  var reference: String { Self.prefix + name }

  /// Nil for a reference to anything else.
  init?(reference: String) {
    guard reference.hasPrefix(Self.prefix) else { return nil }
    let parts = reference.dropFirst(Self.prefix.count).split(separator: ".").map(String.init)
    guard let status = parts.first.flatMap({ Int($0) }) else { return nil }
    self.status = status
    codes = Array(parts.dropFirst())
  }

  var node: Node {
    let meanings = codes.compactMap { ProblemKind.named($0) }.map { "`\($0.code)`: \($0.meaning)" }
    return [
      "description": .text(meanings.joined(separator: "\n\n")),
      "headers": .object(headers),
      "content": [
        "application/problem+json": [
          "schema": [
            "allOf": [["$ref": "#/components/schemas/Problem"]],
            "properties": [
              "code": ["enum": .list(codes.map { .text($0) })], "status": ["const": status.node],
            ],
          ]
        ]
      ],
    ]
  }

  private var headers: [Node.Member] {
    var members = [Node.Member("Request-Id", Operation.requestID)]
    switch status {
    case 401: members.append(Node.Member("WWW-Authenticate", Operation.header("How to authenticate.")))
    case 405: members.append(Node.Member("Allow", Operation.header("The methods that this address takes.")))
    case 429, 503:
      members.append(
        Node.Member(
          "Retry-After", Operation.header("Seconds to wait.", ["type": "string", "pattern": "^[0-9]+$"])))
    default: break
    }
    return members
  }

  /// All that a part of the document refers to.
  static func all(in node: Node) -> Set<ProblemResponse> {
    switch node {
    case .text(let text): ProblemResponse(reference: text).map { [$0] } ?? []
    case .list(let items): items.reduce(into: []) { $0.formUnion(all(in: $1)) }
    case .object(let members): members.reduce(into: []) { $0.formUnion(all(in: $1.value)) }
    case .null, .bool, .number: []
    }
  }
}
