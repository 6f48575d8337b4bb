import PeerReview
import ReadModels
import Testing

/// The figures that the page of the story gives, through the views that answer for them.
@Suite struct `The Ashmere story in its views` {
  let lead = Actor("ash-lead")

  @Test(arguments: [
    ("2026-01-25", "established | proposed | 1 | - | 0"), ("2026-02-01", "emerging | revised | 2 | - | 0"),
    ("2026-03-10", "not_yet | revised | 3 | - | 1"),
    ("2026-03-31", "not_yet | confirmed | 3 | 2026-03-20 | 1"),
  ])
  func `11.2 stands as it was recorded at each day of the page`(day: String, expected: String) throws {
    let now = try Story.ashmere().rows("judgement_now", for: lead, recordedBy: day)
    #expect(now.map { $0["question"] } == ["11.1", "11.2", "11.3"])
    let line = now[1].line("step", "state", "statement_version", "confirmed_on", "dissents")
    #expect(line == expected)
  }

  @Test func `11.2 moved twice, by an interruption and then by late evidence, and one dissented`() throws {
    let history = try Story.ashmere().rows("judgement_history", for: lead)
      .filter { $0["question"] == "11.2" }
    #expect(
      history.map {
        $0.line(
          "kind", "statement_version", "before", "after", "provoked_kind", "provoked_ref", "late_evidence",
          "dissents", "by_role")
      } == [
        "proposed | 1 | - | established |  |  | false | 0 | ll",
        "revised | 2 | established | emerging | interruption | int-1 | false | 0 | ll",
        "revised | 3 | emerging | not_yet | evidence | a5 | true | 1 | ll",
        "confirmed | 3 | - | - |  |  | false | 0 | ld",
      ])
  }

  @Test(arguments: [
    ("2025-11-07", "- | proposed | - | "), ("2025-11-12", "2026-01-20 | scheduled | - | "),
    ("2025-11-17", "2026-01-20 | scheduled | - | bir-lead;cal-lead;uni-1"),
    ("2026-01-20", "2026-01-20 | begun | bir-lead | bir-lead;cal-lead;esk-lead;uni-1"),
    ("2026-01-21", "2026-01-20 | held | bir-lead | bir-lead;cal-lead;esk-lead;uni-1"),
    ("2026-01-30", "2026-01-20 | reported | bir-lead | bir-lead;cal-lead;esk-lead;uni-1"),
    ("2026-02-13", "2026-01-20 | settled | bir-lead | bir-lead;cal-lead;esk-lead;uni-1"),
    ("2026-02-25", "2026-01-20 | released | bir-lead | bir-lead;cal-lead;esk-lead;uni-1"),
  ])
  func `the visit's row tells how far it had come`(day: String, expected: String) throws {
    let visits = try Story.ashmere().rows("visit_calendar", for: lead, recordedBy: day)
    #expect(visits.map { $0.line("starts_on", "status", "lead", "team") } == [expected])
    #expect(visits.map { $0.line("visit", "host", "clash", "ical_sequence") } == ["vis-1 | ash |  | 0"])
  }

  @Test(arguments: [
    ("2025-10-31", "focusing | 18 | adopted | - | -"),
    ("2026-01-10", "first_view | 40 | adopted | vis-1 | 2026-01-20"),
    ("2026-01-20", "visiting | 0 | adopted | vis-1 | 2026-01-20"),
    ("2026-01-31", "rethinking | 3 | adopted | - | -"), ("2026-03-26", "deciding | 6 | adopted | - | -"),
    ("2026-06-30", "acting | 95 | adopted | - | -"), ("2026-07-10", "looking_back | 7 | adopted | - | -"),
  ])
  func `Ashmere's cycle is in the stage, for the days, and before the visit of its story`(
    day: String, expected: String
  ) throws {
    let cycles = try Story.ashmere().rows("cycle_overview", for: lead, recordedBy: day)
    let ash = cycles.filter { $0["member"] == "ash" }
    #expect(
      ash.map { $0.line("stage", "days_in_stage", "definition", "next_visit", "next_visit_on") } == [expected]
    )
    #expect(ash.map { $0.line("cycle", "factor", "paused") } == ["ash-evidence | 11 | false"])
  }

  @Test func `a member without a cycle has a row, which its cycle takes over`() throws {
    let joined = try Story.ashmere().rows("cycle_overview", for: lead, recordedBy: "2025-10-10")
    #expect(joined.map { $0.line("member", "cycle", "stage") } == members.map { "\($0) | - | -" })
    let opened = try Story.ashmere().rows("cycle_overview", for: lead, recordedBy: "2025-10-31")
    #expect(opened.map { $0["member"] } == members)
    #expect(opened.allSatisfy { $0["cycle"] != "-" })
  }

  private let members = ["ash", "bir", "cal", "dun", "esk", "fer"]

  @Test func `both interruptions were recognised, and what followed from each stands with it`() throws {
    let register = try Story.ashmere().rows("interruption_register", for: lead)
    #expect(
      register.map {
        $0.line("interruption", "question", "origin", "answer_path", "open_days", "words_questioned")
      }
        == ["int-1 | 11.2 | outsider | recognised | 2 | 0", "int-2 | 11.3 | outsider | recognised | 8 | 1"])
    #expect(
      register.map { $0["outcome"] } == [
        "revised ash-evidence:11.2;action act-1;action act-3", "reworded a4",
      ])
    let open = try Story.ashmere().rows("interruption_register", for: lead, recordedBy: "2026-01-26")
    #expect(open.map { $0.line("answer_path", "open_days") } == ["recognised | 2", " | 5"])
  }

  @Test func `of three suggestions one was completed, one is deferred and not acted on, one abandoned`()
    throws
  {
    let register = try Story.ashmere().rows("action_register", for: lead)
    #expect(
      register.map {
        $0.line(
          "ref", "state", "response", "leverage", "owner_role", "impact", "suggested_for", "later_acted")
      } == [
        "act-1 | completed | agreed | high | lc | works_differently | esk | false",
        "act-2 | deferred | deferred | - | - | - | uni | false",
        "act-3 | abandoned | agreed | low | ll | - | cal | false",
      ])
    let late = try Story.ashmere().rows("action_register", for: lead, recordedBy: "2026-07-02")
    #expect(late.map { $0["overdue"] } == ["false", "false", "false"])
  }

  @Test func `an agreed action is overdue on the day after its last, and not on it`() throws {
    let story = try Story.ashmere(until: "2026-06-04")
    let due = try story.rows("action_register", for: lead, sightOn: "2026-06-30")
    #expect(due.map { $0["overdue"] } == ["false", "false", "false"])
    let after = try story.rows("action_register", for: lead, sightOn: "2026-07-01")
    #expect(after.map { $0["overdue"] } == ["false", "false", "true"])
  }

  @Test func `Ashmere received six peer-days and two of outsiders, and each pair is balanced`() throws {
    let matrix = try Story.ashmere().rows("reciprocity_matrix", for: lead)
    #expect(
      matrix.map {
        $0.line("from_lea", "to_lea", "visits", "peer_days", "outsider_days", "take_aways", "balance")
      } == [
        "ash | bir | 0 | 0 | 0 | 0 | -2", "ash | cal | 0 | 0 | 0 | 0 | -2", "ash | esk | 0 | 0 | 0 | 0 | -2",
        "bir | ash | 1 | 2 | 0 | 1 | 2", "cal | ash | 1 | 2 | 0 | 0 | 2", "esk | ash | 1 | 2 | 0 | 1 | 2",
        "uni | ash | 1 | 0 | 2 | 0 | 0",
      ])
    let received = matrix.filter { $0["to_lea"] == "ash" }
    #expect(received.compactMap { Int($0["peer_days"]) }.reduce(0, +) == 6)
    #expect(received.compactMap { Int($0["outsider_days"]) }.reduce(0, +) == 2)
  }

  @Test func `a cycle's timeline has each of its events once, in order, with how late it was written down`()
    throws
  {
    let story = try Story.ashmere()
    let timeline = try story.rows("cycle_timeline", for: lead).filter { $0["cycle"] == "ash-evidence" }
    let positions = (1...Int64(story.history.count)).filter {
      story.history[$0]?.envelope.place.cycle == CycleID("ash-evidence")
    }
    #expect(timeline.map { $0["position"] } == positions.map(String.init))
    let late = timeline.filter { $0["lag"] != "0" }
    #expect(late.map { $0.line("event", "lag", "links") } == ["InterruptionRecorded | 1 | visit-vis-1"])
  }

  @Test func `every row names its place, and the last event that touched it`() throws {
    let story = try Story.ashmere()
    let register = try story.rows("action_register", for: lead)
    #expect(
      register.map { $0.line("programme", "lea", "cycle", "stream") }.first
        == "six-dales | ash | ash-evidence | action-act-1")
    for row in register {
      let position = try #require(Int64(row["row_position"]))
      #expect(story.history[position]?.envelope.stream.description == row["stream"])
      let later = story.history.events(of: try #require(StreamID(row["stream"]))).last
      #expect(later?.envelope.position == position)
    }
  }
}
