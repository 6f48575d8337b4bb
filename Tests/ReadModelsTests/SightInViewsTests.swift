import PeerReview
import ReadModels
import TestSupport
import Testing

/// What a reader may not see is not in the rows, nor in their number, nor in what they say has come of it.
@Suite struct `Sight in every view` {
  let office = OrganisationID("office")

  @Test func `to a visitor a judgement is what its shared wording says, whatever became of it since`() throws
  {
    let story = try Story.ashmere()
    let visitor = Actor("bir-lead")
    let now = try story.rows("judgement_now", for: visitor)
    #expect(
      now.map {
        $0.line("question", "step", "state", "statement_version", "version", "confirmed_on", "dissents")
      } == [
        "11.1 | established | proposed | 1 | 1 | - | 0", "11.2 | established | proposed | 1 | 1 | - | 0",
        "11.3 | emerging | proposed | 1 | 1 | - | 0",
      ])
    let history = try story.rows("judgement_history", for: visitor)
    #expect(history.map { $0["kind"] } == ["proposed", "proposed", "proposed"])
    let positions = Set(now.map { $0["row_position"] } + history.map { $0["row_position"] })
    let proposals = (1...Int64(story.history.count)).filter {
      story.history[$0]?.envelope.type == "JudgementProposed"
    }
    #expect(positions == Set(proposals.map(String.init)))
  }

  @Test func `what an interruption led to shows a visitor its own suggestion and no judgement`() throws {
    let register = try Story.ashmere().rows("interruption_register", for: Actor("esk-lead"))
    #expect(
      register.map { $0.line("interruption", "answer_path", "outcome") } == [
        "int-1 | recognised | action act-1", "int-2 | recognised | ",
      ])
  }

  @Test func `the coordinator sees how far judgements have come, and nothing of what they say`() throws {
    let story = try Story.ashmere()
    let co = Actor("co-1")
    let now = try story.rows("judgement_now", for: co)
    #expect(
      now.map { $0.line("question", "state", "confirmed_on", "step", "statement", "confidence") } == [
        "11.1 | confirmed | 2026-03-20 | - | - | -", "11.2 | confirmed | 2026-03-20 | - | - | -",
        "11.3 | confirmed | 2026-03-20 | - | - | -",
      ])
    let history = try story.rows("judgement_history", for: co).filter { $0["question"] == "11.2" }
    #expect(history.map { $0["kind"] } == ["proposed", "revised", "revised", "confirmed"])
    for row in history {
      #expect(
        row.line(
          "before", "after", "statement_before", "statement", "provoked_kind", "provoked_ref", "rationale",
          "late_evidence")
          == "- | - | - | - | - | - | - | -")
    }
    let evidence = try story.rows("cycle_timeline", for: co).filter {
      $0["event"].hasPrefix("Evidence") && $0["stream"].hasPrefix("evidence")
    }
    #expect(evidence.count == 8)
    #expect(evidence.allSatisfy { $0.line("summary", "links") == "- | -" })
    let register = try story.rows("interruption_register", for: co)
    #expect(register.map { $0["outcome"] } == ["", ""])
  }

  @Test func `of evidence the coordinator sees the title alone`() throws {
    let story = try Story.ashmere()
    let events = story.history.events(of: StreamID(.evidence, "a4"))
    guard case .object(let members) = Consortium.state(of: .evidence, from: events, .outline) else {
      Issue.record("no object")
      return
    }
    let known = members.filter { $0.value != .null }
    #expect(known.contains { $0.name == "title" && $0.value == .text("Survey of head teachers") })
    #expect(!known.contains { $0.name == "summary" || $0.name == "questions" || $0.name == "voice" })
  }

  @Test(arguments: ["bir-dec", "dun-off", "fer-lead", "uni-2", "dp-1"])
  func `members who did not visit find no row of Ashmere's evidence, judgements or actions`(person: String)
    throws
  {
    let story = try Story.ashmere()
    let reader = Actor(person)
    for view in ["judgement_now", "judgement_history", "action_register"] {
      #expect(try story.rows(view, for: reader).isEmpty, "\(view)")
    }
    for view in ["cycle_timeline", "audit_log"] {
      let rows = try story.rows(view, for: reader).filter { $0["lea"] == "ash" }
      let kinds = Set(rows.map { $0["stream"].prefix { $0 != "-" } })
      #expect(kinds.isDisjoint(with: ["evidence", "judgement", "action", "definition"]), "\(view)")
    }
  }

  @Test func `counts are of what the reader sees: whom the view leaves out is in no figure`() throws {
    let story = try Story.ashmere(until: "2026-01-28")
    let all = try story.rows("interruption_register", for: Actor("ash-lead"))
    #expect(all.map { $0.line("interruption", "words_questioned") } == ["int-1 | 0", "int-2 | 1"])
    #expect(try story.rows("interruption_register", for: Actor("fer-lead")).isEmpty)
    let released = try Story.ashmere(until: "2026-02-25").rows(
      "interruption_register", for: Actor("fer-lead"))
    #expect(
      released.map { $0.line("interruption", "answer_path", "words_questioned") } == [
        "int-1 | recognised | 0", "int-2 | recognised | 1",
      ])
  }

  @Test func `an LEA sees its own rows as its visitors do, before it shares, and nobody else's`() throws {
    let lead = Actor("ash-lead")
    let before = try Story.ashmere(until: "2025-12-11")
    #expect(try before.rows("judgement_now", for: lead, asTeam: true).isEmpty)
    let after = try Story.ashmere(until: "2026-02-10")
    let visitor = try after.rows("judgement_now", for: Actor("cal-lead"))
    let asTeam = try after.rows("judgement_now", for: lead, asTeam: true)
    #expect(
      asTeam.map { $0.line("question", "step", "state", "version") }
        == visitor.map { $0.line("question", "step", "state", "version") })
    #expect(asTeam.count == 3)
    #expect(try after.rows("action_register", for: lead, asTeam: true).isEmpty)
    #expect(try after.rows("visit_calendar", for: Actor("bir-lead"), asTeam: true).isEmpty)
    #expect(try after.rows("cycle_overview", for: lead, asTeam: true).map { $0["member"] } == ["ash"])
    let evidence = Set(
      try after.rows("cycle_timeline", for: lead, asTeam: true).map { $0["stream"] }.filter {
        $0.hasPrefix("evidence")
      })
    #expect(evidence == ["evidence-a1", "evidence-a4"])
  }

  @Test func `sight is today's also in the past: what was shared then and is no longer is not shown`() throws
  {
    let story = try Story.ashmere()
    let visitor = Actor("bir-lead")
    func evidence(sightOn day: String) throws -> Set<String> {
      Set(
        try story.rows("cycle_timeline", for: visitor, recordedBy: "2026-01-20", sightOn: day)
          .map { $0["stream"] }.filter { $0.hasPrefix("evidence") })
    }
    #expect(try evidence(sightOn: "2026-03-25") == ["evidence-a1", "evidence-a4"])
    #expect(try evidence(sightOn: "2026-03-26").isEmpty)
  }

  @Test func `what arose at one visit is that visit's team's, not of a later team of the same cycle`() throws
  {
    var s = try Scenario.workedExample(before: 90)
    try s.perform(
      "visits/propose", as: "ash-lead", of: "ash", on: "2026-01-29",
      #"{"id":"vis-9","cycle":"ash-evidence","kind":"follow_up","focus":"Again","window":{"from":"2026-06-01","to":"2026-06-30"}}"#
    )
    try s.perform(
      "visits/vis-9/schedule", as: "co-1", of: "office",
      #"{"from":"2026-06-02","to":"2026-06-03","place":"Town hall"}"#)
    try s.perform(
      "visits/vis-9/invite-member", as: "co-1", of: "office",
      #"{"person":"fer-lead","organisation":"fer","role":"peer","why":"Asks well","reply_by":"2026-05-01"}"#)
    try s.perform("visits/vis-9/accept", as: "fer-lead", of: "fer")
    let story = try Story(s.log)
    #expect(try story.rows("interruption_register", for: Actor("fer-lead")).isEmpty)
    #expect(try story.rows("judgement_now", for: Actor("fer-lead")).count == 3)
  }

  @Test func `authors keep sight of what they wrote, for good, also without any role`() throws {
    var s = try Scenario.workedExample()
    try s.perform("people/ash-off/revoke-role", as: "ash-dec", of: "ash", #"{"role":"lc","reason":"Left"}"#)
    let story = try Story(s.log)
    let written = (1...Int64(story.history.count)).compactMap { story.history[$0]?.envelope }
      .filter { $0.actor == PersonID("ash-off") }.map { String($0.position) }
    let seen = try story.rows("audit_log", for: Actor("ash-off"))
    #expect(seen.filter { $0["stream"] != "person-ash-off" }.map { $0["position"] } == written)
    #expect(written.count == 8)
    #expect(try story.rows("judgement_now", for: Actor("ash-lead")).count == 3)
  }
}
