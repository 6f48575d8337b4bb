import Synchronization

/// What a progress report said last.
final class Told: Sendable {
  private let value = Mutex<[Int64]>([])

  var last: [Int64] { value.withLock { $0 } }

  func note(_ done: Int64, _ all: Int64) { value.withLock { $0 = [done, all] } }
}
