import PeerReview
import ReadModels
import TestSupport
import Testing
import Workflow

/// Two processes decide on the same state of the log, and then both write.
@Suite struct `Two processes at once` {
  @Test func `two revisions of the same wording: one wins, the other learns what changed since`() async throws
  {
    try await withHouse(until: "2026-01-28") { house in
      let other = try await house.otherProcess()
      let path = "judgements/ash-evidence:11.2/revise"
      let results = try await house.together(
        { try await house.perform(path, as: "ash-lead", revision("by the lead"), ifMatch: 2) },
        { try await house.perform(path, as: "ash-off", revision("by the officer"), ifMatch: 2, in: other) })
      let (won, lost) = split(results)
      #expect(won.map(\.version) == [3])
      let refused = try #require(lost.first)
      #expect(lost.count == 1)
      #expect(refused.refusal.code == .staleVersion)
      #expect(refused.changedSince.map(\.envelope.type) == ["JudgementRevised"])
      #expect(refused.changedSince.map(\.envelope.position) == won.map(\.position))
      try await other.catchUp()
      #expect(await other.consortium.judgements["ash-evidence:11.2"]?.statementVersion == 3)
    }
  }

  @Test func `many who add to one thing at once are all recorded, and nobody is told to send it again`()
    async throws
  {
    try await withHouse(until: "2026-01-28") { house in
      let before = await house.ledger.head
      let other = try await house.otherProcess()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for client in 0..<8 {
          group.addTask {
            for number in 0..<10 {
              let day = CalendarDay(number: 25_000 + client * 10 + number)
              try await house.perform(
                "programmes/six-dales/declare-no-visit-period", as: "co-1",
                #"{"from": "\#(day)", "to": "\#(day)", "why": "tests"}"#,
                in: client % 2 == 0 ? other : house.ledger)
            }
          }
        }
        try await group.waitForAll()
      }
      let all = try await house.otherProcess()
      try await all.catchUp()
      #expect(await all.head == before + 80)
    }
  }

  @Test func `two cycles on one factor: the guard lets one through, and the other meets duplicate_focus`()
    async throws
  {
    try await withHouse(until: "2026-01-20") { house in
      let other = try await house.otherProcess()
      let results = try await house.together(
        { try await house.perform("cycles/open", as: "ash-lead", cycle("ash-one")) },
        { try await house.perform("cycles/open", as: "ash-lead", cycle("ash-two"), in: other) })
      let (won, lost) = split(results)
      #expect(won.count == 1)
      #expect(lost.map(\.refusal.code) == [.duplicateFocus])
      #expect(
        try await house.count(
          "from collegiate.event where type = 'CycleOpened' and stream in ('cycle-ash-one', 'cycle-ash-two')")
          == 1)
    }
  }

  @Test
  func `a race that rules allow is lost unnoticed: both are recorded, also with If-Match before commentary`()
    async throws
  {
    try await withHouse(until: "2026-01-28") { house in
      let other = try await house.otherProcess()
      let results = try await house.together(
        {
          try await house.perform(
            "judgements/ash-evidence:11.2/revise", as: "ash-lead", revision("by the lead"), ifMatch: 2)
        },
        {
          try await house.perform(
            "judgements/ash-evidence:11.2/record-dissent", as: "ash-off", #"{"view":"Not as I see it."}"#,
            in: other)
        })
      let (won, lost) = split(results)
      #expect(lost.isEmpty)
      #expect(won.map(\.version).sorted() == [3, 4])
      #expect(won.allSatisfy { $0.events.map(\.envelope.version) == [$0.version] })
    }
  }

  @Test func `one command sent to both under one key is recorded once, and both get its answer`() async throws
  {
    try await withHouse(until: "2026-01-20") { house in
      let other = try await house.otherProcess()
      let results = try await house.together(
        { try await house.perform("evidence/a2/share", as: "ash-lead", id: uuid(1)) },
        { try await house.perform("evidence/a2/share", as: "ash-lead", id: uuid(1), in: other) })
      let (won, lost) = split(results)
      #expect(lost.isEmpty)
      #expect(Set(won.map(\.position)).count == 1)
      #expect(won.map(\.version) == [2, 2])
      #expect(Set(won.map(\.isReplay)) == [true, false])
    }
  }

  @Test func `whose role is taken away in the meantime has written before that, or not at all`() async throws
  {
    try await withHouse(until: "2026-01-20") { house in
      let other = try await house.otherProcess()
      let results = try await house.together(
        {
          try await house.perform(
            "people/ash-off/revoke-role", as: "ash-dec", #"{"role":"lc","reason":"Left"}"#)
        },
        {
          try await house.perform(
            "evidence/a2/revise-summary", as: "ash-off", #"{"summary":"Shorter.","reason":"Clearer"}"#,
            in: other)
        })
      let (won, lost) = split(results)
      let order = won.sorted { $0.position < $1.position }.flatMap { $0.events.map(\.envelope.type) }
      if lost.isEmpty {
        #expect(order == ["EvidenceSummaryRevised", "RoleRevoked"])
      } else {
        #expect(order == ["RoleRevoked"])
        #expect(lost.map(\.refusal.code) == [.notPermitted])
      }
    }
  }

  private func split(_ results: [Result<Outcome, any Error>]) -> (won: [Outcome], lost: [Refused]) {
    var (won, lost): ([Outcome], [Refused]) = ([], [])
    for result in results {
      switch result {
      case .success(let outcome): won.append(outcome)
      case .failure(let refused as Refused): lost.append(refused)
      case .failure(let error): Issue.record(error)
      }
    }
    return (won, lost)
  }
}

private func revision(_ words: String) -> String {
  """
  {"content":{"statement":"We see part of presence, \(words).","step":"emerging","confidence":"low",
    "rationale":"We talked about it.","evidence":["a1"],"dimensions":["presence"],"groups":[]},
   "provoked_by":[{"kind":"debate","ref":"Heads' meeting of 26 January"}],"rationale":"Heads asked what presence means."}
  """
}

private func cycle(_ id: String) -> String {
  """
  {"id":"\(id)","programme":"six-dales","focus":"Policy","factor":"2","why_high_leverage":"It steers the rest",
   "framework_version":"inclusion-1","questions":["2.1"],"acknowledge":["superordinate_omitted"]}
  """
}
