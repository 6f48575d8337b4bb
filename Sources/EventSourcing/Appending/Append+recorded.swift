import PeerReview

extension Append {
  /// What the log gave to the events, in their order, as it reads them back; `receipt` is the answer to this append.
  package func envelopes(by receipt: Receipt) -> [Envelope] {
    guard let positions = receipt.positions else { return [] }
    var versions = expected
    return zip(positions, events).map { position, event in
      versions[event.stream, default: 0] += 1
      return Envelope(
        position: position, stream: event.stream, version: versions[event.stream, default: 0],
        type: event.type, schemaVersion: event.schemaVersion,
        occurredAt: event.occurredAt ?? receipt.recordedAt, occurredPrecision: event.occurredPrecision,
        recordedAt: receipt.recordedAt, actor: receipt.actor, actingFor: receipt.actingFor,
        role: receipt.role, commandID: receipt.commandID, correlationID: correlationID,
        causationPosition: causationPosition, correctsPosition: event.correctsPosition,
        visibility: event.visibility, place: event.place)
    }
  }
}
