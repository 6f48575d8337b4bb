import NIOHTTP1
import PeerReview
import Testing

@testable import Web

@Suite struct RouteTests {
  private static func described(_ document: Node) -> Set<String> {
    Set(
      (document["paths"]?.members ?? []).flatMap { path in
        path.value.members.map { "\($0.name.uppercased()) \(path.name)" }
      })
  }

  @Test func `every route of the API is in the document, and nothing else is`() async throws {
    try await withService { service in
      let document = try await service.get("/api/v1/openapi.json", token: nil).node
      let served = Set(
        service.server.routes.all.filter { $0.description != nil }.map { "\($0.method.rawValue) \($0.path)" })
      #expect(Self.described(document) == served)
      // No path of the API without its description.
      let silent = service.server.routes.all.filter { $0.description == nil }.map(\.path.description)
      #expect(silent.filter { $0.hasPrefix("/api/") } == [])
    }
  }

  @Test func `every command and every view has its path`() {
    let paths = Set(API.routes.map { "\($0.method.rawValue) \($0.path)" })
    for kind in CommandKind.all { #expect(paths.contains("POST /api/v1/{consortium}/\(kind.path)")) }
    for kind in StreamKind.allCases where !kind.isSingle {
      #expect(paths.contains("GET /api/v1/{consortium}/\(kind.plural)/{id}"))
    }
    #expect(paths.contains("GET /api/v1/{consortium}/organisations"))
    #expect(paths.contains("GET /api/v1/{consortium}/views/visit_calendar.csv-metadata.json"))
  }

  @Test func `every path that the document describes is served`() async throws {
    try await withService { service in
      let document = try await service.get("/api/v1/openapi.json", token: nil).node
      for operation in Self.described(document) {
        let parts = operation.split(separator: " ").map(String.init)
        let path = parts[1].replacing("{consortium}", with: Service.log).replacing("{id}", with: "x-1")
          .replacing("{position}", with: "1").replacing("{stream}", with: "visit-vis-1").replacing(
            "{code}", with: "busy")
        let answer = try await service.send(.init(rawValue: parts[0]), path)
        #expect(answer.code != "no_such_path" && answer.status != 405, "\(operation): \(answer.status)")
      }
    }
  }

  @Test
  func
    `an unknown path is 404, another method 405 with Allow, HEAD is GET without a body, OPTIONS says what there is`()
    async throws
  {
    try await withService { service in
      let token = try await service.token("ash-lead")
      for path in [
        "/", "/api", "/api/v1/\(Service.log)", "views/", "views//visit_calendar", "visits/vis-1/nothing",
        "nope",
      ]
      where path != "/" {
        let answer = try await service.get(path, token: token)
        #expect(
          answer.status == 404 && answer[header: "content-type"] == "application/problem+json", "\(path)")
      }
      let wrong = try await service.send(.DELETE, "visits/vis-1", token: token)
      #expect(
        wrong.status == 405 && wrong[header: "allow"] == "GET, HEAD, OPTIONS"
          && wrong.code == "method_not_allowed")
      // A command's path is never the stream that is called like it.
      let hidden = try await service.get("visits/propose", token: token)
      #expect(hidden.status == 405 && hidden[header: "allow"] == "POST, OPTIONS")
      let head = try await service.send(.HEAD, "views/visit_calendar", token: token)
      let get = try await service.get("views/visit_calendar", token: token)
      #expect(head.status == 200 && head.text.isEmpty && head[header: "etag"] == get[header: "etag"])
      let options = try await service.send(.OPTIONS, "visits/vis-1/schedule")
      #expect(options.status == 204 && options[header: "allow"] == "POST, OPTIONS")
    }
  }

  @Test func `a malformed path or query is 400, never 5xx`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      for path in [
        "visits/%zz", "visits/%00", "visits/%ff", "visits/a%0Ab", "views/visit_calendar?lea=%9",
        "events?after=%ff",
      ] {
        // No client sends such an address as it stands.
        let answer = try await RawHTTP.exchange(
          service.address,
          "GET /api/v1/\(Service.log)/\(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n\r\n")
        #expect(
          answer.hasPrefix("HTTP/1.1 400") && answer.contains("malformed_request"), "\(path): \(answer)")
      }
      let nul = try await service.get("views/visit_calendar?lea=%00", token: token)
      #expect(nul.status == 422 && nul.fields == ["lea"])
    }
  }

  @Test func `what is not even HTTP gets a problem too`() async throws {
    try await withService { service in
      for request in [
        "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", "nonsense\r\n\r\n", "GET /\u{1} HTTP/1.1\r\nHost: x\r\n\r\n",
      ] {
        let answer = try await RawHTTP.exchange(service.address, request)
        #expect(
          answer.hasPrefix("HTTP/1.1 400") && answer.contains("malformed_request"), "\(request): \(answer)")
      }
    }
  }

  @Test func `every answer names its request`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      for path in ["views/visit_calendar", "nope", "visits/vis-1", "/healthz", "views/visit_calendar?nope=1"]
      {
        let answer = try await service.get(path, token: token)
        #expect(answer[header: "request-id"]?.utf8.count == 36)
        if let id = answer.node["request_id"]?.text { #expect(id == answer[header: "request-id"]) }
      }
    }
  }
}
