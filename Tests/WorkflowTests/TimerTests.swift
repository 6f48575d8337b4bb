import PeerReview
import ReadModels
import TestSupport
import Testing
import WorkedExample

@testable import Workflow

/// The one timer. In the story the report of 30 January has ten working days, until 13 February.
@Suite struct `A report whose accuracy period lapses` {
  private let settled = "from collegiate.event where type = 'ReportSettled'"

  @Test func `it settles on the day after, by the log's clock, with points open, and once`() async throws {
    try await withHouse(until: "2026-02-05") { house in
      #expect(await house.ledger.consortium.visits["vis-1"]?.points.count == 2)
      try await house.ledger.settleLapsedReports()
      #expect(try await house.count(settled) == 0)
      try await house.passTime(to: "2026-02-13T16:59:00Z")
      try await house.ledger.settleLapsedReports()
      #expect(try await house.count(settled) == 0)
      try await house.passTime(to: "2026-02-14T00:00:01Z")
      try await house.ledger.settleLapsedReports()
      try await house.ledger.settleLapsedReports()
      #expect(try await house.count(settled) == 1)
      let visit = try #require(await house.ledger.consortium.visits["vis-1"])
      #expect(visit.status == .settled && visit.hasLapsed)
      #expect(visit.points.allSatisfy { $0.answered == nil })
      let last = try #require(await house.ledger.history.last)
      #expect(last.envelope.role == .sys && last.envelope.actor == Actor.system.person)
    }
  }

  @Test func `it settles once also where two processes find it lapsed at the same moment`() async throws {
    try await withHouse(until: "2026-02-05") { house in
      let other = try await house.otherProcess()
      try await house.passTime(to: "2026-02-16T09:00:00Z")
      try await other.catchUp()
      let results = try await house.together(
        { try await house.ledger.settleLapsedReports() }, { try await other.settleLapsedReports() })
      for result in results { try result.get() }
      #expect(try await house.count(settled) == 1)
    }
  }

  @Test func `the follower settles it and brings the tables up, without anybody asking`() async throws {
    try await withHouse(until: "2026-02-05") { house in
      try await house.passTime(to: "2026-02-16T09:00:00Z")
      let projector = Projector(house.pool, holder: "this process", logger: quietLogger())
      let follower = Follower(house.ledgers, projector, logger: quietLogger())
      let running = Task { try await follower.run() }
      try await eventually("the table of visits says settled") {
        let made = try await house.count(
          "from pg_views where schemaname = 'reporting' and viewname = 'visit_calendar'")
        guard made == 1 else { return false }
        return try await house.count("from reporting.visit_calendar where status = 'settled'") == 1
      }
      running.cancel()
      try await running.value
      #expect(try await house.count(settled) == 1)
      #expect(try await house.count("from collegiate.cursor where holder is not null") == 0)
    }
  }
}

extension House {
  /// Somebody records something at a later time, which the rehearsal's clock follows.
  func passTime(to moment: String) async throws {
    try await perform(
      "evidence/a2/revise-summary", as: "ash-off",
      #"{"summary":"As it stood at \#(moment).","reason":"Time passes"}"#, at: moment)
  }
}
