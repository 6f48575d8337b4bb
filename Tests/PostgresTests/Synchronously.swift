import Dispatch
import Synchronization

/// Waits on the calling thread, which must be one that may block: a connection's.
func waitSynchronously<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) throws -> T {
  let done = DispatchSemaphore(value: 0)
  let box = Locked(nil as Result<T, any Error>?)
  Task {
    let value = await Result { try await body() }
    box.value.withLock { $0 = value }
    done.signal()
  }
  done.wait()
  guard let value = box.value.withLock(\.self) else { throw CancellationError() }
  return try value.get()
}

/// A value that several tasks change.
final class Locked<T: Sendable>: Sendable {
  let value: Mutex<T>
  init(_ value: T) { self.value = Mutex(value) }
}
