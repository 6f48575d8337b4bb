import PeerReview

extension Verification {
  /// The report for scripts, as one JSON object.
  package var json: String {
    JSON.text(
      .compact([
        ("log", slug.node), ("epoch", epoch.node), ("rehearsal", isRehearsal.node), ("whole", isWhole.node),
        ("verdict", verdict.node), ("commits", commits.node), ("receipts", receipts.node),
        ("events", events.node), ("redacted", redacted.node),
        ("redactions", .list(redactions.map { ["position": $0.position.node, "commit": $0.commit.node] })),
        ("withheld", withheld.node),
        ("hash", .hex(hash)), ("first_bad", Node.span(firstBad)), ("unanchored", Node.span(unanchored)),
        ("anchored_through", anchoredThrough.node), ("fault", fault?.node ?? .null),
        ("checkpoints", anchoring?.node ?? .null),
      ]))
  }
}

extension Verification.Fault {
  fileprivate var node: Node {
    .compact([("commit", commit.node), ("position", position.node), ("sentence", sentence.node)])
  }
}

extension Anchoring {
  fileprivate var node: Node {
    .compact([
      ("valid", checkpoints.node), ("held", held.node), ("last_signed_at", lastSignedAt.node),
      ("key", lastKey.node),
      ("rewritten", rewritten.map { ["commits": .span($0.commits), "sentence": $0.sentence.node] } ?? .null),
      ("given_up", .list(givenUp.map(\.node))), ("problems", .list(problems.map(\.node))),
      ("notes", .list(notes.map(\.node))),
    ])
  }
}

extension Anchoring.GivenUp {
  fileprivate var node: Node {
    .compact([
      ("epoch", epoch.node), ("after", after.node), ("first", first.node), ("last", last.node),
      ("last_recorded_at", lastRecordedAt.node), ("confirmed_at", confirmedAt.node),
    ])
  }
}

extension Node {
  fileprivate static func span(_ range: ClosedRange<Int64>?) -> Node {
    range.map { ["from": $0.lowerBound.node, "to": $0.upperBound.node] } ?? .null
  }
}
