import EventSourcing
import Logging
import PeerReview
import Postgres
import TestSupport
import Testing
import Workflow

@testable import Web

@Suite struct FreshnessTests {
  @Test func `a read includes what another process recorded a moment ago, when it sends that position`()
    async throws
  {
    try await withService { service in
      let token = try await service.token("ash-lead")
      _ = try await service.get("views/judgement_now", token: token)
      // Another process on the same database.
      let other = Ledgers(service.pool, logger: Logger(label: "test"))
      guard let ledger = try await other.ledger(Service.log),
        let kind = CommandKind.named("revise", of: .judgement)
      else { throw TestFailure("no log") }
      let body = try JSON.parse(Bodies.revision("From elsewhere."))
      let outcome = try await ledger.perform(
        Call(kind, id: "ash-evidence:11.2", body, by: Actor(PersonID("ash-lead"), for: OrganisationID("ash")))
      )
      let answer = try await service.get(
        "views/judgement_now?question=11.2", token: token, ["Collegiate-Position": "1:\(outcome.position)"])
      #expect(
        answer.status == 200 && answer.node["rows"].items.first?["statement"]?.text == "From elsewhere.")
      #expect((answer.node["as_of"]?["position"]?.number ?? 0) >= Int(outcome.position))
    }
  }

  @Test func `the page after a form shows what another service has recorded for it`() async throws {
    try await withService { service in
      let officer = Actor(PersonID("ash-off"), for: OrganisationID("ash"))
      let cookie = try await Sessions(service.pool).begin(log: service.ledger.info.id, as: officer)
      let signedIn = ["Cookie": "collegiate-\(Service.log)=\(cookie)"]
      guard let other = try await Ledgers(service.pool, logger: Logger(label: "test")).ledger(Service.log),
        let kind = CommandKind.named("record", of: .interruption)
      else { throw TestFailure("no log") }
      for number in 0..<5 {
        // It has just looked into the database, and is not to look again for every page.
        try await service.ledger.catchUp()
        let body = try JSON.parse(
          """
          {"id": "int-\(number)x", "cycle": "ash-evidence", "taken_for_granted": "That all agree",
           "prompted_by": [{"kind": "talk", "what": "A talk"}], "asks": "Who was asked?",
           "describes_arrangement": true}
          """)
        _ = try await other.perform(Call(kind, body, by: officer))
        let page = try await service.get(
          "/\(Service.log)/interruptions/int-\(number)x?done=recorded", token: nil, signedIn)
        #expect(page.status == 200)
      }
    }
  }

  @Test func `where the log cannot be read in time a reader gets 503 and Retry-After, never something older`()
    async throws
  {
    var options = WebOptions(port: 0, requestsPerMinute: 0)
    options.limits.freshness = .milliseconds(300)
    options.limits.tokenCache = .seconds(60)
    try await withService(options) { service in
      let token = try await service.token("ash-lead")
      let head = await service.ledger.head
      #expect(try await service.get("views/judgement_now", token: token).status == 200)
      async let blocked: Void = service.blocking(for: 5)
      try await eventually("the log is locked") { try await service.isBlocked() }
      // What was read a moment ago still counts as fresh, but no longer than that.
      try await eventually("a read is refused") {
        try await service.get("views/judgement_now", token: token).status == 503
      }
      let answer = try await service.get(
        "views/judgement_now", token: token, ["Collegiate-Position": "1:\(head)"])
      #expect(
        answer.status == 503 && answer.code == "unavailable" && answer[header: "retry-after"] == "1",
        "\(answer.text)")
      try await blocked
      #expect(try await service.get("views/judgement_now", token: token).status == 200)
    }
  }

  @Test func `a position that was never given out is 422, one of another epoch 409, a malformed one 422`()
    async throws
  {
    try await withService { service in
      let token = try await service.token("ash-lead")
      for path in ["views/judgement_now", "visits/vis-1", "events", "events/1", "streams/visit-vis-1/events"]
      {
        let far = try await service.get(path, token: token, ["Collegiate-Position": "1:999999"])
        #expect(far.status == 422 && far.fields == ["Collegiate-Position"], "\(path): \(far.text)")
        let stale = try await service.get(path, token: token, ["Collegiate-Position": "7:3"])
        #expect(stale.status == 409 && stale.code == "epoch_changed", "\(path)")
        let malformed = try await service.get(path, token: token, ["Collegiate-Position": "yesterday"])
        #expect(malformed.status == 422 && malformed.fields == ["Collegiate-Position"], "\(path)")
        let known = try await service.get(path, token: token, ["Collegiate-Position": "1:3"])
        #expect(
          known.status == 200 && known[header: "collegiate-position"]?.hasPrefix("1:") == true, "\(path)")
      }
    }
  }

  @Test func `after a restore positions of before are refused, and what is there is read again`() async throws
  {
    try await withService { service in
      let token = try await service.token("ash-lead")
      let before = try await service.get("views/judgement_now", token: token)
      try await service.administer("update collegiate.log set epoch = epoch + 1")
      try await Task.sleep(for: .milliseconds(150))
      let after = try await service.get("views/judgement_now", token: token)
      #expect(after.status == 200 && after.node["as_of"]?["epoch"]?.number == 2)
      #expect(after.node["rows"] == before.node["rows"] && after[header: "etag"] != before[header: "etag"])
      let held = before[header: "collegiate-position"] ?? ""
      for path in ["views/judgement_now?changed_after=\(held)", "events?after=\(held)"] {
        #expect(try await service.get(path, token: token).code == "epoch_changed", "\(path)")
      }
    }
  }

  @Test
  func
    `where the server's timeline has changed, every mark of before is refused, and none is taken for fresh`()
    async throws
  {
    try await withService { service in
      let token = try await service.token("ash-lead")
      let before = try await service.get("views/judgement_now?limit=1", token: token)
      let held = before[header: "collegiate-position"] ?? ""
      let cursor = before.node["next"]?.text ?? ""
      try await service.rewrite("timeline = timeline + 1")
      try await eventually("the service notices by itself") {
        try await service.get("views/judgement_now", token: token).node["as_of"]?["epoch"]?.number == 2
      }
      for path in [
        "views/judgement_now?limit=1&cursor=\(cursor)", "views/judgement_now?changed_after=\(held)",
        "events?after=\(held)",
      ] {
        let answer = try await service.get(path, token: token)
        #expect(answer.status == 409 && answer.code == "epoch_changed", "\(path): \(answer.text)")
      }
      let stream = try await service.get(
        "events", token: token, ["Last-Event-ID": held, "Accept": "text/event-stream"])
      #expect(stream.code == "epoch_changed", "\(stream.text)")
      let known = try await service.get(
        "views/judgement_now?limit=1", token: token, ["If-None-Match": before[header: "etag"] ?? ""])
      #expect(known.status == 200 && known[header: "collegiate-position"]?.hasPrefix("2:") == true)
    }
  }

  @Test func `a server that is in an older epoch than this process has seen is not read from`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      try await service.rewrite("epoch = 3")
      try await eventually("the service follows") {
        try await service.get("views/judgement_now", token: token).node["as_of"]?["epoch"]?.number == 3
      }
      try await service.rewrite("epoch = 2")
      try await eventually("what was left behind is refused") {
        let answer = try await service.get("views/judgement_now", token: token)
        return answer.status == 503 && answer[header: "retry-after"] != nil
      }
      try await service.rewrite("epoch = 3")
      #expect(try await service.get("views/judgement_now", token: token).status == 200)
    }
  }
}

extension Service {
  /// Changes the log's own row past all guards, as another server's would be.
  fileprivate func rewrite(_ change: String) async throws {
    try await administer("set session_replication_role = replica; update collegiate.log set \(change)")
  }

  /// Keeps everybody from reading the log for some seconds.
  fileprivate func blocking(for seconds: Int) async throws {
    let connection = try await Connection.open(url)
    do {
      try await connection.transaction { connection in
        try connection.script(
          "lock table collegiate.commit in access exclusive mode; select pg_sleep(\(seconds))")
      }
      await connection.closeAndJoin()
    } catch {
      await connection.closeAndJoin()
      throw error
    }
  }

  fileprivate func isBlocked() async throws -> Bool {
    let rows = try await pool.run(
      "select from pg_locks where mode = 'AccessExclusiveLock' and granted and relation = 'collegiate.commit'::regclass"
    )
    return !rows.isEmpty
  }
}
