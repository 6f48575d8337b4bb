import PeerReview
import ReadModels
import Testing
import Workflow

@testable import Web

@Suite struct ViewTests {
  @Test func `a view says of when it is, what its columns are, and gives its rows as objects`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      for kind in ViewKind.all {
        let answer = try await service.get("views/\(kind.name)", token: token)
        #expect(answer.status == 200, "\(kind.name): \(answer.text)")
        let head = await service.ledger.head
        #expect(answer.node["as_of"]?["position"]?.number == Int(head))
        #expect(answer.node["as_of"]?["epoch"]?.number == 1)
        #expect(answer.node["as_of"]?["parked"] == .list([]))
        #expect(answer.node["columns"].items.compactMap { $0["name"]?.text } == kind.columns.map(\.name))
        for row in answer.node["rows"].items { #expect(row.members.map(\.name) == kind.columns.map(\.name)) }
        #expect(answer.node["next"] == .null && answer.node["gone"] == nil)
        #expect(answer[header: "cache-control"] == "private, no-cache")
        #expect(answer[header: "vary"] == "Authorization, Cookie, Accept")
      }
      let list = try await service.get("views", token: token)
      #expect(list.node["views"].items.compactMap { $0["name"]?.text } == ViewKind.all.map(\.name))
    }
  }

  @Test func `no column is called like a parameter`() {
    for kind in ViewKind.all {
      let names = kind.columns.map(\.name)
      #expect(ViewRequest.parameters.isDisjoint(with: names), "\(kind.name)")
      #expect(Set(names).count == names.count)
    }
  }

  @Test func `every column filters by equality, a list by one item, empty by nothing there`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      for kind in ViewKind.all {
        let all = try await service.get("views/\(kind.name)", token: token).node["rows"].items
        for column in kind.columns {
          for row in all.prefix(3) {
            let value = row[column.name] ?? .null
            let asked = Self.filter(value)
            let found = try await service.get(
              "views/\(kind.name)?\(column.name)=\(Percent.encode(asked))", token: token)
            let expected = all.filter { Self.matches($0[column.name] ?? .null, asked) }
            #expect(
              found.node["rows"].items == expected,
              "\(kind.name).\(column.name) = \(asked): \(found.text.prefix(300))")
          }
        }
      }
      let both = try await service.get("views/judgement_now?question=11.2&lea=ash", token: token)
      #expect(both.node["rows"].items.count == 1)
      #expect(
        try await service.get("views/judgement_now?question=11.2&lea=bir", token: token).node["rows"].items
          .isEmpty)
    }
  }

  private static func filter(_ value: Node) -> String {
    switch value {
    case .text(let text): text
    case .number(let number): number
    case .bool(let flag): flag ? "true" : "false"
    case .list(let items): items.first?.text ?? ""
    default: ""
    }
  }

  private static func matches(_ value: Node, _ asked: String) -> Bool {
    if case .list(let items) = value { return asked.isEmpty ? items.isEmpty : items.contains(.text(asked)) }
    return filter(value) == asked && (asked.isEmpty ? value == .null : true)
  }

  @Test
  func `a filter of the wrong type, an unknown parameter and parameters that exclude each other are named`()
    async throws
  {
    try await withService { service in
      let token = try await service.token("ash-lead")
      let expected: [(query: String, field: String)] = [
        ("starts_on=2026-02-30", "starts_on"), ("status=lost", "status"),
        ("ical_sequence=two", "ical_sequence"),
        ("colour=red", "colour"), ("lea=ash&lea=bir", "lea"), ("as_at=yesterday", "as_at"),
        ("as_at=2026-01-01&as_at_position=3", "as_at_position"),
        ("as_at=2026-01-01&as_happened_at=2026-01-01", "as_happened_at"),
        ("as_at_position=-1", "as_at_position"), ("as_at_position=99999", "as_at_position"),
        ("seen_by=everybody", "seen_by"),
        ("limit=0", "limit"), ("limit=10001", "limit"), ("limit=ten", "limit"), ("cursor=abc", "cursor"),
        ("changed_after=7", "changed_after"), ("changed_after=1:99999", "changed_after"),
        ("changed_after=1:3&limit=5", "limit"),
        ("changed_after=1:3&as_at=2026-01-01", "changed_after"),
      ]
      for (query, field) in expected {
        let answer = try await service.get("views/visit_calendar?\(query)", token: token)
        #expect(
          answer.status == 422 && answer.fields.contains(field), "\(query): \(answer.status) \(answer.text)")
      }
    }
  }

  @Test func `an unchanged view costs a 304, and the ETag changes whenever the answer does`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      let first = try await service.get("views/judgement_now", token: token)
      let tag = first[header: "etag"] ?? ""
      for sent in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
        let again = try await service.get("views/judgement_now", token: token, ["If-None-Match": sent])
        #expect(again.status == 304 && again.text.isEmpty && again[header: "etag"] == tag, "\(sent)")
      }
      #expect(
        try await service.get("views/judgement_now", token: token, ["If-None-Match": "\"other\""]).status
          == 200)
      // Query, format and reader are in it.
      var tags = [tag]
      tags.append(try await service.get("views/judgement_now?lea=ash", token: token)[header: "etag"] ?? "")
      tags.append(try await service.get("views/judgement_now.csv", token: token)[header: "etag"] ?? "")
      tags.append(
        try await service.get("views/judgement_now", token: try await service.token("bir-lead"))[
          header: "etag"] ?? "")
      _ = try await service.post(
        Bodies.judgement + "/revise", token: token, [:], Bodies.revision("One view."))
      let changed = try await service.get("views/judgement_now", token: token, ["If-None-Match": tag])
      #expect(changed.status == 200)
      tags.append(changed[header: "etag"] ?? "")
      #expect(Set(tags).count == tags.count)
    }
  }

  @Test func `a kept answer is never given to another reader, nor after the log moved on`() async throws {
    try await withService { service in
      let own = try await service.token("ash-lead")
      let other = try await service.token("fer-lead")
      for _ in 0..<3 {
        #expect(try await service.get("views/judgement_now", token: own).node["rows"].items.count == 3)
        #expect(try await service.get("views/judgement_now", token: other).node["rows"].items.isEmpty)
      }
      _ = try await service.post(Bodies.judgement + "/revise", token: own, [:], Bodies.revision("One view."))
      let now = try await service.get("views/judgement_now?question=11.2", token: own)
      #expect(now.node["rows"].items.first?["statement"]?.text == "One view.")
    }
  }

  @Test func `as it was recorded by a day, by a position, and as it had happened`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      // Proposed on 1, 3 and 5 December.
      func count(_ query: String) async throws -> Int {
        try await service.get("views/judgement_now?\(query)", token: token).node["rows"].items.count
      }
      #expect(try await count("as_at=2025-11-30") == 0)
      #expect(try await count("as_at=2025-12-31") == 3)
      let dates = try await service.get("views/judgement_history?kind=proposed", token: token).node["rows"]
        .items
      let positions = dates.compactMap { $0["row_position"]?.number }.sorted()
      #expect(try await count("as_at_position=\(positions[0])") == 1)
      #expect(try await count("as_at_position=\(positions[0] - 1)") == 0)
      let late = Bodies.interruption("int-9").replacing(
        "\"describes_arrangement\"",
        with: "\"occurred_at\": \"2026-01-20T09:30:00Z\", \"describes_arrangement\"")
      #expect(
        try await service.post("interruptions/record", token: try await service.token("bir-lead"), [:], late)
          .status == 201)
      func interruptions(_ query: String) async throws -> Int {
        try await service.get("views/interruption_register?\(query)", token: token).node["rows"].items.count
      }
      // Typed later than it happened: the two clocks differ.
      #expect(try await interruptions("as_at=2026-01-20T10:00:00Z") == 0)
      #expect(try await interruptions("as_happened_at=2026-01-20T10:00:00Z") == 1)
      #expect(try await interruptions("as_happened_at=2026-01-20T09:00:00Z") == 0)
    }
  }

  @Test func `as at a position equals what was live there`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      var live: [(position: Int, rows: Node?)] = []
      for statement in ["One.", "Two.", "Three."] {
        _ = try await service.post(
          Bodies.judgement + "/revise", token: token, [:], Bodies.revision(statement))
        let answer = try await service.get("views/judgement_history", token: token).node
        live.append((answer["as_of"]?["position"]?.number ?? 0, answer["rows"]))
      }
      for (position, rows) in live {
        let past = try await service.get("views/judgement_history?as_at_position=\(position)", token: token)
          .node
        #expect(past["rows"] == rows && past["as_of"]?["position"]?.number == position)
      }
    }
  }

  @Test func `an LEA sees its own rows as its visitors do`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      _ = try await service.post(
        Bodies.judgement + "/revise", token: token, [:], Bodies.revision("Not yet shared."))
      let own = try await service.get("views/judgement_now?question=11.2", token: token)
      let team = try await service.get("views/judgement_now?question=11.2&seen_by=team", token: token)
      let visitor = try await service.get(
        "views/judgement_now?question=11.2", token: try await service.token("bir-lead"))
      #expect(own.node["rows"].items.first?["statement"]?.text == "Not yet shared.")
      let seen = team.node["rows"].items.first?["statement"]?.text
      #expect(
        seen != nil && seen != "Not yet shared."
          && seen == visitor.node["rows"].items.first?["statement"]?.text)
    }
  }

  @Test func `what one may not see is absent from rows and pages alike`() async throws {
    try await withService { service in
      for person in ["bir-off", "uni-2", "fer-lead"] {
        let token = try await service.token(person)
        let answer = try await service.get("views/judgement_now?limit=1", token: token)
        #expect(answer.node["rows"].items.isEmpty && answer.node["next"] == .null, "\(person)")
      }
      // A coordinator sees how far a judgement has come, not what it says.
      let outline = try await service.get(
        "views/judgement_now?question=11.2", token: try await service.token("co-1"))
      let row = outline.node["rows"].items.first
      #expect(
        row?["state"]?.text != nil && row?["statement"] == .null && row?["step"] == .null,
        "\(outline.text.suffix(400))")
      let guess = try await service.get(
        "views/judgement_now?step=established", token: try await service.token("co-1"))
      #expect(guess.node["rows"].items.isEmpty)
    }
  }
}
