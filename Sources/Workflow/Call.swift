import PeerReview

/// A command as somebody sends it, before it is known who may give it.
package struct Call: Sendable {
  package let kind: CommandKind
  /// The id in the path.
  package let id: String?
  package let body: Node
  package let source: Fields.Source
  package let actor: Actor
  /// A UUID; minted where the client sent none.
  package let commandID: String?
  package let expectedVersion: Int?
  package let correlationID: String?
  /// The simulated time, for a rehearsal's log only.
  package let at: Moment?

  package init(
    _ kind: CommandKind, id: String? = nil, _ body: Node, source: Fields.Source = .json, by actor: Actor,
    commandID: String? = nil, expectedVersion: Int? = nil, correlationID: String? = nil, at: Moment? = nil
  ) {
    self.kind = kind
    self.id = id
    self.body = body
    self.source = source
    self.actor = actor
    self.commandID = commandID
    self.expectedVersion = expectedVersion
    self.correlationID = correlationID
    self.at = at
  }

  /// What the receipt's digest is made from: the same request gives the same text.
  var canonical: String {
    let target = id.map { "\(kind.path) \($0)" } ?? kind.path
    return "\(target) \(actor.organisation) \(expectedVersion.map(String.init) ?? "-") \(JSON.text(body))"
  }
}

/// What came of a command.
package struct Outcome: Sendable {
  package let stream: StreamID
  /// The stream's count of events now.
  package let version: Int
  /// The log's position after the command's last event, or of its head where there is none.
  package let position: Int64
  package let epoch: Int
  package let recordedAt: Moment
  /// None where the wish already held.
  package let events: [Recorded]
  /// What each of them says, as an object.
  package let data: [Node]
  /// The warnings that were acknowledged.
  package let warnings: [WarningCode]
  /// The first answer to the same command, given again.
  package let isReplay: Bool
  package let startsStream: Bool
}

/// A command that was not decided: what is known here comes from a standby, which records nothing.
package struct OnStandby: Error, CustomStringConvertible {
  package var description: String { "The database follows another server, and records nothing." }
}

/// A command that was not performed, and what changed meanwhile where that is the reason.
package struct Refused: Error, Sendable {
  package let refusal: Refusal
  /// With `stale_version`: the stream's events after the version that the client saw.
  package let changedSince: [Recorded]

  package init(_ refusal: Refusal, changedSince: [Recorded] = []) {
    self.refusal = refusal
    self.changedSince = changedSince
  }
}
