import PeerReview
import ReadModels
import TestSupport
import Testing

/// Who sees how much of what Ashmere has, and when: a line for each reader and moment, counted over every
/// stream of Ashmere's that there is by then.
@Suite struct `Sight of an LEA's own` {
  /// A reader's evidence, judgements, interruptions, actions and definitions, then the visit's events that
  /// are its team's: who declined, conflicts, sessions, requests, and the report. `n` are seen whole, `(n)`
  /// in outline.
  private static let owner = [
    "2025-11-13": "2 0 0 0 1 1", "2025-12-15": "4 3 0 0 1 4", "2026-01-23": "4 3 2 0 1 8",
    "2026-02-26": "4 3 2 0 1 13", "2026-03-25": "5 3 2 3 1 14", "2026-03-26": "5 3 2 3 1 14",
    "2026-07-10": "5 3 2 3 1 14",
  ]
  /// The visitors see what was shared, from the day it was until 20 working days after the release on 25
  /// February, the wordings of the shared statement, and what the team says among itself.
  private static let visitor = [
    "2025-11-13": "0 0 0 0 0 1", "2025-12-15": "2 3 0 0 0 4", "2026-01-23": "2 3 2 0 0 8",
    "2026-02-26": "2 3 2 0 0 13", "2026-03-25": "2 3 2 0 0 14", "2026-03-26": "0 3 2 0 0 14",
    "2026-07-10": "0 3 2 0 0 14",
  ]
  /// These accepted after 13 November, and each suggested an action: it goes on seeing what became of it.
  private static let suggester = visitor.merging([
    "2025-11-13": "0 0 0 0 0 0", "2026-03-25": "2 3 2 1 0 14", "2026-03-26": "0 3 2 1 0 14",
    "2026-07-10": "0 3 2 1 0 14",
  ]) { $1 }
  /// Members see the report and the interruptions once they are released, and nothing else of the team's.
  private static let member = [
    "2025-11-13": "0 0 0 0 0 0", "2025-12-15": "0 0 0 0 0 0", "2026-01-23": "0 0 0 0 0 0",
    "2026-02-26": "0 0 2 0 0 5", "2026-03-25": "0 0 2 0 0 5", "2026-03-26": "0 0 2 0 0 5",
    "2026-07-10": "0 0 2 0 0 5",
  ]
  /// It declined on 18 November, and keeps sight of that.
  private static let declined = [
    "2025-11-13": "0 0 0 0 0 0", "2025-12-15": "0 0 0 0 0 1", "2026-01-23": "0 0 0 0 0 1",
    "2026-02-26": "0 0 2 0 0 6", "2026-03-25": "0 0 2 0 0 6", "2026-03-26": "0 0 2 0 0 6",
    "2026-07-10": "0 0 2 0 0 6",
  ]
  /// The coordinator sees that there is evidence and how far judgements have come, who declined, and the
  /// conflicts that it weighs.
  private static let coordinator = [
    "2025-11-13": "0(2) 0 0 0 0 1", "2025-12-15": "0(4) 0(3) 0 0 0 4", "2026-01-23": "0(4) 0(3) 0 0 0 4",
    "2026-02-26": "0(4) 0(3) 2 0 0 9", "2026-03-25": "0(5) 0(3) 2 0 0 9", "2026-03-26": "0(5) 0(3) 2 0 0 9",
    "2026-07-10": "0(5) 0(3) 2 0 0 9",
  ]
  private static let nobody = Dictionary(uniqueKeysWithValues: owner.keys.map { ($0, "0 0 0 0 0 0") })
  /// An auditor of Ashmere's or of the coordinator's, until the last day of the role.
  private static func until(_ day: String, _ table: [String: String]) -> [String: String] {
    table.merging(nobody.filter { $0.key > day }) { $1 }
  }

  private static let table: [(reader: Actor, sees: [String: String])] =
    ["ash-lead", "ash-dec", "ash-off", "ash-analyst"].map { (Actor($0), owner) }
    + [(Actor("bir-lead"), visitor)]
    + ["cal-lead", "esk-lead", "uni-1"].map { (Actor($0), suggester) }
    + ["uni-2", "dun-lead", "bir-dec", "fer-lead", "dp-1"].map { (Actor($0), member) }
    + [
      (Actor("dun-off"), declined), (Actor("co-1"), coordinator),
      (Actor("ash-audit"), until("2026-02-20", owner)),
      (Actor(PersonID("audit"), for: OrganisationID("office")), until("2026-02-20", coordinator)),
      (Actor(PersonID("analyst"), for: OrganisationID("office")), coordinator),
      (Actor("fer-new"), nobody), (Actor("fer-asked"), nobody),
      (Actor("fer-refused"), nobody.mapValues { _ in "0 0 0 0 0 1" }),
      (Onlookers.stranger, nobody),
    ]

  @Test(arguments: table.indices)
  func `each reader sees of Ashmere's what is its to see, and no more, at every moment`(index: Int) throws {
    let (reader, expected) = Self.table[index]
    for (moment, sees) in expected.sorted(by: { $0.key < $1.key }) {
      let seen = try Self.counts(reader, moment)
      #expect(seen == sees, "\(reader.person) on \(moment)")
    }
  }

  private static func counts(_ reader: Actor, _ moment: String) throws -> String {
    let story = try Onlookers.story(until: moment)
    let sight = Sight(reader, on: try Story.day(moment), in: story.consortium)
    let streams = story.consortium.streams.filter { $0.value.place.lea == OrganisationID("ash") }.map(\.key)
    let counts = [StreamKind.evidence, .judgement, .interruption, .action, .definition].map { kind in
      let extents = streams.filter { $0.kind == kind }.map(sight.ofStream)
      let outlined = extents.count { $0 == .outline }
      return "\(extents.count { $0 == .everything })" + (outlined > 0 ? "(\(outlined))" : "")
    }
    let team = story.history.events(of: StreamID(.visit, "vis-1")).filter { $0.envelope.visibility == .team }
    return (counts + ["\(team.count { sight.of($0) == .everything })"]).joined(separator: " ")
  }

  @Test func `what all members plan by, all members see, and nobody else`() throws {
    let story = try Onlookers.story(until: "2025-12-15")
    let common: Set<StreamKind> = [
      .programme, .organisations, .agreement, .framework, .cycle, .visit, .person,
    ]
    let shared = story.consortium.streams.keys.filter { common.contains($0.kind) }
    for (reader, _) in Self.table {
      let sight = Sight(reader, on: story.today, in: story.consortium)
      let seen = shared.filter { sight.ofStream($0) == .everything }
      if Onlookers.roleless.contains(reader) {
        let own = shared.filter { $0 == StreamID(.person, reader.person.text) }
        let asked = reader.person == PersonID("fer-asked") ? [StreamID(.visit, "vis-1")] : []
        #expect(Set(seen) == Set(own + asked), "\(reader.person)")
      } else {
        #expect(seen.count == shared.count, "\(reader.person)")
      }
    }
  }

  @Test func `who is asked sees what the visit is about, and loses it by declining; nothing of the team's`()
    throws
  {
    let story = try Onlookers.story(until: "2026-07-10")
    func seen(_ person: String) -> [Recorded] {
      let sight = Sight(Actor(person), on: story.today, in: story.consortium)
      return story.history.events(of: StreamID(.visit, "vis-1")).filter { sight.of($0) != .nothing }
    }
    #expect(seen("fer-asked").first?.envelope.type == "VisitProposed")
    #expect(seen("fer-asked").allSatisfy { $0.envelope.visibility >= .collegiate })
    #expect(seen("fer-refused").map(\.envelope.type) == ["InvitationDeclined"])
  }
}
