import PeerReview

/// An event that a command leads to; position, version and times are the log's to give.
package struct NewEvent: Sendable {
  package let stream: StreamID
  package let type: String
  package let schemaVersion: Int
  /// When it happened; nil for the time at which it is recorded.
  package let occurredAt: Moment?
  package let occurredPrecision: OccurredPrecision
  package let visibility: Visibility
  package let place: Place
  package let correctsPosition: Int64?
  /// JSON, stored in just these bytes.
  package let payload: String

  package init(
    stream: StreamID,
    type: String,
    schemaVersion: Int,
    occurredAt: Moment? = nil,
    occurredPrecision: OccurredPrecision = .instant,
    visibility: Visibility,
    place: Place,
    correctsPosition: Int64? = nil,
    payload: String
  ) {
    self.stream = stream
    self.type = type
    self.schemaVersion = schemaVersion
    self.occurredAt = occurredAt
    self.occurredPrecision = occurredPrecision
    self.visibility = visibility
    self.place = place
    self.correctsPosition = correctsPosition
    self.payload = payload
  }
}

/// One command, decided: what to record, and what must still hold at that moment. A class, since it waits, is sent
/// and is answered in many hands, and each would else copy a dozen fields.
package final class Append: Sendable {
  /// A UUID; the same one with the same request is never carried out twice.
  package let commandID: String
  /// Path and canonical body.
  package let request: String
  /// Of the request: only this is kept, with a salt, to tell a repeat from another request. Made here rather than in
  /// the call, since commands come into being side by side and a call is sent by one for all.
  let digest: [UInt8]
  package let actor: PersonID
  package let actingFor: OrganisationID
  package let role: Role
  package let correlationID: String?
  package let causationPosition: Int64?
  /// The versions at which streams were found that are written or were read for the decision; 0 where none.
  package let expected: [StreamID: Int]
  /// No event of these types in these scopes since `guardsAfter`.
  package let guards: [Guard]
  /// The head that was read before the first fact.
  package let guardsAfter: Int64
  /// None where the wish already held; a receipt is kept all the same.
  package let events: [NewEvent]
  /// A rehearsal's simulated time; nil for the server's clock.
  package let recordedAt: Moment?

  package init(
    commandID: String,
    request: String,
    actor: PersonID,
    actingFor: OrganisationID,
    role: Role,
    correlationID: String? = nil,
    causationPosition: Int64? = nil,
    expected: [StreamID: Int],
    guards: [Guard] = [],
    guardsAfter: Int64 = 0,
    events: [NewEvent],
    recordedAt: Moment? = nil
  ) {
    self.commandID = commandID
    self.request = request
    digest = Digest.sha256(Array(request.utf8))
    self.actor = actor
    self.actingFor = actingFor
    self.role = role
    self.correlationID = correlationID
    self.causationPosition = causationPosition
    self.expected = expected
    self.guards = guards
    self.guardsAfter = guardsAfter
    self.events = events
    self.recordedAt = recordedAt
  }
}

extension Append {
  /// Whether a text can be a command's id: a UUID of any version, in its 36 characters.
  package static func isID(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.count == 36
        && bytes.indices.allSatisfy { place in
          switch place {
          case 8, 13, 18, 23: bytes[place] == UInt8(ascii: "-")
          default: (0x30...0x39).contains(bytes[place]) || (0x61...0x66).contains(bytes[place] | 0x20)
          }
        }
    }
  }
}

/// What became of a command.
package enum Appended: Sendable, Equatable {
  /// It stands in the log now.
  case appended(Receipt)
  /// It stood there already: this is its first result.
  case replayed(Receipt)
  /// Its id belongs to another person's command, or to another request.
  case reused
  /// The log has moved on since the decision; nothing was written.
  case conflict([Conflict])
}

/// One reason why a decision no longer holds.
package enum Conflict: Sendable, Equatable {
  /// A stream stands at another version than the decision saw.
  case version(StreamID, expected: Int, found: Int)
  /// An event of a guarded type has happened in the guard's scope, at this position.
  case guarded(type: String, Place, position: Int64)
  /// The server's history was rewound, or another server took over: all that was read is to be read again.
  case epoch(held: Int, current: Int)
}

/// That a command was accepted, and what it came to.
package struct Receipt: Sendable, Hashable {
  /// In lower case.
  package let commandID: String
  package let commit: Int64
  /// Of its events; nil where the wish already held.
  package let positions: ClosedRange<Int64>?
  package let recordedAt: Moment
  package let actor: PersonID
  package let actingFor: OrganisationID
  package let role: Role
}

/// What is known of a command's id.
package enum ReceiptLookup: Sendable, Hashable {
  case none
  /// The same person gave the same request: this was its result.
  case same(Receipt)
  /// Another person's, or another request.
  case reused
}
