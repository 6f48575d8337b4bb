import PeerReview
import ReadModels

/// The views that readers have open, folded as far as they were last read. The longest unread ones go when
/// there are too many; all go when somebody's sight or the day changes.
struct OpenFolds {
  struct Key: Hashable {
    let view: String
    let reader: Actor
    let seenBy: SeenBy
  }

  private struct Open {
    var fold: any ReaderFold
    var lastRead: UInt64
  }

  private static let limit = 200
  private var open: [Key: Open] = [:]
  private var day: CalendarDay?
  private var reads: UInt64 = 0

  mutating func take(_ key: Key, on today: CalendarDay) -> (any ReaderFold)? {
    if day != today {
      open = [:]
      day = today
    }
    return open.removeValue(forKey: key)?.fold
  }

  mutating func keep(_ fold: any ReaderFold, _ key: Key) {
    reads += 1
    open[key] = Open(fold: fold, lastRead: reads)
    if open.count > Self.limit, let oldest = open.min(by: { $0.value.lastRead < $1.value.lastRead }) {
      open[oldest.key] = nil
    }
  }

  mutating func forget() { open = [:] }
}
