import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import PeerReview
import ReadModels
import Synchronization

/// The OpenAPI document, derived from the table of routes and from what commands, events and views declare.
/// Written when it is first asked for.
package final class APIDocument: Sendable {
  private let routes: [Route]
  private let options: WebOptions
  private let written = Mutex<Node?>(nil)

  init(_ routes: Routes, _ options: WebOptions) {
    self.routes = routes.all
    self.options = options
  }

  package var node: Node {
    written.withLock { written in
      if let written { return written }
      let node = write()
      written = node
      return node
    }
  }

  func answer(_ exchange: Exchange) throws -> Response {
    _ = try exchange.query([])
    return .text(
      JSON.text(node), type: "application/json", headers: [.cacheControl: "public, max-age=300"])
  }

  private func write() -> Node {
    let paths = paths
    let responses = ProblemResponse.all(in: paths).sorted { $0.name < $1.name }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "Collegiate", "version": "1", "summary": "Peer-supported self-review, as an API.",
        "description": .text(APIText.introduction(options)),
      ],
      "servers": [["url": "/"]],
      "tags": .list(
        Operation.Tag.allCases.map { ["name": .text($0.rawValue), "description": .text($0.meaning)] }),
      "paths": paths,
      "components": [
        "securitySchemes": [
          "token": ["type": "http", "scheme": "bearer", "description": .text(APIText.token(options))]
        ],
        "schemas": .object(schemas),
        "responses": .object(responses.map { Node.Member($0.name, $0.node) }),
      ],
    ]
  }

  private var paths: Node {
    var paths: [(path: String, operations: [Node.Member])] = []
    for route in routes {
      guard let description = route.description else { continue }
      let operation = Node.Member(route.method.rawValue.lowercased(), description())
      let path = route.path.description
      if let index = paths.firstIndex(where: { $0.path == path }) {
        paths[index].operations.append(operation)
      } else {
        paths.append((path, [operation]))
      }
    }
    return .object(paths.map { Node.Member($0.path, .object($0.operations)) })
  }

  private var schemas: [Node.Member] {
    var schemas = [
      Node.Member("Problem", Self.problem), Node.Member("AsOf", ViewDescription.asOf),
      Node.Member("Column", ViewDescription.column), Node.Member("Event", EventDescription.schema),
      Node.Member("CloudEvent", EventDescription.cloudEvent),
    ]
    schemas += CommandKind.all.map { Node.Member($0.title, CommandDescription.schema($0)) }
    schemas += Event.kinds.map { Node.Member($0.type, Schema.stored($0.fields())) }
    for stream in StreamKind.allCases where CommandKind.all.contains(where: { $0.stream == stream }) {
      schemas.append(Node.Member("\(stream.rawValue)_recorded", CommandDescription.recorded(stream)))
      schemas.append(Node.Member("\(stream.rawValue)_event", CommandDescription.event(stream)))
    }
    return schemas
  }

  private static let problem = Schema.object([
    ("type", ["type": "string", "description": "The address of a page about the code."], true),
    ("title", ["type": "string"], true), ("status", ["type": "integer"], true),
    ("detail", ["type": "string", "description": "A sentence for the person who gets it."], true),
    ("code", ["type": "string", "description": "For scripts; closed list."], true),
    (
      "errors",
      [
        "type": "array", "description": "Every field that is at fault.",
        "items": Schema.object([
          (
            "field",
            ["type": "string", "description": "Its path: sessions[0].with; empty for the whole body."], true
          ),
          ("code", ["type": "string"], true), ("detail", ["type": "string"], true),
        ]),
      ], true
    ),
    ("request_id", ["type": "string"], true),
    (
      "warnings",
      [
        "type": "array",
        "description": "With acknowledgement_required: what to read, and to acknowledge by code.",
        "items": Schema.object([("code", ["type": "string"], true), ("detail", ["type": "string"], true)]),
      ], false
    ),
    (
      "changed",
      [
        "type": "array",
        "description": "With stale_version: what was recorded since the version that you saw.",
        "items": Schema.object([
          ("position", ["type": "integer"], true), ("type", ["type": "string"], true),
          ("version", ["type": "integer"], true), ("actor", ["type": "string"], true),
          ("recorded_at", ["type": "string", "format": "date-time"], true),
          ("data", ["type": "object"], true),
        ]),
      ], false
    ),
  ])
}
