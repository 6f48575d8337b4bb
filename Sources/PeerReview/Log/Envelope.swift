/// Who may see a stream's events, from the narrowest; only the owning LEA widens it.
package enum Visibility: String, Choice {
  /// The host LEA.
  case own
  /// The host and that visit's team.
  case team
  /// Every member of the consortium.
  case collegiate
  case open
}

/// How exactly it is known when something happened.
package enum OccurredPrecision: String, Choice {
  case instant, day, month, year
}

/// Where an event belongs: what guards and facts look up.
package struct Place: Sendable, Equatable {
  package var programme: ProgrammeID?
  /// The LEA that owns the stream.
  package var lea: OrganisationID?
  package var cycle: CycleID?

  package init(programme: ProgrammeID? = nil, lea: OrganisationID? = nil, cycle: CycleID? = nil) {
    self.programme = programme
    self.lea = lea
    self.cycle = cycle
  }

  /// What belongs to no LEA.
  package static let common = Place()
}

/// What the log keeps of every event beside its payload. An event's identity is its log and position.
package struct Envelope: Sendable, Equatable {
  package let position: Int64
  package let stream: StreamID
  /// The stream's count of events, this one included.
  package let version: Int
  package let type: String
  package let schemaVersion: Int
  package let occurredAt: Moment
  package let occurredPrecision: OccurredPrecision
  package let recordedAt: Moment
  package let actor: PersonID
  package let actingFor: OrganisationID
  package let role: Role
  /// A UUID, the client's `Idempotency-Key` where it sent one.
  package let commandID: String
  package let correlationID: String?
  package let causationPosition: Int64?
  package let correctsPosition: Int64?
  package let visibility: Visibility
  package let place: Place

  package init(
    position: Int64, stream: StreamID, version: Int, type: String, schemaVersion: Int, occurredAt: Moment,
    occurredPrecision: OccurredPrecision, recordedAt: Moment, actor: PersonID, actingFor: OrganisationID,
    role: Role, commandID: String, correlationID: String?, causationPosition: Int64?,
    correctsPosition: Int64?, visibility: Visibility, place: Place
  ) {
    self.position = position
    self.stream = stream
    self.version = version
    self.type = type
    self.schemaVersion = schemaVersion
    self.occurredAt = occurredAt
    self.occurredPrecision = occurredPrecision
    self.recordedAt = recordedAt
    self.actor = actor
    self.actingFor = actingFor
    self.role = role
    self.commandID = commandID
    self.correlationID = correlationID
    self.causationPosition = causationPosition
    self.correctsPosition = correctsPosition
    self.visibility = visibility
    self.place = place
  }
}

/// An event as it stands in the log. A class, since an event never changes and goes through many hands: the history,
/// every view and every answer would else each copy some twenty fields.
package final class Recorded: Sendable {
  package let envelope: Envelope
  package let event: Event
  /// The position of the event that says that words of this one were erased; nil where none were.
  package let redactedBy: Int64?

  package init(_ envelope: Envelope, _ event: Event, redactedBy: Int64? = nil) {
    self.envelope = envelope
    self.event = event
    self.redactedBy = redactedBy
  }
}
