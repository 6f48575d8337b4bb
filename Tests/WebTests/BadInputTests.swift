import PeerReview
import Testing

@testable import Web

@Suite struct BadInputTests {
  private struct Bad: Sendable {
    let what: String
    var path = "interruptions/record"
    var person = "bir-lead"
    var headers: [String: String] = [:]
    let body: String
    let status: Int
    let code: String
    /// A field that the answer names.
    let field: String
  }

  /// The good body with one thing wrong.
  private static func with(_ old: String, _ new: String) -> String {
    Bodies.interruption("int-x").replacing(old, with: new)
  }

  private static let table = [
    Bad(
      what: "an unknown field", body: with("\"id\"", "\"colour\": \"red\", \"id\""), status: 422,
      code: "invalid_input", field: "colour"),
    Bad(
      what: "a wrong type", body: with("\"11.2\"", "11.2"), status: 422, code: "invalid_input",
      field: "question"),
    Bad(
      what: "a missing field", body: with("\"asks\": \"Who is expected for part of the week only?\",", ""),
      status: 422, code: "invalid_input", field: "asks"),
    Bad(
      what: "a wrong type deep inside", body: with("\"kind\": \"evidence\"", "\"kind\": 3"), status: 422,
      code: "invalid_input", field: "prompted_by[0].kind"),
    Bad(what: "a body that is no object", body: "[]", status: 422, code: "invalid_input", field: ""),
    Bad(what: "an empty body", body: "", status: 422, code: "invalid_input", field: "cycle"),
    Bad(
      what: "text of 5 MB", body: with("That few", String(repeating: "x", count: 5 << 20)), status: 413,
      code: "body_too_large", field: ""),
    Bad(
      what: "text beyond its limit", body: with("That few", String(repeating: "x", count: 6000)), status: 422,
      code: "invalid_input", field: "taken_for_granted"),
    Bad(
      what: "the character NUL", body: with("That few", "That\\u0000few"), status: 400,
      code: "malformed_json", field: ""),
    Bad(
      what: "half a surrogate pair", body: with("That few", "That \\ud83d few"), status: 400,
      code: "malformed_json", field: ""),
    Bad(what: "broken JSON", body: "{\"id\": ", status: 400, code: "malformed_json", field: ""),
    Bad(
      what: "a name twice", body: "{\"id\": \"a\", \"id\": \"b\"}", status: 400, code: "malformed_json",
      field: ""),
    Bad(
      what: "JSON without end", body: String(repeating: "[", count: 5000), status: 400,
      code: "malformed_json", field: ""),
    Bad(
      what: "30 February",
      body: with("\"describes_arrangement\"", "\"occurred_at\": \"2026-02-30\", \"describes_arrangement\""),
      status: 422, code: "invalid_input", field: "occurred_at"),
    Bad(
      what: "a time to come",
      body: with("\"describes_arrangement\"", "\"occurred_at\": \"2026-05-01\", \"describes_arrangement\""),
      status: 422, code: "invalid_date", field: "occurred_at"),
    Bad(
      what: "a visit that ends before it begins", path: "visits/vis-1/schedule", person: "co-1",
      body: "{\"from\": \"2026-02-11\", \"to\": \"2026-02-10\", \"place\": \"Town hall\"}", status: 422,
      code: "invalid_input", field: "to"),
    Bad(
      what: "an id of another consortium", body: with("ash-evidence", "moor-evidence"), status: 422,
      code: "unknown_reference", field: "cycle"),
    Bad(
      what: "an id in capitals", body: with("int-x", "INT X"), status: 422, code: "invalid_input", field: "id"
    ),
    Bad(
      what: "an id that is a command's name", body: with("int-x", "record"), status: 422,
      code: "invalid_input", field: "id"),
    Bad(
      what: "a word that is no choice", body: with("\"kind\": \"evidence\"", "\"kind\": \"gossip\""),
      status: 422, code: "invalid_input", field: "prompted_by[0].kind"),
    Bad(
      what: "another content type", headers: ["Content-Type": "text/plain"],
      body: Bodies.interruption("int-x"), status: 415, code: "unsupported_media_type", field: "Content-Type"),
    Bad(
      what: "a compressed body", headers: ["Content-Encoding": "gzip"], body: Bodies.interruption("int-x"),
      status: 415, code: "unsupported_media_type", field: "Content-Type"),
    Bad(
      what: "a key that is no UUID", headers: ["Idempotency-Key": "tuesday"],
      body: Bodies.interruption("int-x"), status: 422, code: "invalid_input", field: "Idempotency-Key"),
    Bad(
      what: "a weak If-Match", path: Bodies.judgement + "/revise", person: "ash-lead",
      headers: ["If-Match": "W/\"1\""], body: Bodies.revision("x"), status: 422, code: "invalid_input",
      field: "If-Match"),
    Bad(
      what: "an If-Match without quotes", path: Bodies.judgement + "/revise", person: "ash-lead",
      headers: ["If-Match": "1"], body: Bodies.revision("x"), status: 422, code: "invalid_input",
      field: "If-Match"),
    Bad(
      what: "an unknown parameter", path: "interruptions/record?dry_run=true",
      body: Bodies.interruption("int-x"), status: 422, code: "invalid_input", field: "dry_run"),
  ]

  @Test func `bad input is answered with a 4xx that names the field, and leaves no trace`() async throws {
    try await withService { service in
      let reader = try await service.token("ash-lead")
      let before = try await Trace(service, token: reader)
      for bad in Self.table {
        let token = try await service.token(bad.person)
        let answer = try await service.post(bad.path, token: token, bad.headers, bad.body)
        #expect(
          answer.status == bad.status && answer.code == bad.code,
          "\(bad.what): \(answer.status) \(answer.text)")
        #expect(answer.fields.contains(bad.field), "\(bad.what): \(answer.fields)")
        #expect(answer[header: "content-type"] == "application/problem+json", "\(bad.what)")
      }
      #expect(try await Trace(service, token: reader) == before)
    }
  }

  @Test func `a command in the wrong state is refused and leaves no trace`() async throws {
    try await withService { service in
      let reader = try await service.token("ash-lead")
      let before = try await Trace(service, token: reader)
      let lead = try await service.token("bir-lead")
      let again = try await service.post("visits/vis-1/begin", token: lead)
      #expect(
        again.status == 200 && again.node["events"].items.isEmpty || again.status == 409, "\(again.text)")
      let release = try await service.post(
        "visits/vis-1/release-report", token: reader, [:], #"{"to": "collegiate"}"#)
      #expect(release.status == 409 && release.code == "wrong_state", "\(release.text)")
      let after = try await Trace(service, token: reader)
      #expect(after.head == before.head && after.views == before.views)
      #expect(after.counts["event"] == before.counts["event"])
    }
  }

  @Test func `a refused command leaves no receipt, so its key may be used again`() async throws {
    try await withService { service in
      let token = try await service.token("bir-lead")
      let key = ["Idempotency-Key": "0198c0de-0000-7000-8000-00000000000a"]
      let bad = try await service.post(
        "interruptions/record", token: token, key,
        Bodies.interruption("int-9").replacing("ash-evidence", with: "nothing"))
      #expect(bad.status == 422)
      let good = try await service.post(
        "interruptions/record", token: token, key, Bodies.interruption("int-9"))
      #expect(good.status == 201, "\(good.text)")
    }
  }

  @Test func `limits hold to the byte`() async throws {
    try await withService { service in
      let token = try await service.token("bir-lead")
      let padding = String(repeating: " ", count: (1 << 20) - 2)
      #expect(try await service.post("interruptions/record", token: token, [:], "{\(padding)}").status == 422)
      #expect(
        try await service.post("interruptions/record", token: token, [:], "{\(padding) }").status == 413)
      let long = try await service.get(
        "views/visit_calendar?lea=" + String(repeating: "a", count: 9000), token: token)
      #expect(long.status == 414 && long.code == "uri_too_long")
      let headers = try await service.get(
        "views/visit_calendar", token: token, ["X-Long": String(repeating: "a", count: 33_000)])
      #expect(headers.status == 431 && headers.code == "headers_too_large")
    }
  }
}
