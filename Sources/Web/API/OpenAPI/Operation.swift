import PeerReview

/// An operation object of the OpenAPI document.
struct Operation {
  let id: String
  let tag: Tag
  let summary: String
  var text = ""
  var parameters: [Node] = []
  var body: Node?
  /// By status, without the problems.
  var answers: [(status: String, node: Node)] = []
  /// What it may be refused with.
  var problems: [ProblemKind] = []
  /// The scopes of which the token needs one; none where no token is needed.
  var scopes: [String] = []

  enum Tag: String, CaseIterable {
    case commands = "Commands"
    case views = "Views"
    case streams = "Streams"
    case events = "Events"
    case about = "About the API"
    case operators = "For operators"

    var meaning: String {
      switch self {
      case .commands: "What may be asked to change."
      case .views: "Each answers one question, for one reader."
      case .streams: "One object's present state."
      case .events: "What was recorded, in order."
      case .about: "What the API is, in words."
      case .operators: "Whether the service is well."
      }
    }
  }

  var node: Node {
    var members: [Node.Member] = [
      Node.Member("operationId", .text(id)), Node.Member("tags", .list([.text(tag.rawValue)])),
      Node.Member("summary", .text(summary)),
    ]
    if !description.isEmpty { members.append(Node.Member("description", .text(description))) }
    if !parameters.isEmpty { members.append(Node.Member("parameters", .list(parameters))) }
    if let body { members.append(Node.Member("requestBody", body)) }
    members.append(Node.Member("security", scopes.isEmpty ? .list([]) : .list([["token": []]])))
    members.append(Node.Member("responses", .object(responses)))
    return .object(members)
  }

  private var description: String {
    guard !scopes.isEmpty else { return text }
    let needed = "The token needs the scope \(scopes.map { "`\($0)`" }.joined(separator: " or "))."
    return text.isEmpty ? needed : text + "\n\n" + needed
  }

  private var responses: [Node.Member] {
    let refused = Dictionary(
      grouping: problems + Self.anywhere + (scopes.isEmpty ? [] : Self.withToken), by: \.status)
    return answers.map { Node.Member($0.status, $0.node) }
      + refused.sorted { $0.key < $1.key }.map { status, kinds in
        Node.Member(String(status), ["$ref": .text(ProblemResponse(status, kinds).reference)])
      }
  }

  /// What any request may be answered.
  private static let anywhere = [
    ProblemCode.malformedRequest, .invalidInput, .methodNotAllowed, .noSuchPath, .uriTooLong,
    .headersTooLarge,
    .timedOut, .unavailable, .internalError,
  ].map { ProblemKind($0) }

  private static let withToken =
    [ProblemCode.unauthenticated, .insufficientScope, .rateLimited].map { ProblemKind($0) }
    + [ProblemKind(Refusal.Code.notFound)]

  static func header(_ meaning: String, _ schema: Node = ["type": "string"], always: Bool = true) -> Node {
    ["description": .text(meaning), "required": .bool(always), "schema": schema]
  }

  static let requestID = header("Names this request in our log.", ["type": "string", "format": "uuid"])

  /// An answer with content.
  static func answer(
    _ meaning: String, headers: [Node.Member] = [], links: Node? = nil,
    _ content: [(type: String, schema: Node)]
  ) -> Node {
    var members = [
      Node.Member("description", .text(meaning)),
      Node.Member("headers", .object([Node.Member("Request-Id", requestID)] + headers)),
    ]
    if !content.isEmpty {
      members.append(
        Node.Member("content", .object(content.map { Node.Member($0.type, ["schema": $0.schema]) })))
    }
    if let links { members.append(Node.Member("links", links)) }
    return .object(members)
  }
}
