import PeerReview
import Testing
import Workflow

@testable import Web

/// The LEA alone judges, defines and decides: whoever else asks, in whatever role, is refused.
@Suite struct CentralInvariantTests {
  /// Who holds which role outside Ashmere, or in nobody's LEA.
  private static let outsiders: [(person: String, role: Role)] = [
    ("co-1", .co), ("dp-1", .dp), ("bir-lead", .ll), ("bir-lead", .vl), ("bir-dec", .ld), ("bir-off", .lc),
    ("cal-lead", .vm), ("uni-1", .uf), ("uni-1", .vm), ("uni-2", .uf), ("bir-aud", .au), ("bir-an", .an),
    ("bir-dp", .dp),
    ("co-aud", .au),
  ]

  /// The roles that the worked example does not give to anybody in January.
  private static func grantOthers(_ service: Service) async throws {
    let lead = try await service.token("bir-lead")
    let decider = try await service.token("bir-dec")
    let coordinator = try await service.token("co-1")
    for (person, role) in [("bir-aud", "au"), ("bir-an", "an"), ("bir-dp", "dp")] {
      let made = try await service.post(
        "people/register", token: lead, [:], #"{"id": "\#(person)", "organisation": "bir"}"#)
      #expect(made.status == 201, "\(made.text)")
      let body = role == "au" ? #"{"role": "au", "until": "2026-12-31"}"# : #"{"role": "\#(role)"}"#
      let granted = try await service.post("people/\(person)/grant-role", token: decider, [:], body)
      #expect(granted.status == 200, "\(granted.text)")
    }
    _ = try await service.post(
      "people/register", token: coordinator, [:], #"{"id": "co-aud", "organisation": "office"}"#)
    let granted = try await service.post(
      "people/co-aud/grant-role", token: coordinator, [:], #"{"role": "au", "until": "2026-12-31"}"#)
    #expect(granted.status == 200, "\(granted.text)")
  }

  /// A body that is well formed and names Ashmere's cycle where it names one.
  private static func body(_ kind: CommandKind) -> String {
    JSON.text(
      .object(
        Example.body(kind.fields()).members.map { member in
          switch member.name {
          case "cycle": Node.Member("cycle", "ash-evidence")
          case "question": Node.Member("question", "11.2")
          default: member
          }
        }))
  }

  private static func path(_ kind: CommandKind) -> String {
    let id =
      switch kind.stream {
      case .judgement: "ash-evidence:11.2"
      case .definition: "ash"
      default: "act-9"
      }
    return kind.path.replacing("{id}", with: id)
  }

  @Test
  func `every judgement, definition and action decision is refused to everybody outside the owning LEA`()
    async throws
  {
    try await withService { service in
      try await Self.grantOthers(service)
      let own = try await service.token("ash-lead")
      #expect(
        try await service.post("actions/suggest", token: own, [:], Bodies.suggestion("act-9")).status == 201)
      let before = try await Trace(service, token: own)
      let kinds = CommandKind.all.filter(\.isOwnLeaOnly)
      #expect(kinds.count >= 16)
      // A definition's draft is always of one's own LEA: there is no way to ask for another's.
      for kind in kinds where kind.title != "DraftDefinition" {
        for (person, role) in Self.outsiders {
          let token = try await service.token(person, [.read, .command, .report])
          let answer = try await service.post(Self.path(kind), token: token, [:], Self.body(kind))
          #expect(
            answer.status == 403 && answer.code == "not_own_lea",
            "\(kind.title) by \(person) as \(role): \(answer.status) \(answer.text)")
        }
      }
      for person in ["co-1", "uni-1", "dp-1"] {
        let token = try await service.token(person)
        let draft = CommandKind.all.first { $0.title == "DraftDefinition" }
        let answer = try await service.post(
          "definitions/draft", token: token, [:], draft.map { Self.body($0) } ?? "")
        #expect(answer.status == 403 && answer.code == "not_own_lea", "\(person): \(answer.text)")
      }
      #expect(try await Trace(service, token: own) == before)
    }
  }

  @Test func `every role there is has its line in the table`() {
    let inTable = Set(Self.outsiders.map(\.role))
    // The product's own role has no token.
    #expect(inTable == Set(Role.allCases).subtracting([.sys]))
  }

  @Test func `a stream that one may not see is 404, but for these commands`() async throws {
    try await withService { service in
      let token = try await service.token("bir-off")
      #expect(try await service.get(Bodies.judgement, token: token).status == 404)
      #expect(try await service.get("streams/judgement-ash-evidence:11.2/events", token: token).status == 404)
      let summary = try await service.post(
        "evidence/a2/revise-summary", token: token, [:], #"{"summary": "x", "reason": "y"}"#)
      #expect(summary.status == 404 || summary.status == 403, "\(summary.text)")
      let revise = try await service.post(
        Bodies.judgement + "/revise", token: token, [:], Bodies.revision("x"))
      #expect(revise.status == 403 && revise.code == "not_own_lea")
    }
  }
}
