import EventSourcing
import PeerReview
import TestSupport
import Testing
import Workflow

@testable import Web

@Suite struct TokenTests {
  @Test func `without a live token there is nothing: none, nonsense, expired, revoked`() async throws {
    try await withService { service in
      let none = try await service.get("views/visit_calendar", token: nil)
      #expect(none.status == 401 && none.code == "unauthenticated")
      #expect(none[header: "www-authenticate"] == "Bearer realm=\"Collegiate\"")
      let nonsense = try await service.get("views/visit_calendar", token: "collegiate_nonsense")
      #expect(
        nonsense.status == 401 && nonsense[header: "www-authenticate"]?.contains("invalid_token") == true)
      let basic = try await service.get("views/visit_calendar", token: nil, ["Authorization": "Basic YTpi"])
      #expect(basic.status == 401)
      let expired = try await service.token("ash-lead")
      try await service.administer(
        "update collegiate.token set created_at = now() - interval '2 days', expires_at = now() - interval '1 second'"
      )
      #expect(try await service.get("views/visit_calendar", token: expired).status == 401)
    }
  }

  @Test func `the scheme's name may be written in any letters, and must be there`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      for (scheme, status) in [
        ("Bearer ", 200), ("bearer ", 200), ("BEARER ", 200), ("Bearer", 401), ("Bear ", 401), ("", 401),
      ] {
        let answer = try await service.get(
          "views/visit_calendar", token: nil, ["Authorization": "\(scheme)\(token)"])
        #expect(answer.status == status, "\(scheme)")
      }
    }
  }

  @Test func `a revoked token is refused within seconds`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      #expect(try await service.get("views/visit_calendar", token: token).status == 200)
      _ = try await Tokens(service.pool).revoke(log: service.ledger.info.id, label: "test")
      try await eventually(within: .seconds(4), "the token is refused") {
        try await service.get("views/visit_calendar", token: token).status == 401
      }
    }
  }

  @Test func `a scope opens what it names, and no more`() async throws {
    try await withService { service in
      let read = try await service.token("ash-lead", [.read])
      let report = try await service.token("ash-lead", [.report])
      let command = try await service.token("ash-lead", [.command])
      let expected: [(path: String, read: Int, report: Int, command: Int)] = [
        ("views/visit_calendar", 200, 200, 403), ("views/visit_calendar.csv", 200, 200, 403),
        ("views", 200, 200, 403),
        ("visits/vis-1", 200, 403, 403), ("events?limit=1", 200, 403, 403), ("events/1", 200, 403, 403),
        ("streams/visit-vis-1/events", 200, 403, 403), ("organisations", 200, 403, 403),
      ]
      for line in expected {
        #expect(try await service.get(line.path, token: read).status == line.read, "\(line.path)")
        #expect(try await service.get(line.path, token: report).status == line.report, "\(line.path)")
        let refused = try await service.get(line.path, token: command)
        #expect(refused.status == line.command && refused.code == "insufficient_scope", "\(line.path)")
        #expect(refused[header: "www-authenticate"]?.contains("scope=") == true)
      }
      #expect(try await service.post("evidence/a2/share", token: read).code == "insufficient_scope")
      #expect(try await service.post("evidence/a2/share", token: command).status == 200)
    }
  }

  @Test func `a token is for one consortium: another is not there, whether it exists or not`() async throws {
    try await withService { service in
      _ = try await service.server.services.ledgers.store.createLog(
        slug: "moor", name: "Moor", rehearsal: true)
      let token = try await service.token("ash-lead")
      for slug in ["moor", "nowhere"] {
        let answer = try await service.get("/api/v1/\(slug)/views/visit_calendar", token: token)
        #expect(answer.status == 404 && answer.code == "not_found")
        #expect(try await service.get("/api/v1/\(slug)/views/visit_calendar", token: nil).status == 401)
      }
    }
  }

  @Test
  func
    `refusals come in their order: token, scope, shape, replay, not_own_lea, not_permitted, absence, state`()
    async throws
  {
    try await withService { service in
      let path = Bodies.judgement + "/revise"
      let bad = #"{"nothing": 1}"#
      #expect(try await service.post(path, token: nil, [:], bad).status == 401)
      let reader = try await service.token("bir-lead", [.read])
      #expect(try await service.post(path, token: reader, [:], bad).code == "insufficient_scope")
      let outsider = try await service.token("bir-lead")
      #expect(try await service.post(path, token: outsider, [:], bad).code == "invalid_input")
      let key = ["Idempotency-Key": "0198c0de-0000-7000-8000-000000000002"]
      #expect(
        try await service.post("interruptions/record", token: outsider, key, Bodies.interruption("int-9"))
          .status == 201)
      #expect(
        try await service.post(path, token: outsider, key, Bodies.revision("x")).code == "command_reused")
      #expect(try await service.post(path, token: outsider, [:], Bodies.revision("x")).code == "not_own_lea")
      // Within the LEA: the role before the version.
      let lead = try await service.token("ash-lead")
      let confirm = try await service.post(Bodies.judgement + "/confirm", token: lead, ["If-Match": "\"0\""])
      #expect(confirm.code == "not_permitted", "\(confirm.text)")
      // What is absent before its state.
      let absent = try await service.post(
        "judgements/ash-evidence:99/revise", token: lead, ["If-Match": "\"7\""], Bodies.revision("x"))
      #expect(absent.status == 404, "\(absent.text)")
    }
  }
}
