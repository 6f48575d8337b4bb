import NIOHTTP1
import PeerReview
import Testing
import Workflow

@testable import Web

@Suite struct EventTests {
  private static let envelope = [
    "position", "stream", "version", "type", "schema_version", "occurred_at", "occurred_precision",
    "recorded_at",
    "actor", "acting_for", "role", "command_id", "correlation_id", "causation_position", "corrects_position",
    "redacted_by",
    "visibility", "programme", "lea", "cycle", "outline", "data",
  ]

  @Test func `the feed gives every event one may see, in order, and next leads on past what one may not`()
    async throws
  {
    try await withService { service in
      let head = Int(await service.ledger.head)
      var counts: [String: Int] = [:]
      for person in ["ash-lead", "fer-lead"] {
        let token = try await service.token(person)
        var positions: [Int] = []
        var path = "events?limit=9"
        for _ in 0..<100 {
          let page = try await service.get(path, token: token)
          #expect(page.status == 200)
          let events = page.node["events"].items
          for event in events { #expect(event.members.map(\.name) == Self.envelope) }
          positions += events.compactMap { $0["position"]?.number }
          let next = page.node["next"]?.text ?? ""
          #expect(page.headers["link"].contains { $0.contains("after=\(next)&limit=9") })
          if next == "1:\(head)" { break }
          path = "events?limit=9&after=\(next)"
        }
        #expect(positions == positions.sorted() && Set(positions).count == positions.count)
        counts[person] = positions.count
        let end = try await service.get("events?after=1:\(head)", token: token)
        #expect(end.node["events"] == .list([]) && end.node["next"]?.text == "1:\(head)")
      }
      // Fernlow sees less of the log than Ashmere, whose cycle it is.
      #expect((counts["fer-lead"] ?? 0) < (counts["ash-lead"] ?? 0))
    }
  }

  @Test func `an event has one address, and is 404 for whoever may not see it`() async throws {
    try await withService { service in
      let own = try await service.token("ash-lead")
      let other = try await service.token("fer-lead")
      let rows = try await service.get("streams/judgement-ash-evidence:11.2/events", token: own)
      let position = rows.node["events"].items.first?["position"]?.number ?? 0
      let event = try await service.get("events/\(position)", token: own)
      #expect(event.status == 200 && event.node == rows.node["events"].items.first)
      #expect(try await service.get("events/\(position)", token: other).status == 404)
      for nonsense in ["0", "999999", "abc", "1:3", "-1"] {
        #expect(try await service.get("events/\(nonsense)", token: own).status == 404, "\(nonsense)")
      }
      #expect(try await service.get("streams/nonsense/events", token: own).status == 404)
    }
  }

  @Test func `an event seen in outline says that it happened, not what it says`() async throws {
    try await withService { service in
      let token = try await service.token("co-1")
      let events = try await service.get("streams/judgement-ash-evidence:11.2/events", token: token).node[
        "events"
      ].items
      #expect(events.count == 1)
      for event in events {
        #expect(
          event["outline"] == .bool(true) && event["data"] == .null
            && event["type"]?.text == "JudgementProposed")
      }
      let cloud = try await service.get(
        "streams/judgement-ash-evidence:11.2/events", token: token,
        ["Accept": "application/cloudevents-batch+json"])
      #expect(cloud.node.items.first?["data"] == nil && cloud.node.items.first?["outline"] == .bool(true))
    }
  }

  @Test func `the feed comes as lines and as CloudEvents, with the same events`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      let json = try await service.get("events?limit=50", token: token).node["events"].items
      let lines = try await service.get("events?limit=50", token: token, ["Accept": "application/x-ndjson"])
      #expect(lines[header: "content-type"] == "application/x-ndjson")
      #expect(lines.text.split(separator: "\n").map { try? JSON.parse(String($0)) } == json)
      let batch = try await service.get(
        "events?limit=50", token: token, ["Accept": "application/cloudevents-batch+json"])
      #expect(batch[header: "content-type"] == "application/cloudevents-batch+json")
      for (event, plain) in zip(batch.node.items, json) {
        #expect(event["specversion"]?.text == "1.0" && event["source"]?.text == "/api/v1/\(Service.log)")
        #expect(event["id"]?.text == "\(Service.log)/\(plain["position"]?.number ?? 0)")
        #expect(
          event["type"] == plain["type"] && event["subject"] == plain["stream"]
            && event["data"] == plain["data"])
        #expect(event["time"] == plain["occurred_at"] && event["recordedat"] == plain["recorded_at"])
        for member in event.members {
          #expect(
            member.name.allSatisfy { $0.isLowercase || $0.isNumber } && member.value != .null,
            "\(member.name)")
        }
      }
      #expect(batch.node.items.count == json.count)
    }
  }

  @Test func `wrong positions, limits and parameters are named`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      for (query, field) in [
        ("after=7", "after"), ("after=1:99999", "after"), ("limit=0", "limit"), ("limit=1001", "limit"),
        ("since=3", "since"),
      ] {
        let answer = try await service.get("events?\(query)", token: token)
        #expect(answer.status == 422 && answer.fields == [field], "\(query): \(answer.text)")
      }
      let stale = try await service.get("events?after=9:1", token: token)
      #expect(stale.status == 409 && stale.code == "epoch_changed")
      #expect(try await service.get("events", token: token, ["Accept": "text/html"]).status == 406)
      let header = try await service.get("events", token: token, ["Last-Event-ID": "seven"])
      #expect(header.status == 422 && header.fields == ["Last-Event-ID"])
    }
  }

  @Test
  func `an event stream gives what is there, goes on as events come, and is taken up where it broke off`()
    async throws
  {
    try await withService { service in
      let token = try await service.token("ash-lead")
      let writer = try await service.token("bir-lead")
      let head = Int(await service.ledger.head)
      func request(_ last: Int) -> String {
        """
        GET /api/v1/\(Service.log)/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n\
        Accept: text/event-stream\r\nLast-Event-ID: 1:\(last)\r\n\r\n
        """
      }
      async let live = RawHTTP.exchange(service.address, request(head - 2)) {
        $0.contains("InterruptionRecorded")
      }
      let answer = try await service.post(
        "interruptions/record", token: writer, [:], Bodies.interruption("int-9"))
      let position = answer.node["position"]?.number ?? 0
      let text = try await live
      #expect(text.contains("text/event-stream") && text.contains("retry: "))
      let ids = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("id: ") }.map {
        $0.dropFirst(4)
      }
      #expect(ids == ["1:\(head - 1)", "1:\(head)", "1:\(position)"])
      // Taken up after the first of them: neither gap nor repeat.
      let resumed = try await RawHTTP.exchange(service.address, request(head - 1)) {
        $0.contains("InterruptionRecorded")
      }
      let again = resumed.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("id: ") }.map {
        $0.dropFirst(4)
      }
      #expect(again == ["1:\(head)", "1:\(position)"])
    }
  }

  @Test func `on a quiet log an event stream says that it lives`() async throws {
    var options = WebOptions(port: 0, requestsPerMinute: 0)
    options.limits.keepAlive = .milliseconds(300)
    try await withService(options) { service in
      let token = try await service.token("ash-lead")
      let head = await service.ledger.head
      let text = try await RawHTTP.exchange(
        service.address,
        "GET /api/v1/\(Service.log)/events?after=1:\(head) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nAccept: text/event-stream\r\n\r\n"
      ) { $0.contains(": keep-alive") }
      #expect(text.contains(": keep-alive"))
    }
  }

  @Test func `an event stream ends when its token is revoked`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      async let stream = RawHTTP.exchange(
        service.address,
        "GET /api/v1/\(Service.log)/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer \(token)\r\nAccept: text/event-stream\r\n\r\n"
      ) { $0.hasSuffix("0\r\n\r\n") }
      try await Task.sleep(for: .milliseconds(300))
      try await service.administer("update collegiate.token set revoked_at = now()")
      #expect(try await stream.contains("0\r\n\r\n"))
    }
  }
}
