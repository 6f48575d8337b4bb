import EventSourcing
import PeerReview
import Postgres
import TestSupport

/// A log of eight commits, in which every kind of thing stands once, and the commit in which it stands.
func withStory(_ body: @Sendable (Fixture) async throws -> Void) async throws {
  try await withLog { log in
    let other = try await log.store.createLog(slug: "birdale", name: "Birdale", rehearsal: false)
    let (v1, v2) = (visit("v1"), visit("v2"))
    let judgement = StreamID(.judgement, "ash-2025:11.2")
    // Commits 1 to 8; events 1, 2–3, 4–5 (two commands), none, 6, 7–8, 9, 10.
    let commits: [[Append]] = [
      [adding(v1, at: 0, payload: #"{"n":1}"#)],
      [
        command([v1: 1, v2: 0], [event(v1), event(v2, lea: nil, payload: #"{"text":"naïve – 你好 \u0001"}"#)])
      ],
      [adding(visit("v3"), at: 0), adding(visit("v4"), at: 0)],
      [command([v1: 2], [])],
      [command([judgement: 0], [event(judgement, "JudgementProposed", cycle: "ash-2025")])],
      [command([judgement: 1, v1: 2], [event(judgement, "JudgementRevised"), event(v1)])],
      [adding(v2, at: 1, payload: #"{"n":9}"#)],
      [adding(v1, at: 3, payload: #"{"n":10}"#)],
    ]
    for commit in commits {
      _ = try await log.store.append(commit, to: log.log)
      _ = try await log.store.append(adding(newVisit(), at: 0), to: other)
    }
    try await body(log)
  }
}

private func newVisit() -> StreamID { visit(newID()) }
