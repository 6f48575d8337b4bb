import PeerReview

/// A consortium's log in memory, in order: what every fold reads. Kept in chunks and with no index, so that a
/// copy handed to a reader costs little and a growing log copies nothing old.
package struct History: Sendable {
  private static let chunk = 1024
  private var chunks: [[Recorded]] = []
  package private(set) var count = 0
  /// The position of the last redaction, 0 before the first: folds of before it hold words that are gone.
  package private(set) var lastRedaction: Int64 = 0

  package init() {}

  package mutating func append(_ recorded: Recorded) {
    if chunks.last.map({ $0.count == Self.chunk }) ?? true {
      var fresh: [Recorded] = []
      fresh.reserveCapacity(Self.chunk)
      chunks.append(fresh)
    }
    chunks[chunks.count - 1].append(recorded)
    count += 1
    if recorded.envelope.type == TextRedacted.type { lastRedaction = recorded.envelope.position }
  }

  /// Positions are dense, so the event at position p is the p-th.
  package subscript(position: Int64) -> Recorded? {
    guard position >= 1, position <= Int64(count) else { return nil }
    let index = Int(position - 1)
    return chunks[index / Self.chunk][index % Self.chunk]
  }

  package var last: Recorded? { self[Int64(count)] }

  /// The last position recorded by then, 0 where there is none; recorded times never go back.
  package func position(recordedBy moment: Moment) -> Int64 {
    var low: Int64 = 0
    var high = Int64(count)
    while low < high {
      let middle = (low + high + 1) / 2
      if let event = self[middle], event.envelope.recordedAt <= moment {
        low = middle
      } else {
        high = middle - 1
      }
    }
    return low
  }
}
