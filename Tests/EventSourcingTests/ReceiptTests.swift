import EventSourcing
import PeerReview
import Postgres
import TestSupport
import Testing

@Suite struct `Receipts` {
  @Test func `The same command sent again gets its first answer, whatever has happened since`() async throws {
    try await withLog { log in
      let first = adding(visit("v1"), at: 0)
      let receipt = try #require(try await log.store.append(first, to: log.log).receipt)
      _ = try await log.store.append(adding(visit("v1"), at: 1), to: log.log)
      #expect(try await log.store.append(first, to: log.log) == .replayed(receipt))
      #expect(try await log.count("collegiate.event") == 2)
      let shouted = command(
        [visit("v1"): 0],
        [event(visit("v1"))],
        id: first.commandID.uppercased(),
        request: first.request
      )
      #expect(try await log.store.append(shouted, to: log.log) == .replayed(receipt))
    }
  }

  @Test func `A known id with another request, or from another person, is refused`() async throws {
    try await withLog { log in
      let first = adding(visit("v1"), at: 0)
      let receipt = try #require(try await log.store.append(first, to: log.log).receipt)
      let otherBody = command([visit("v2"): 0], [event(visit("v2"))], id: first.commandID, request: "other")
      let otherPerson = command(
        [visit("v1"): 0],
        [event(visit("v1"))],
        id: first.commandID,
        request: first.request,
        actor: "bir-lead"
      )
      #expect(try await log.store.append(otherBody, to: log.log) == .reused)
      #expect(try await log.store.append(otherPerson, to: log.log) == .reused)
      func lookUp(_ request: String, _ actor: PersonID) async throws -> ReceiptLookup {
        try await log.store.receipt(first.commandID, in: log.log, request: request, actor: actor)
      }
      #expect(try await lookUp(first.request, first.actor) == .same(receipt))
      #expect(try await lookUp("other", first.actor) == .reused)
      #expect(try await lookUp(first.request, PersonID("bir-lead")) == .reused)
      #expect(
        try await log.store.receipt(newID(), in: log.log, request: first.request, actor: first.actor) == .none
      )
    }
  }

  @Test func `A wish that already held leaves a receipt without positions`() async throws {
    try await withLog { log in
      let wish = command([visit("v1"): 0], [])
      let receipt = try #require(try await log.store.append(wish, to: log.log).receipt)
      #expect(receipt.positions == nil)
      #expect(receipt.commit == 1)
      #expect(try await log.store.append(wish, to: log.log) == .replayed(receipt))
      #expect(try await log.store.head(of: log.log).position == 0)
      #expect(try await log.store.head(of: log.log).commit == 1)
    }
  }

  @Test func `A refused command leaves no receipt, so its id may be sent again with another body`()
    async throws
  {
    try await withLog { log in
      let id = newID()
      let lost = try await log.store.append(adding(visit("v1"), at: 3, id: id), to: log.log)
      #expect(lost == .conflict([.version(visit("v1"), expected: 3, found: 0)]))
      let again = command([visit("v1"): 0], [event(visit("v1"))], id: id, request: "other")
      #expect(try await log.store.append(again, to: log.log).receipt?.positions == 1...1)
    }
  }

  @Test func `A receipt says who, for whom, in which role, and keeps no word of the request`() async throws {
    try await withLog { log in
      let request = "visits/hold {\"note\":\"Grace was late\"}"
      let receipt = try #require(
        try await log.store.append(
          command([visit("v1"): 0], [event(visit("v1"))], request: request),
          to: log.log
        ).receipt
      )
      #expect(receipt.actor == PersonID("ash-lead"))
      #expect(receipt.actingFor == OrganisationID("ash"))
      #expect(receipt.role == .ll)
      let row = try await log.value("select r::text from collegiate.receipt r", as: String.self)
      #expect(row?.contains("Grace") == false)
      #expect(try await log.value("select octet_length(salt) from collegiate.receipt", as: Int.self) == 16)
    }
  }

  @Test func `An id that is no UUID is refused before anything is sent`() async throws {
    try await withLog { (log: Fixture) async throws in
      await #expect(throws: LogError.malformedCommandID) {
        try await log.store.append(adding(visit("v1"), at: 0, id: "one"), to: log.log)
      }
    }
  }

  @Test func `Two logs may know the same command id`() async throws {
    try await withLog { log in
      let other = try await log.store.createLog(slug: "birdale", name: "Birdale", rehearsal: false)
      let one = adding(visit("v1"), at: 0)
      for info in [log.log, other] {
        guard case .appended = try await log.store.append(one, to: info) else {
          Issue.record("not appended to \(info.slug)")
          continue
        }
      }
    }
  }
}
