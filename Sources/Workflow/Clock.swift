import Foundation
import PeerReview

/// What time it is for a log. A real log goes by the server's clock. A rehearsal's clock runs on from its
/// last entry, so that the story continues where it stopped, however long ago it was performed.
package struct Clock: Sendable {
  private let isRehearsal: Bool
  private var last: Moment?
  private var lastSeen = ContinuousClock.now

  init(rehearsal: Bool) { isRehearsal = rehearsal }

  package var now: Moment {
    guard isRehearsal, let last else { return Self.system }
    let elapsed = (ContinuousClock.now - lastSeen).components
    return Moment(
      microseconds: last.microseconds + elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000)
  }

  /// Notes an entry of the log. The clock never goes back: another process may have recorded it at a time
  /// that has passed here.
  mutating func note(_ recordedAt: Moment) {
    last = last == nil ? recordedAt : max(recordedAt, now)
    lastSeen = ContinuousClock.now
  }

  package static var system: Moment {
    Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1e6))
  }
}
