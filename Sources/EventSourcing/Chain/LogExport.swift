import PeerReview

/// How much of an event an export's reader may see; it verifies in each case.
package enum ExportSight: Sendable {
  case whole
  /// All columns, but neither payload nor salt.
  case outline
  /// The leaf alone.
  case leaf
}

/// A log as JSON Lines that verify without a database: a header, then a line per commit.
package enum LogExport {
  /// Writes the log up to its present head, a line at a time; memory holds one batch of commits. A receipt is
  /// shown unless all of its events are hidden. Throws `ExportError.redactedMeanwhile`: then what was written is
  /// to be thrown away.
  package static func write(
    _ log: LogInfo,
    from store: EventStore,
    sight: @Sendable (EventRecord) -> ExportSight = { _ in .whole },
    progress: @Sendable (_ commit: Int64, _ of: Int64) -> Void = { _, _ in },
    to line: (String) async throws -> Void
  ) async throws {
    guard let log = try await store.log(log.slug) else { throw LogError.unknownLog }
    let redaction = try await store.lastRedaction(in: log)
    let head = try await store.head(of: log)
    try await line(JSON.text(ExportHeader(log: log, head: head).node) + "\n")
    var number: Int64 = 0
    while number < head.commit {
      let batch = try await store.commits(in: log, after: number, through: head.commit)
      guard let last = batch.last else { return }
      for commit in batch { try await line(JSON.text(commit.node(sight)) + "\n") }
      number = last.number
      progress(number, head.commit)
    }
    // What was written already may hold words that are erased by now.
    guard try await store.lastRedaction(in: log) == redaction else { throw ExportError.redactedMeanwhile }
  }
}

extension CommitRecord {
  func node(_ sight: (EventRecord) -> ExportSight) -> Node {
    var hidden: Set<String> = []
    var shown: Set<String> = []
    let events = events.map { entry -> Node in
      guard let event = entry.record else { return ["leaf": .hex(entry.leaf)] }
      let sight = sight(event)
      if case .leaf = sight {
        hidden.insert(event.command)
        return ["leaf": .hex(entry.leaf)]
      }
      shown.insert(event.command)
      return event.node(sight)
    }
    let receipts = receipts.map { entry -> Node in
      guard let receipt = entry.record, !hidden.contains(receipt.command) || shown.contains(receipt.command)
      else { return ["leaf": .hex(entry.leaf)] }
      return receipt.node
    }
    return [
      "number": number.node, "first_position": firstPosition.node, "last_position": lastPosition.node,
      "recorded_at": recordedAt.node, "hash": .hex(hash), "receipts": .list(receipts),
      "events": .list(events),
    ]
  }
}

extension ReceiptRecord {
  var node: Node {
    .compact([
      ("command", command.node), ("first_position", firstPosition.node), ("last_position", lastPosition.node),
      ("actor", actor.node), ("acting_for", actingFor.node), ("role", role.node),
      ("correlation", correlation.node), ("causation_position", causationPosition.node),
      ("digest", .hex(digest)),
    ])
  }
}

extension EventRecord {
  func node(_ sight: ExportSight) -> Node {
    var columns: [(String, Node)] = [
      ("position", position.node), ("stream", stream.node), ("version", version.node), ("type", type.node),
      ("schema_version", schemaVersion.node), ("occurred_at", occurredAt.node),
      ("occurred_precision", occurredPrecision.node), ("visibility", visibility.node),
      ("programme", programme.node), ("lea", lea.node), ("cycle", cycle.node),
      ("corrects_position", correctsPosition.node), ("command", command.node), ("digest", .hex(digest)),
      ("leaf", .hex(leaf)), ("redacted_by", redactedBy.node),
    ]
    if case .whole = sight {
      switch text {
      case .whole(let payload, let salt): columns += [("salt", .hex(salt)), ("payload", payload.node)]
      case .remainder(let payload): columns.append(("payload", payload.node))
      case .withheld: break
      }
    }
    return .compact(columns)
  }
}

extension Node {
  static func hex(_ bytes: [UInt8]) -> Node { .text(Digest.hex(bytes)) }

  /// An object without the members that are null.
  static func compact(_ members: [(String, Node)]) -> Node {
    .object(members.filter { $0.1 != .null }.map { Member($0.0, $0.1) })
  }
}
