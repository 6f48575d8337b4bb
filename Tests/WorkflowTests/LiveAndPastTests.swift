import EventSourcing
import PeerReview
import ReadModels
import TestSupport
import Testing
import WorkedExample
import Workflow

/// What is seen live is what is seen later as at that position.
@Suite struct `Live and as at` {
  private struct Sighting {
    let position: Int64
    let tables: [String: [TableRow]]
  }

  @Test
  func
    `every view is later, as at a position, what it was live there; what readers hold open is what is folded afresh`()
    async throws
  {
    try await withDatabase { pool, _ in
      let ledgers = Ledgers(pool, logger: quietLogger())
      _ = try await ledgers.store.createLog(
        slug: WorkedExample.slug, name: WorkedExample.name, rehearsal: true)
      let ledger = try #require(try await ledgers.ledger(WorkedExample.slug))
      var live: [Sighting] = []
      for (number, step) in (WorkedExample.installation + WorkedExample.steps).enumerated() {
        try await perform(step, in: ledger)
        guard number > 45, number % 8 == 0 || step.story.map({ (84...102).contains($0) }) == true else {
          continue
        }
        live.append(
          Sighting(
            position: await ledger.head, tables: await tables(ledger, .now, [.system, Actor("ash-lead")])))
        guard number % 16 == 0 else { continue }
        let readers = ["bir-lead", "esk-lead", "co-1", "dun-off", "fer-lead"].map { Actor($0) }
        let open = await tables(ledger, .now, readers)
        let head = await ledger.head
        let fresh = await tables(ledger, .position(head), readers)
        #expect(differing(fresh, open).isEmpty, "at \(head)")
      }
      #expect(live.count > 30)
      // Ashmere's lead sees the same throughout once it holds its role.
      for moment in live {
        let past = await tables(ledger, .position(moment.position), [.system, Actor("ash-lead")])
        #expect(differing(past, moment.tables).isEmpty, "at \(moment.position)")
      }
    }
  }

  @Test func `what a reader holds open as the team changes when a visit is proposed after sharing`()
    async throws
  {
    try await withHouse(until: "2025-11-04") { house in
      let ledger = house.ledger
      try await house.perform("evidence/a1/share", as: "ash-lead")
      #expect(try await evidence(ledger).isEmpty)
      try await house.perform(
        "visits/propose", as: "ash-lead",
        #"{"id":"vis-8","cycle":"ash-evidence","kind":"main","focus":"Figures","window":{"from":"2026-01-12","to":"2026-02-06"}}"#
      )
      #expect(try await evidence(ledger) == ["evidence-a1"])
      let fresh = try await ledger.table(
        "cycle_timeline", for: "ash-lead", asAt: .position(ledger.head), seenBy: .team)
      #expect(try await ledger.table("cycle_timeline", for: "ash-lead", seenBy: .team).rows == fresh.rows)
    }
  }

  @Test func `a stream whose first event had not happened yet has none of its later events`() async throws {
    try await withHouse(until: "2026-03-10") { house in
      // Revised, says its author, before it was recorded.
      try await house.perform(
        "evidence/a5/revise-summary", as: "ash-off",
        #"{"summary":"Shorter.","reason":"Clearer","occurred_at":"2026-02-01T10:00:00Z"}"#)
      try await house.perform(
        "evidence/a2/revise-summary", as: "ash-off",
        #"{"summary":"Shorter.","reason":"Clearer","occurred_at":"2026-02-01T10:00:00Z"}"#)
      let then = try #require(Moment("2026-02-10T00:00:00Z"))
      let timeline = try await house.ledger.table("cycle_timeline", for: "ash-lead", asAt: .happened(then))
      let revised = zip(timeline.column("stream"), timeline.column("event")).filter {
        $1 == "EvidenceSummaryRevised"
      }
      #expect(revised.map(\.0) == ["evidence-a4", "evidence-a2"])
      #expect(!timeline.column("stream").contains("evidence-a5"))
    }
  }

  /// The names of the tables that are not the same.
  private func differing(_ a: [String: [TableRow]], _ b: [String: [TableRow]]) -> [String] {
    b.filter { a[$0.key] != $0.value }.keys.sorted()
  }

  private func evidence(_ ledger: Ledger) async throws -> Set<String> {
    Set(
      try await ledger.table("cycle_timeline", for: "ash-lead", seenBy: .team).column("stream").filter {
        $0.hasPrefix("evidence")
      })
  }

  private func perform(_ step: Step, in ledger: Ledger) async throws {
    let (kind, id) = try #require(CommandKind.route(step.path))
    do {
      _ = try await ledger.perform(
        Call(
          kind, id: id, try JSON.parse(step.body), by: step.sender,
          expectedVersion: step.ifMatch, at: step.at))
    } catch let refused as Refused where refused.refusal.code == step.refusal {}
  }

  private func tables(_ ledger: Ledger, _ asAt: AsAt, _ readers: [Actor]) async -> [String: [TableRow]] {
    var tables: [String: [TableRow]] = [:]
    for reader in readers {
      for view in ViewKind.all {
        tables["\(view.name) for \(reader.person)"] = await ledger.table(view, for: reader, asAt: asAt).rows
      }
    }
    return tables
  }
}
