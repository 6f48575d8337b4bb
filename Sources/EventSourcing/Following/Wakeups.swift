import Synchronization

/// In-process wake-ups of those who wait for a log or a view to reach a position. Another process's progress
/// is not seen here: whoever waits looks again when the time is up.
///
/// No actor: every command signals, and would wait for its turn there and then for its own once more.
package final class Wakeups: Sendable {
  private typealias Continuation = CheckedContinuation<Void, Never>

  private struct Waiter {
    let log: Int64
    let after: Int64
    /// Nil until it is suspended.
    var continuation: Continuation?
  }

  private struct State {
    var reached: [Int64: Int64] = [:]
    var waiters: [Int: Waiter] = [:]
    var next = 0
  }

  private let state = Mutex(State())

  package init() {}

  /// The log has reached `position`.
  package func signal(_ log: Int64, _ position: Int64) {
    let woken = state.withLock { state -> [Waiter] in
      guard position > state.reached[log, default: 0] else { return [] }
      state.reached[log] = position
      let woken = state.waiters.filter { $0.value.log == log && $0.value.after < position }
      for number in woken.keys { state.waiters[number] = nil }
      return Array(woken.values)
    }
    for waiter in woken { waiter.continuation?.resume() }
  }

  /// Returns when the log is known to have passed `position`, when the time is up, or when the task is cancelled.
  package func wait(_ log: Int64, after position: Int64, atMost: Duration) async {
    guard let number = enter(Waiter(log: log, after: position)) else { return }
    let timer = Task {
      try? await Task.sleep(for: atMost)
      resume(number)
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { suspend(number, $0) }
    } onCancel: {
      resume(number)
    }
    timer.cancel()
  }

  /// How many wait: for metrics.
  package var waiting: Int { state.withLock { $0.waiters.count } }

  /// Nil where there is nothing to wait for.
  private func enter(_ waiter: Waiter) -> Int? {
    state.withLock { state in
      guard state.reached[waiter.log, default: 0] <= waiter.after else { return nil }
      state.next += 1
      state.waiters[state.next] = waiter
      return state.next
    }
  }

  private func suspend(_ number: Int, _ continuation: Continuation) {
    let waits = state.withLock { state in
      state.waiters[number]?.continuation = continuation
      return state.waiters[number] != nil
    }
    // It was woken before it could suspend itself.
    if !waits { continuation.resume() }
  }

  private func resume(_ number: Int) {
    state.withLock { $0.waiters.removeValue(forKey: number) }?.continuation?.resume()
  }
}
