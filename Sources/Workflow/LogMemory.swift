import EventSourcing
import PeerReview
import ReadModels

/// What this process holds of one log, all of it derived: the history, the state folded from it, the time.
struct LogMemory {
  private(set) var history = History()
  private(set) var consortium = Consortium()
  private(set) var clock: Clock

  init(rehearsal: Bool) { clock = Clock(rehearsal: rehearsal) }

  /// Takes in the next event.
  mutating func append(_ recorded: Recorded) {
    history.append(recorded)
    consortium.evolve(recorded)
    clock.note(recorded.envelope.recordedAt)
  }

  /// Something was recorded at this time that led to no event.
  mutating func note(_ recordedAt: Moment) { clock.note(recordedAt) }

  /// A stream's events after a version, in order: versions are dense.
  func events(of stream: StreamID, after version: Int = 0) -> [Recorded] {
    positions(of: stream).dropFirst(version).compactMap { history[$0] }
  }

  /// The last event of a stream up to a position.
  func lastEvent(of stream: StreamID, through end: Int64) -> Recorded? {
    positions(of: stream).last { $0 <= end }.flatMap { history[$0] }
  }

  private func positions(of stream: StreamID) -> [Int64] { consortium.streams[stream]?.positions ?? [] }
}
