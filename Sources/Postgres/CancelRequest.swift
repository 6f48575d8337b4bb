import CLibPQ
import Dispatch
import Synchronization

/// A request to stop what a connection's server process is doing.
///
/// libpq opens a second connection for it and waits for its end, without a limit in time. So it goes
/// out on a thread of its own, and the connection's thread can give up on a server that is frozen.
final class CancelRequest: @unchecked Sendable {
  // Unchecked: the handle is made by one thread, then used by one other, and freed when both are done.
  private let handle: OpaquePointer
  private let answered = DispatchSemaphore(value: 0)

  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { PQfreeCancel(handle) }

  func send() {
    startThread {
      var message = [CChar](repeating: 0, count: 256)
      PQcancel(self.handle, &message, Int32(message.count))
      self.answered.signal()
    }
  }

  /// Whether the server has passed the request on to its process by then, so that it can no longer
  /// hit a later statement.
  func isAnswered(within limit: Duration) -> Bool {
    let (seconds, attoseconds) = max(limit, .zero).components
    let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    return answered.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .success
  }
}
