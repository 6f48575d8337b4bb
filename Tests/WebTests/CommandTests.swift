import NIOHTTP1
import PeerReview
import Testing

@testable import Web

@Suite struct CommandTests {
  private let key = ["Idempotency-Key": "0198c0de-0000-7000-8000-000000000001"]

  @Test
  func `a command that starts something is 201, with where to read it, its version and the log's position`()
    async throws
  {
    try await withService { service in
      let token = try await service.token("bir-lead")
      let answer = try await service.post(
        "interruptions/record", token: token, [:], Bodies.interruption("int-9"))
      #expect(answer.status == 201)
      #expect(answer[header: "location"] == "/api/v1/\(Service.log)/interruptions/int-9")
      #expect(answer[header: "etag"] == "\"1\"")
      #expect(answer[header: "collegiate-position"] == "1:\(answer.node["position"]?.number ?? 0)")
      #expect(answer.node["stream"]?.text == "interruption-int-9" && answer.node["id"]?.text == "int-9")
      #expect(answer.node["events"].items.map { $0["type"]?.text } == ["InterruptionRecorded"])
      #expect(answer.node["warnings"].items.isEmpty)
      let location = answer[header: "location"] ?? ""
      let state = try await service.get(location, token: token)
      #expect(state.status == 200 && state[header: "etag"] == "\"1\"" && state.node["version"]?.number == 1)
      #expect(
        state.node["state"]?["taken_for_granted"]?.text
          == "That few exclusions mean that learners are present.")
    }
  }

  @Test func `where nobody names it, the server mints an id that paths take`() async throws {
    try await withService { service in
      let token = try await service.token("bir-lead")
      let body = Bodies.interruption("x").replacing("\"id\": \"x\", ", with: "")
      let answer = try await service.post("interruptions/record", token: token, [:], body)
      #expect(answer.status == 201 && answer.node["id"]?.text?.utf8.count == 36)
      let location = answer[header: "location"] ?? ""
      #expect(try await service.get(location, token: token).status == 200)
    }
  }

  @Test
  func `a command that acts on something is 200, and the same again, where the wish holds, has no events`()
    async throws
  {
    try await withService { service in
      let token = try await service.token("ash-lead")
      let first = try await service.post("evidence/a2/share", token: token)
      #expect(
        first.status == 200 && first[header: "location"] == nil && first.node["events"].items.count == 1)
      let again = try await service.post("evidence/a2/share", token: token)
      #expect(again.status == 200 && again.node["events"].items.isEmpty)
      #expect(again[header: "etag"] == first[header: "etag"])
    }
  }

  @Test func `an empty body is an empty object, of any content type`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      #expect(try await service.send(.POST, "evidence/a2/share", token: token).status == 200)
    }
  }

  @Test func `of two people who edit at once, the second gets stale_version and what changed since`()
    async throws
  {
    try await withService { service in
      let lead = try await service.token("ash-lead")
      let officer = try await service.token("ash-off")
      let seen = try await service.get(Bodies.judgement, token: officer)
      let version = ["If-Match": seen[header: "etag"] ?? ""]
      let first = try await service.post(
        Bodies.judgement + "/revise", token: lead, version, Bodies.revision("One view."))
      #expect(first.status == 200, "\(first.text)")
      let second = try await service.post(
        Bodies.judgement + "/revise", token: officer, version, Bodies.revision("Another view."))
      #expect(second.status == 412 && second.code == "stale_version")
      let changed = second.node["changed"].items
      #expect(changed.map { $0["type"]?.text } == ["JudgementRevised"])
      #expect(changed.first?["actor"]?.text == "ash-lead" && changed.first?["version"]?.number == 2)
      let data = JSON.text(changed.first?["data"] ?? .null)
      #expect(data.contains("One view."))
      #expect(changed.first?["position"]?.number == first.node["position"]?.number)
      // Who read what changed goes on from there.
      let third = try await service.post(
        Bodies.judgement + "/revise", token: officer, ["If-Match": "\"2\""], Bodies.revision("Another view."))
      #expect(third.status == 200)
    }
  }

  @Test func `of two commands at the same moment with the same version, one wins and one is stale`()
    async throws
  {
    try await withService { service in
      let lead = try await service.token("ash-lead")
      let officer = try await service.token("ash-off")
      async let a = service.post(
        Bodies.judgement + "/revise", token: lead, ["If-Match": "\"1\""], Bodies.revision("One view."))
      async let b = service.post(
        Bodies.judgement + "/revise", token: officer, ["If-Match": "\"1\""], Bodies.revision("Another view."))
      let answers = try await [a, b]
      #expect(answers.map(\.status).sorted() == [200, 412])
      #expect(answers.first { $0.status == 412 }?.node["changed"].items.count == 1)
    }
  }

  @Test func `a comment blocks nobody's edit`() async throws {
    try await withService { service in
      let lead = try await service.token("ash-lead")
      let officer = try await service.token("ash-off")
      let dissent = try await service.post(
        Bodies.judgement + "/record-dissent", token: officer, [:],
        #"{"view": "I would still say otherwise."}"#)
      #expect(dissent.status == 200, "\(dissent.text)")
      let edit = try await service.post(
        Bodies.judgement + "/revise", token: lead, ["If-Match": "\"1\""], Bodies.revision("One view."))
      #expect(edit.status == 200)
    }
  }

  @Test func `without If-Match the server settles a race by itself`() async throws {
    try await withService { service in
      let token = try await service.token("bir-lead")
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<12 {
          group.addTask {
            try await service.post(
              "interruptions/record", token: token, [:], Bodies.interruption("int-9\(number)")
            ).status
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses == Array(repeating: 201, count: 12))
    }
  }

  @Test func `If-Match with an asterisk asks for what is there`() async throws {
    try await withService { service in
      let lead = try await service.token("ash-lead")
      let any = ["If-Match": "*"]
      #expect(try await service.post("evidence/a2/share", token: lead, any).status == 200)
      let start = try await service.post(
        "interruptions/record", token: try await service.token("bir-lead"), any, Bodies.interruption("int-9"))
      #expect(start.status == 412 && start.code == "stale_version")
    }
  }

  @Test func `a repeated command gets the first answer, whatever has happened since`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      let first = try await service.post(
        Bodies.judgement + "/revise", token: token, key, Bodies.revision("One view."))
      #expect(first.status == 200 && first[header: "idempotency-replayed"] == nil)
      _ = try await service.post(
        Bodies.judgement + "/revise", token: token, [:], Bodies.revision("A later view."))
      let again = try await service.post(
        Bodies.judgement + "/revise", token: token, key, Bodies.revision("One view."))
      #expect(again.status == 200 && again[header: "idempotency-replayed"] == "true")
      #expect(again.text == first.text && again[header: "etag"] == first[header: "etag"])
      #expect(again[header: "collegiate-position"] == first[header: "collegiate-position"])
    }
  }

  @Test func `a repeat of what was started is 201 again, and starts nothing`() async throws {
    try await withService { service in
      let token = try await service.token("bir-lead")
      let body = Bodies.interruption("x").replacing("\"id\": \"x\", ", with: "")
      let first = try await service.post("interruptions/record", token: token, key, body)
      let again = try await service.post("interruptions/record", token: token, key, body)
      #expect(first.status == 201 && again.status == 201 && again.text == first.text)
      #expect(again[header: "location"] == first[header: "location"])
    }
  }

  @Test func `a repeat of a command that changed nothing gets its first answer too`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      _ = try await service.post("evidence/a2/share", token: token)
      let first = try await service.post("evidence/a2/share", token: token, key)
      _ = try await service.post(
        "evidence/a2/revise-summary", token: token, [:], #"{"summary": "Shorter.", "reason": "Plainer."}"#)
      let again = try await service.post("evidence/a2/share", token: token, key)
      #expect(
        again[header: "idempotency-replayed"] == "true" && again.text == first.text,
        "\(first.text) \(again.text)")
    }
  }

  @Test func `a key used for another body, or by another person, is command_reused and leaves no trace`()
    async throws
  {
    try await withService { service in
      let reader = try await service.token("ash-lead")
      let token = try await service.token("bir-lead")
      _ = try await service.post("interruptions/record", token: token, key, Bodies.interruption("int-9"))
      let before = try await Trace(service, token: reader)
      let body = try await service.post(
        "interruptions/record", token: token, key, Bodies.interruption("int-10"))
      #expect(body.status == 422 && body.code == "command_reused")
      let other = try await service.post(
        "interruptions/record", token: try await service.token("esk-lead"), key, Bodies.interruption("int-9"))
      #expect(other.status == 422 && other.code == "command_reused")
      #expect(try await Trace(service, token: reader) == before)
    }
  }

  @Test
  func `what needs reading first is 409 with the warnings, and goes through when they are acknowledged`()
    async throws
  {
    try await withService { service in
      let lead = try await service.token("ash-lead")
      let decider = try await service.token("ash-dec")
      #expect(
        try await service.post("actions/suggest", token: lead, [:], Bodies.suggestion("act-9")).status == 201)
      let first = try await service.post("actions/act-9/agree", token: decider, [:], Bodies.lowLeverage)
      #expect(first.status == 409 && first.code == "acknowledgement_required", "\(first.text)")
      let warnings = first.node["warnings"].items
      #expect(warnings.map { $0["code"]?.text } == ["low_leverage"] && warnings.first?["detail"]?.text != "")
      let body = Bodies.lowLeverage.replacing(
        "\"groups\": []", with: "\"groups\": [], \"acknowledge\": [\"low_leverage\"]")
      let second = try await service.post("actions/act-9/agree", token: decider, [:], body)
      #expect(
        second.status == 200 && second.node["warnings"].items.map(\.text) == ["low_leverage"],
        "\(second.text)")
    }
  }

  @Test func `a reader who sends the answer's position sees what was written, also with Prefer wait=0`()
    async throws
  {
    try await withService { service in
      let token = try await service.token("bir-lead")
      let answer = try await service.post(
        "interruptions/record", token: token, ["Prefer": "wait=0"], Bodies.interruption("int-9"))
      let position = answer[header: "collegiate-position"] ?? ""
      let rows = try await service.get(
        "views/interruption_register?interruption=int-9", token: token, ["Collegiate-Position": position])
      #expect(rows.status == 200 && rows.node["rows"].items.count == 1)
    }
  }
}
