/// One side does without something that the rules ask of the team.
package struct WaiveGap: Payload {
  package let gap: TeamGap
  package let reason: String
}

extension WaiveGap {
  package init(_ f: inout Fields) {
    gap = f.choice("gap", "What the team lacks")
    reason = f.reason()
  }
}

/// What a team may lack by the programme's rules.
package enum TeamGap: String, Choice {
  case tooFewPeers = "too_few_peers"
  case tooFewPeerLeas = "too_few_peer_leas"
  case noOutsider = "no_outsider"

  package var label: String {
    switch self {
    case .tooFewPeers: "Peers: fewer than the rules ask for"
    case .tooFewPeerLeas: "Neighbours: peers from too few LEAs"
    case .noOutsider: "An outsider"
    }
  }
}

/// The team is complete, and there.
package struct BeginVisit: Payload {}

extension BeginVisit {
  package init(_ f: inout Fields) {}
}

/// A member notes one session, of the agenda or beside it.
package struct RecordSession: Payload {
  package let session: Int?
  package let unplanned: String?
  package let outcome: SessionOutcome
  package let notes: String?
  package let heads: Int?
}

extension RecordSession {
  package init(_ f: inout Fields) {
    session = f.whole("session", "Session", hint: "Its number on the agenda", in: 1...999)
    unplanned = f.text(
      "unplanned",
      "What it was",
      hint: "Where it was not on the agenda",
      max: 300,
      personal: true
    )
    outcome = f.choice("outcome", "Held or missed")
    notes = f.prose(
      "notes",
      "Notes",
      hint: "Describe arrangements, not persons; words spoken are not attributed"
    )
    heads = f.whole("heads", "People met", hint: "Counts under 5 may identify somebody", in: 1...10_000)
    f.check(
      (session == nil) != (unplanned == nil),
      "session",
      "missing",
      "Give the session's number, or say what it was where it was not on the agenda; not both."
    )
    f.check(
      outcome == .held || unplanned == nil,
      "outcome",
      "invalid_choice",
      "A session that nobody planned is not missed."
    )
    f.check(
      outcome == .held || heads == nil,
      "heads",
      "invalid_choice",
      "Nobody is met in a session that is missed."
    )
  }
}

package enum SessionOutcome: String, Choice {
  case held, missed
}

/// A member asks for what the team has not seen.
package struct RequestEvidence: Payload {
  package let what: String
  package let why: String
}

extension RequestEvidence {
  package init(_ f: inout Fields) {
    what = f.text(
      "what",
      "What",
      hint: "Numbers or texts; never pupils' data",
      max: 1000,
      lines: 3,
      personal: true
    )
    why = f.text("why", "Why", hint: "What it would help to see", max: 2000, lines: 3, personal: true)
  }
}

/// The host provides it or says why not.
package struct AnswerRequest: Payload {
  package let request: Int
  package let answer: RequestAnswer
  package let evidence: [EvidenceID]
  package let reason: String?
}

extension AnswerRequest {
  package init(_ f: inout Fields) {
    request = f.whole("request", "Request", hint: "Its number on this visit", in: 1...10_000)
    answer = f.choice("answer", "Answer")
    evidence = f.ids("evidence", "Evidence", hint: "What is provided, as recorded", count: 0...20)
    reason = f.reason(hint: "Needed where it is refused")
    f.check(
      answer != .provided || !evidence.isEmpty,
      "evidence",
      "missing",
      "Name the evidence that is provided."
    )
    f.check(
      answer != .refused || evidence.isEmpty,
      "evidence",
      "invalid_choice",
      "A refusal provides no evidence."
    )
    f.check(answer != .refused || reason != nil, "reason", "reason_required", "Say why it is refused.")
  }
}

package enum RequestAnswer: String, Choice {
  case provided, refused
}

/// The team leaves.
package struct EndVisit: Payload {}

extension EndVisit {
  package init(_ f: inout Fields) {}
}
