import EventSourcing
import PeerReview
import ReadModels

/// What came of a decision at the store.
struct LogEntry: Sendable {
  let answer: Appended
  /// What each of its events says, as an object.
  let data: [Node]
  /// The events as the log has them; none unless they were appended.
  let recorded: [Recorded]
}

extension Ledger {
  /// Puts a decision into the words of the log, and these into the log. Outside the actor, which can decide for
  /// others meanwhile.
  nonisolated func enter(
    _ decision: Decision, _ call: Call, _ commandID: String, at now: Moment,
    leaving remainders: [Int64: String], in log: LogInfo
  ) async throws -> LogEntry {
    let data = decision.events.map { $0.payload.node }
    let append = append(decision, data, call, commandID, at: now)
    let answer =
      remainders.isEmpty
      ? try await store.append(append, to: log)
      : try await store.redact(append, leaving: remainders, in: log)
    guard case .appended(let receipt) = answer else {
      return LogEntry(answer: answer, data: data, recorded: [])
    }
    return LogEntry(
      answer: answer, data: data,
      recorded: zip(append.envelopes(by: receipt), decision.events).map { Recorded($0, $1) })
  }

  private nonisolated func append(
    _ decision: Decision, _ data: [Node], _ call: Call, _ commandID: String, at now: Moment
  ) -> Append {
    let events = zip(decision.events, data).map { event, data in
      let type = type(of: event.payload)
      return NewEvent(
        stream: decision.stream, type: type.type, schemaVersion: type.schemaVersion,
        occurredAt: call.at == nil && decision.occurredAt == now ? nil : decision.occurredAt,
        occurredPrecision: decision.occurredPrecision,
        visibility: type.visibility ?? decision.stream.kind.initialVisibility(in: decision.place),
        place: decision.place, correctsPosition: nil, payload: JSON.text(data))
    }
    return Append(
      commandID: commandID, request: call.canonical, actor: call.actor.person,
      actingFor: call.actor.organisation, role: decision.role, correlationID: call.correlationID,
      causationPosition: nil, expected: decision.versions, guards: decision.guards,
      guardsAfter: decision.head, events: events, recordedAt: isRehearsal ? now : nil)
  }
}
