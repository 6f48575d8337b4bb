import EventSourcing
import PeerReview
import ReadModels

/// Where a log stands, as far as this process knows.
package struct LogStanding: Sendable, Equatable {
  package let epoch: Int
  package let head: Int64
  package let today: CalendarDay
  /// Whether it is read from a standby, which can be behind and records nothing.
  package let isOnStandby: Bool
  /// The position of the last redaction, 0 before the first.
  package let lastRedaction: Int64
}

extension Ledger {
  package var standing: LogStanding {
    LogStanding(
      epoch: epoch, head: head, today: today, isOnStandby: isOnStandby,
      lastRedaction: history.lastRedaction)
  }

  /// Looks into the database until the log here includes a position of an epoch. Only for a standby is there
  /// anything to wait for: it gets there when it has replayed so much. Who asks sets the limit, by cancelling.
  package func wait(for position: Int64, in epoch: Int) async throws {
    try await freshen(within: .zero)
    while isOnStandby, self.epoch < epoch || (self.epoch == epoch && head < position) {
      try await Task.sleep(for: .milliseconds(20))
      try await freshen(within: .zero)
    }
  }

  /// Returns when there is an event after a position, or after a while all the same.
  package func waitForNews(after position: Int64, atMost patience: Duration) async throws {
    guard head <= position else { return }
    await wakeups.wait(Follower.anyLog, after: Clock.system.microseconds, atMost: patience)
    try await freshen()
  }
}
