import PeerReview
import Testing
import Workflow

@testable import Web

@Suite struct PagesHomeTests {
  /// Ashmere's warnings as somebody reads them, in a rehearsal that was performed until one day and lasts
  /// until another.
  private func warnings(
    _ service: Service, _ person: String, _ organisation: String
  ) async throws -> [String] {
    let actor = Actor(PersonID(person), for: OrganisationID(organisation))
    let directory = try await service.ledger.directory(for: actor)
    let page = await service.ledger.reading { HomeMaking(Outlook(actor, $0), directory, $0).page }
    return page.leas.first { $0.name == "Ashmere" }?.cycles.flatMap(\.warnings).map(\.text) ?? []
  }

  /// Something happens on a later day, so that it is that day in the rehearsal.
  private func move(_ service: Service, to day: String) async throws {
    let (kind, _) = try #require(CommandKind.route("organisations/register"))
    let later = try #require(CalendarDay(day))
    _ = try await service.ledger.perform(
      Call(
        kind,
        [
          "organisation": .text("o-\(day)"), "name": .text("O \(day)"), "short_name": .text("O \(day)"),
          "kind": "partner",
        ],
        by: Actor(PersonID("co-1"), for: OrganisationID("office")), at: Moment(later, hour: 12)))
  }

  @Test func `an interruption may wait twenty working days, then its authority is reminded`() async throws {
    try await withService(until: "2026-01-22") { service in
      try await move(service, to: "2026-02-18")
      #expect(try await warnings(service, "ash-lead", "ash").isEmpty)
      try await move(service, to: "2026-02-19")
      let reminder = "An interruption of 21 January 2026 has no answer yet"
      #expect(try await warnings(service, "ash-lead", "ash") == [reminder, reminder])
    }
  }

  @Test func `nobody is warned of what they may not see`() async throws {
    try await withService(until: "2026-01-22") { service in
      try await move(service, to: "2026-02-19")
      #expect(try await warnings(service, "fer-lead", "fer").isEmpty)
      #expect(try await warnings(service, "bir-lead", "bir").count == 2)
    }
  }

  @Test func `an agreed action is overdue from the day after it was due`() async throws {
    try await withService(until: "2026-06-30") { service in
      try await move(service, to: "2026-07-03")
      #expect(try await warnings(service, "ash-lead", "ash").isEmpty)
      try await move(service, to: "2026-07-04")
      #expect(try await warnings(service, "ash-lead", "ash") == ["1 action is past the day agreed"])
      #expect(try await warnings(service, "bir-lead", "bir").isEmpty)
    }
  }
}
