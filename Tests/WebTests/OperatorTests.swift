import PeerReview
import Postgres
import Testing

@testable import Web

@Suite struct OperatorTests {
  @Test
  func `the service says that it lives, that it is ready, and that it is not when the database is away`()
    async throws
  {
    try await withService { service in
      #expect(try await service.get("/healthz", token: nil).text == #"{"status":"ok"}"#)
      let ready = try await service.get("/readyz", token: nil)
      #expect(ready.status == 200 && ready.node["logs"]?.number == 1)
      await service.pool.close()
      let away = try await service.get("/readyz", token: nil)
      #expect(away.status == 503 && away[header: "retry-after"] != nil)
      #expect(try await service.get("/healthz", token: nil).status == 200)
      let request = try await service.get("views/visit_calendar", token: "collegiate_x")
      #expect(request.status == 503 && request.code == "unavailable")
    }
  }

  @Test func `metrics count requests by route and status, never by the path that was sent`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      _ = try await service.get("visits/vis-1", token: token)
      _ = try await service.get("visits/vis-77", token: token)
      _ = try await service.get("nowhere/at-all", token: token)
      let text = try await service.get("/metrics", token: nil).text
      let route = "/api/v1/{consortium}/visits/{id}"
      #expect(
        text.contains("collegiate_http_requests_total{method=\"GET\",route=\"\(route)\",status=\"200\"} 1\n"))
      #expect(
        text.contains("collegiate_http_requests_total{method=\"GET\",route=\"\(route)\",status=\"404\"} 1\n"))
      #expect(text.contains("collegiate_http_request_duration_seconds_count{route=\"\(route)\"} 2\n"))
      #expect(
        text.contains("collegiate_http_request_duration_seconds_bucket{route=\"\(route)\",le=\"+Inf\"} 2\n"))
      #expect(text.contains("collegiate_log_head{log=\"\(Service.log)\"} 176\n"))
      #expect(text.contains("collegiate_pool_connections{state=\"idle\"}"))
      #expect(!text.contains("vis-1") && !text.contains("nowhere"))
    }
  }

  @Test func `the document of the API is a page too, that needs no script and nothing from outside`()
    async throws
  {
    try await withService { service in
      let page = try await service.get("/api/v1/docs", token: nil)
      #expect(page.status == 200 && page[header: "content-type"] == "text/html; charset=utf-8")
      #expect(
        page[header: "content-security-policy"]?.hasPrefix("default-src 'none'; style-src 'sha256-") == true)
      #expect(
        !page.text.contains("<script") && !page.text.contains("http://") && !page.text.contains("https://"))
      for kind in CommandKind.all { #expect(page.text.contains("/\(DocumentHTML.escape(kind.path))</code>")) }
    }
  }
}
