import HTTPTypes
import PeerReview
import Synchronization

/// Runs `work`, cancelling it when it takes too long; then throws a problem, once `work` has ended.
func withTimeLimit<T: Sendable>(
  _ limit: Duration, _ work: @escaping @Sendable () async throws -> T
) async throws -> T {
  let task = Task { try await work() }
  let deadline = Deadlines.shared.set(.now + limit) { task.cancel() }
  let result = await withTaskCancellationHandler {
    await task.result
  } onCancel: {
    task.cancel()
  }
  guard Deadlines.shared.lift(deadline) else { throw Problem.timedOut(limit) }
  return try result.get()
}

extension Problem {
  static func timedOut(_ limit: Duration) -> Problem {
    Problem(
      .timedOut,
      "This took longer than \(limit.components.seconds) seconds. A command may have been recorded all the "
        + "same: send it again with the same Idempotency-Key.",
      headers: [.retryAfter: "5"])
  }
}

/// What is to be cancelled, and when. One task waits for the earliest: a timer of its own for every request would
/// cost as much as a small read.
final class Deadlines: Sendable {
  private struct Entry {
    let time: ContinuousClock.Instant
    let pass: @Sendable () -> Void
  }

  private struct State {
    var entries: [Int: Entry] = [:]
    var next = 0
    /// When the waiting task wakes; nil while there is none.
    var wakes: ContinuousClock.Instant?
  }

  static let shared = Deadlines()
  private let state = Mutex(State())

  /// Calls `pass` when the time has come, unless the deadline is lifted before.
  func set(_ time: ContinuousClock.Instant, _ pass: @escaping @Sendable () -> Void) -> Int {
    let (number, isEarliest) = state.withLock { state in
      state.next += 1
      state.entries[state.next] = Entry(time: time, pass: pass)
      let isEarliest = state.wakes.map { time < $0 } ?? true
      if isEarliest { state.wakes = time }
      return (state.next, isEarliest)
    }
    if isEarliest { Task { await self.wait(until: time) } }
    return number
  }

  /// False where it has passed.
  func lift(_ number: Int) -> Bool { state.withLock { $0.entries.removeValue(forKey: number) != nil } }

  /// Ends when nothing is left to wait for, or another waits for something earlier.
  private func wait(until first: ContinuousClock.Instant) async {
    var time = first
    while true {
      try? await Task.sleep(until: time, clock: .continuous)
      let (passed, next) = take(at: time)
      for pass in passed { pass() }
      guard let next else { return }
      time = next
    }
  }

  private func take(at time: ContinuousClock.Instant) -> ([@Sendable () -> Void], ContinuousClock.Instant?) {
    state.withLock { state in
      let now = ContinuousClock.now
      let passed = state.entries.filter { $0.value.time <= now }
      for number in passed.keys { state.entries[number] = nil }
      guard state.wakes == time else { return (passed.values.map(\.pass), nil) }
      state.wakes = state.entries.values.map(\.time).min()
      return (passed.values.map(\.pass), state.wakes)
    }
  }
}
