/// In-process wake-ups of those who wait for a log or a view to reach a position. Another process's progress
/// is not seen here: whoever waits looks again when the time is up.
package actor Wakeups {
  private struct Waiter {
    let log: Int64
    let after: Int64
    let continuation: CheckedContinuation<Void, Never>
  }

  private var reached: [Int64: Int64] = [:]
  private var waiters: [Int: Waiter] = [:]
  private var next = 0

  package init() {}

  /// The log has reached `position`.
  package func signal(_ log: Int64, _ position: Int64) {
    guard position > reached[log, default: 0] else { return }
    reached[log] = position
    for (number, waiter) in waiters where waiter.log == log && waiter.after < position { resume(number) }
  }

  /// Returns when the log is known to have passed `position`, when the time is up, or when the task is cancelled.
  package func wait(_ log: Int64, after position: Int64, atMost: Duration) async {
    guard reached[log, default: 0] <= position, !Task.isCancelled else { return }
    next += 1
    let number = next
    let timer = Task {
      try? await Task.sleep(for: atMost)
      resume(number)
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation {
        waiters[number] = Waiter(log: log, after: position, continuation: $0)
      }
    } onCancel: {
      Task { await self.resume(number) }
    }
    timer.cancel()
  }

  /// How many wait: for metrics.
  package var waiting: Int { waiters.count }

  private func resume(_ number: Int) { waiters.removeValue(forKey: number)?.continuation.resume() }
}
