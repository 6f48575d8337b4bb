import EventSourcing
import PeerReview
import ReadModels
import Testing
import Workflow

@testable import Web

/// An analyst sees rows, not who is in them.
@Suite struct PseudonymTests {
  private static func analyst(_ service: Service) async throws -> String {
    let lead = try await service.token("ash-lead")
    let decider = try await service.token("ash-dec")
    _ = try await service.post(
      "people/register", token: lead, [:], #"{"id": "ash-an", "organisation": "ash"}"#)
    let granted = try await service.post("people/ash-an/grant-role", token: decider, [:], #"{"role": "an"}"#)
    guard granted.status == 200 else { throw TestFailure(granted.text) }
    return try await service.token("ash-an")
  }

  @Test func `no id of a person reaches an analyst, in no view, event, state or format`() async throws {
    try await withService { service in
      let token = try await Self.analyst(service)
      let people = await service.ledger.consortium.people.keys
      #expect(people.count > 20)
      var paths = ["events?limit=1000", "visits/vis-1", "streams/visit-vis-1/events", "organisations"]
      paths += ViewKind.all.flatMap {
        ["views/\($0.name)", "views/\($0.name).csv", "views/\($0.name)?changed_after=1:20"]
      }
      for path in paths {
        for accept in ["*/*", "application/x-ndjson", "application/cloudevents-batch+json"] {
          let answer = try await service.get(path, token: token, ["Accept": accept])
          guard answer.status == 200 else { continue }
          for person in people {
            // Within free text a name is no id; as a value of its own it is.
            let found = answer.text.contains("\"\(person)\"") || answer.text.contains("person-\(person)\"")
            #expect(!found, "\(person) in \(path)")
          }
        }
      }
      let audit = try await service.get("views/audit_log", token: token)
      #expect(audit.text.contains("\"person-"))
    }
  }

  @Test func `a pseudonym is the same everywhere, and nobody gets from a name to it`() async throws {
    try await withService { service in
      let token = try await Self.analyst(service)
      let names = Pseudonyms(genesis: await service.ledger.info.genesis, people: ["ash-lead"])
      let pseudonym = names.hiding("ash-lead")
      #expect(pseudonym.hasPrefix("person-") && pseudonym.utf8.count == 15)
      let rows = try await service.get("views/audit_log?actor=\(pseudonym)", token: token).node["rows"].items
      #expect(!rows.isEmpty)
      // Asking by the name must not confirm who it is.
      #expect(
        try await service.get("views/audit_log?actor=ash-lead", token: token).node["rows"].items.isEmpty)
      #expect(try await service.get("people/ash-lead", token: token).status == 404)
      #expect(try await service.get("streams/person-ash-lead/events", token: token).status == 404)
      let person = try await service.get("people/\(pseudonym)", token: token)
      #expect(person.status == 200 && person.node["stream"]?.text == "person-\(pseudonym)")
      // Everybody else sees who it is.
      let own = try await service.get(
        "views/audit_log?actor=ash-lead", token: try await service.token("ash-dec"))
      #expect(!own.node["rows"].items.isEmpty)
    }
  }

  @Test func `rows stand in the order of the pseudonyms, not of the names`() {
    let names = Pseudonyms(genesis: [1, 2, 3], people: ["a-1", "b-1", "c-1", "d-1", "e-1"])
    let rows = ["a-1", "b-1", "c-1", "d-1", "e-1"].map { id in
      TableRow(key: RowKey(id), cells: [.text(id), .list([id, "x"])], position: 1)
    }
    let hidden = names.hiding(rows)
    #expect(hidden.map(\.key) == hidden.map(\.key).sorted())
    #expect(
      hidden.allSatisfy { $0.cells[0] == .text($0.key.name) && $0.cells[1] == .list([$0.key.name, "x"]) })
    #expect(names.hiding("person-a-1") == "person-" + names.hiding("a-1"))
    #expect(names.hiding("visit-a-1") == "visit-a-1" && names.person("a-1") == nil)
  }
}
