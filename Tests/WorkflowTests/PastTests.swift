import PeerReview
import ReadModels
import TestSupport
import Testing
import WorkedExample
import Workflow

/// Two clocks: when a thing was recorded, and when it happened.
@Suite(.rehearsed) struct `The past` {
  @Test func `an interruption typed the next day is not in the record of its day, but had happened`()
    async throws
  {
    let ledger = try Rehearsed.house.ledger
    let evening = London.end(of: try day("2026-01-20"))
    let recorded = try await ledger.table(
      "interruption_register", for: "ash-lead", asAt: .position(ledger.position(recordedBy: evening)))
    #expect(recorded.rows.isEmpty)
    let happened = try await ledger.table("interruption_register", for: "ash-lead", asAt: .happened(evening))
    #expect(happened.column("interruption") == ["int-1"])
    #expect(happened.today.description == "2026-01-20")
    // Before it happened it had not.
    let morning = try #require(Moment("2026-01-20T11:14:59Z"))
    #expect(
      try await ledger.table("interruption_register", for: "ash-lead", asAt: .happened(morning)).rows.isEmpty)
  }

  @Test func `late evidence is of the day on which it was recorded, and said to be late from then on`()
    async throws
  {
    let ledger = try Rehearsed.house.ledger
    for (until, count) in [("2026-03-03", 0), ("2026-03-04", 1)] {
      let position = await ledger.position(recordedBy: London.end(of: try day(until)))
      let timeline = try await ledger.table("cycle_timeline", for: "ash-lead", asAt: .position(position))
      #expect(timeline.column("stream").count { $0 == "evidence-a5" } == count)
    }
    let position = await ledger.position(recordedBy: London.end(of: try day("2026-03-06")))
    let history = try await ledger.table("judgement_history", for: "ash-lead", asAt: .position(position))
    #expect(history.column("late_evidence").filter { $0 == "true" }.count == 1)
  }

  @Test
  func
    `definitions long adopted stand in the year of their adoption on one clock, and are unrecorded on the other`()
    async throws
  {
    let ledger = try Rehearsed.house.ledger
    for (lea, before, after) in [("ash", "2023-06-11", "2023-06-12"), ("esk", "2024-03-06", "2024-03-07")] {
      for (on, expected) in [(before, 0), (after, 2)] {
        let end = London.end(of: try day(on))
        let happened = try await ledger.table("audit_log", for: "\(lea)-lead", asAt: .happened(end))
        #expect(happened.column("stream").count { $0 == "definition-\(lea)" } == expected, "\(lea) \(on)")
        #expect(await ledger.position(recordedBy: end) == 0)
      }
    }
  }

  @Test func `a date means its last instant in London`() async throws {
    let ledger = try Rehearsed.house.ledger
    let end = London.end(of: try day("2026-01-21"))
    let position = await ledger.position(recordedBy: end)
    let history = await ledger.history
    #expect(history[position].map { $0.envelope.recordedAt <= end } == true)
    #expect(history[position + 1].map { $0.envelope.recordedAt > end } == true)
    #expect(history[position].map { London.day(of: $0.envelope.recordedAt).description } == "2026-01-21")
  }

  @Test func `before the first entry and after the last there is nothing to see, and no error`() async throws
  {
    let ledger = try Rehearsed.house.ledger
    let head = await ledger.head
    for view in ViewKind.all {
      #expect(await ledger.table(view, for: .system, asAt: .position(0)).rows.isEmpty)
      #expect(await ledger.table(view, for: .system, asAt: .position(-5)).rows.isEmpty)
      let beyond = await ledger.table(view, for: .system, asAt: .position(head + 100))
      #expect(beyond.position == head)
      let now = await ledger.table(view, for: .system)
      #expect(beyond.rows == now.rows)
    }
  }

  @Test func `a reader's sight is today's also in the past`() async throws {
    let ledger = try Rehearsed.house.ledger
    let position = await ledger.position(recordedBy: London.end(of: try day("2026-01-20")))
    let seen = try await ledger.table("cycle_timeline", for: "bir-lead", asAt: .position(position))
    #expect(!seen.column("stream").contains { $0.hasPrefix("evidence") })
    let own = try await ledger.table("cycle_timeline", for: "ash-lead", asAt: .position(position))
    #expect(Set(own.column("stream").filter { $0.hasPrefix("evidence") }).count == 4)
  }

  @Test func `a stream is to a reader what it may see of it: state, version and position of no later event`()
    async throws
  {
    let ledger = try Rehearsed.house.ledger
    let stream = StreamID(.judgement, "ash-evidence:11.2")
    let own = try #require(await ledger.state(of: stream, for: Actor("ash-lead")))
    #expect(own.head.version == 5)
    let visitors = try #require(await ledger.state(of: stream, for: Actor("bir-lead")))
    #expect(visitors.head.version == 1)
    let events = try #require(await ledger.events(of: stream, for: Actor("bir-lead")))
    #expect(events.map(\.recorded.envelope.type) == ["JudgementProposed"])
    #expect(visitors.head.lastPosition == events.last?.recorded.envelope.position)
    #expect(JSON.text(visitors.state).contains("established"))
    #expect(!JSON.text(visitors.state).contains("not_yet"))
    #expect(await ledger.state(of: stream, for: Actor("fer-lead")) == nil)
    let outline = try #require(await ledger.state(of: stream, for: Actor("co-1")))
    #expect(!JSON.text(outline.state).contains("presence"))
  }

  @Test func `the feed and single events give what the reader may see, and pass the rest over`() async throws
  {
    let ledger = try Rehearsed.house.ledger
    let head = await ledger.head
    for person in ["ash-lead", "bir-lead", "fer-lead", "co-1", "stranger-1"] {
      let feed = await ledger.feed(after: 0, limit: 10_000, for: Actor(person))
      #expect(feed.next == head)
      let singly = await (1...head).asyncFilter { await ledger.event(at: $0, for: Actor(person)) != nil }
      #expect(feed.events.map(\.recorded.envelope.position) == singly, "\(person)")
      let audit = try await ledger.table("audit_log", for: person)
      #expect(audit.column("position") == singly.map(String.init), "\(person)")
    }
    #expect(await ledger.feed(after: 0, limit: 10, for: Actor("stranger-1")).events.isEmpty)
  }

  private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }
}

extension Sequence {
  fileprivate func asyncFilter(_ passes: (Element) async -> Bool) async -> [Element] {
    var kept: [Element] = []
    for element in self where await passes(element) { kept.append(element) }
    return kept
  }
}
