import PeerReview
import TestSupport
import Testing
import WorkedExample

/// What must be so at given days of the story, and that every row of it is told.
@Suite("Worked example")
struct WorkedExampleTests {
  @Test func `each numbered row is the event of its type, recorded on its day`() throws {
    var s = Scenario()
    s.now = try #require(WorkedExample.installation.first).at
    var told: [Int: [String]] = [:]
    for step in WorkedExample.installation + WorkedExample.steps {
      let from = s.log.count
      try s.perform(step)
      let rows = s.log[from...].map { "\($0.envelope.type) \($0.envelope.recordedAt.description.prefix(10))" }
      if let number = step.story { told[number, default: []] += rows }
    }
    for (numbers, type, days) in WorkedExampleRows.all {
      try #require(days.count == numbers.count)
      for (number, day) in zip(numbers, days) {
        #expect(told[number] == ["\(type) \(day)"], "row \(number)")
      }
    }
    #expect(told.keys.sorted() == Array(1...116))
  }

  @Test func `what the story needs and does not number is there, as often as it says`() throws {
    let s = try Scenario.workedExample()
    let numbered = WorkedExampleRows.all.reduce(into: [String: Int]()) {
      $0[$1.type, default: 0] += $1.numbers.count
    }
    let recorded = s.log.reduce(into: [String: Int]()) { $0[$1.envelope.type, default: 0] += 1 }
    let beside = recorded.merging(numbered) { $0 - $1 }.filter { $0.value != 0 }
    #expect(
      beside == [
        "OrganisationRegistered": 8, "PersonRegistered": 22, "RoleGranted": 22, "FrameworkVersionDrafted": 1,
        "FactorAdded": 12, "QuestionAdded": 21, "FactorMarkedSuperordinate": 2, "ScaleOffered": 1,
        "DefinitionDrafted": 2, "CycleStageMoved": 7, "EvidenceShared": 2, "VisitProposed": 1,
      ])
  }

  @Test func `every step is sent within working hours of a working day, and none shares its minute`() {
    let steps = WorkedExample.installation + WorkedExample.steps
    for step in steps {
      #expect(WorkingDays.isWorkingDay(step.day), "\(step.at) \(step.path)")
      #expect(step.at >= Moment(step.day, hour: 7) && step.at <= Moment(step.day, hour: 17), "\(step.at)")
    }
    #expect(Set(steps.map(\.at)).count == steps.count)
    #expect(steps.map(\.at) == steps.map(\.at).sorted())
  }

  @Test func `11.2 stands as the story says it was recorded at each of its days`() throws {
    let days = ["2026-01-25", "2026-02-01", "2026-03-10", "2026-03-31"]
    let views = try days.map { day in
      let judgement = try judgement(asAt: day)
      return "\(judgement.content?.step ?? "none")\(judgement.isConfirmed ? ", confirmed" : "")"
    }
    #expect(views == ["established", "emerging", "not_yet", "not_yet, confirmed"])
    #expect(try judgement(asAt: "2026-03-31").statementVersion == 3)
  }

  @Test func `11.2 was revised twice: by an interruption, then by late evidence`() throws {
    let provocations = try Scenario.workedExample().log.compactMap { recorded -> [String]? in
      guard case .judgement(.revised(let e)) = recorded.event else { return nil }
      return e.provokedBy.map { "\($0.kind.rawValue) \($0.ref ?? "")" }
    }
    #expect(provocations == [["interruption int-1"], ["evidence a5"]])
  }

  @Test func `who loses the race for 11.2 gets stale_version, and leaves no trace`() throws {
    var s = try Scenario.workedExample(before: 101)
    let race = WorkedExample.steps.filter { $0.story == 101 }
    #expect(race.map(\.ifMatch) == [2, 2])
    #expect(race.map(\.refusal) == [nil, .staleVersion])
    for step in race { try s.perform(step) }
    #expect(s.log.last?.envelope.actor == PersonID("ash-lead"))
    #expect(s.consortium.judgements["ash-evidence:11.2"]?.statementVersion == 3)
  }

  @Test func `what happened before it was recorded keeps both its times`() throws {
    let log = try Scenario.workedExample().log
    let lags = log.filter { $0.envelope.occurredAt < $0.envelope.recordedAt }
      .map {
        "\($0.envelope.type) \($0.envelope.place.lea?.text ?? "") \($0.envelope.occurredAt.description.prefix(10))"
      }
    #expect(
      lags == [
        "DefinitionDrafted ash 2023-06-12", "DefinitionAdopted ash 2023-06-12",
        "DefinitionDrafted esk 2024-03-07", "DefinitionAdopted esk 2024-03-07",
        "InterruptionRecorded ash 2026-01-20",
      ])
    let late = try #require(log.first { $0.envelope.stream == StreamID(.evidence, "a5") })
    guard case .evidence(.recorded(let a5)) = late.event else { return }
    #expect(a5.collectedOn.description == "2025-12-19")
  }

  @Test func `the visit was three peers and an outsider for two days, briefed eleven working days ahead`()
    throws
  {
    let payloads = try Scenario.workedExample().log.map(\.event.payload)
    let held = try #require(payloads.compactMap { $0 as? VisitHeld }.first)
    #expect([held.peerDays, held.outsiderDays, held.sessionsMissed] == [6, 2, 0])
    #expect(payloads.compactMap { $0 as? BriefingShared }.first?.workingDaysBefore == 11)
  }

  @Test func `both interruptions were recognised; one action was completed, one abandoned, one deferred`()
    throws
  {
    let end = try Scenario.workedExample().consortium
    #expect(end.interruptions.values.map(\.latestAnswer) == [.recognised, .recognised])
    #expect(
      ["act-1", "act-2", "act-3"].map { end.actions[$0]?.state } == [.completed, .deferred, .abandoned])
    #expect(end.actions.count == 3)
  }

  @Test func `the story uses every command but those listed here`() {
    let beside: Set = ["AgreeToVisit", "DeclineAction", "RedactText", "RevokeRole", "WaiveGap"]
    let paths = (WorkedExample.installation + WorkedExample.steps).map { $0.path.split(separator: "/") }
    let used = Set(paths.map { [$0.first, $0.last] })
    let unused = CommandKind.all.filter { !used.contains([$0.stream.plural[...], $0.name[...]]) }.map(\.title)
    #expect(Set(unused) == beside)
  }

  /// 11.2 as the log had it at the end of a day.
  private func judgement(asAt day: String) throws -> Judgement {
    let end = Moment(try #require(CalendarDay(day)) + 1)
    var consortium = Consortium()
    for recorded in try Scenario.workedExample().log where recorded.envelope.recordedAt < end {
      consortium.evolve(recorded)
    }
    return try #require(consortium.judgements["ash-evidence:11.2"])
  }
}
