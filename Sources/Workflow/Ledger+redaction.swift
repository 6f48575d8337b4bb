import EventSourcing
import PeerReview

extension Ledger {
  /// For a redaction: what is left of each payload that it names, by position, sealed in the event that says so.
  /// Nothing for any other decision.
  ///
  /// The texts are blanked in the bytes that the log holds, whatever shape they were stored in; that nobody else
  /// has redacted them since the decision is asserted at the append.
  func seal(_ decision: inout Decision) async throws -> [Int64: String] {
    guard case .redaction(.textRedacted(let redacted))? = decision.events.first else { return [:] }
    var remainders: [Int64: String] = [:]
    var texts: [RedactedText] = []
    for text in redacted.texts {
      // Not there any more: another server answers, and the append would find that the epoch changed.
      guard let stored = try await store.event(at: Int64(text.position), in: info) else {
        throw LogError.busy
      }
      let left = JSON.text(try JSON.parse(stored.payload).blanking(Set(text.fields)))
      let seal = Seal(of: left)
      remainders[Int64(text.position)] = left
      texts.append(
        RedactedText(position: text.position, fields: text.fields, digest: seal.digest, salt: seal.salt))
    }
    decision.events = [
      .redaction(
        .textRedacted(
          TextRedacted(texts: texts, basis: redacted.basis, warningsAccepted: redacted.warningsAccepted)))
    ]
    return remainders
  }
}

/// What came of a redaction that was to be done again.
package enum RedactedAgain: Sendable, Equatable {
  /// The words were back, and are gone again.
  case redacted(position: Int64)
  case alreadyGone
  /// The log has other events there: those that were redacted were lost as well.
  case notHere
}

extension Ledger {
  /// Erases once more what a restore has brought back, as the product itself: that somebody who may had decided it
  /// stands in the list that was kept.
  package func redactAgain(_ entry: RedactionEntry) async throws -> RedactedAgain {
    guard let (kind, _) = CommandKind.route("redactions/redact") else { return .notHere }
    try await catchUp()
    var texts: [Node] = []
    for text in entry.texts where try await store.leaf(at: text.position, in: info) == text.leaf {
      texts.append(["position": text.position.node, "fields": .list(text.fields.map(\.node))])
    }
    if texts.isEmpty { return .notHere }
    let body: Node = [
      "texts": .list(texts), "basis": entry.basis.node,
      "acknowledge": [.text(WarningCode.repeatedWords.rawValue)],
    ]
    let outcome = try await perform(Call(kind, body, by: .system))
    return outcome.events.isEmpty ? .alreadyGone : .redacted(position: outcome.position)
  }
}
