import Synchronization

/// The pool's rules shared between tasks: it suspends those who wait, and wakes each once.
final class PoolQueue: Sendable {
  typealias State = PoolState<Connection>
  typealias Turn = CheckedContinuation<Result<State.Lease, PostgresError>, Never>

  private let shared: Mutex<Shared>
  private let numbers = Atomic(0)

  init(size: Int, maxWaiters: Int) {
    shared = Mutex(Shared(state: State(size: size, maxWaiters: maxWaiters)))
  }

  var occupancy: (used: Int, idle: Int, waiting: Int) {
    shared.withLock { ($0.state.open - $0.state.idle.count, $0.state.idle.count, $0.state.waiters.count) }
  }

  /// Waits at most for `waiting`, in the order of arrival; leaves the queue when its task is cancelled.
  func acquire(waiting: Duration) async throws(PostgresError) -> State.Lease {
    if let lease = shared.withLock({ $0.state.take() }) { return lease }
    let number = numbers.add(1, ordering: .relaxed).newValue
    async let _: Void = expire(number, after: waiting)
    let result = await withTaskCancellationHandler {
      await turn(number)
    } onCancel: {
      leave(number, .cancelled)
    }
    return try result.get()
  }

  /// Ends a lease: a connection in order goes to the first waiter, a broken one makes room for another.
  func end(_ connection: Connection) async {
    guard connection.isOpen else { return await giveUp(connection) }
    let next = shared.withLock { $0.follow($0.state.giveBack(connection)) }
    if case .dismiss = next { return await giveUp(connection) }
    next.wake()
  }

  /// Ends a lease whose connection is broken, or never came to be.
  func giveUp(_ connection: Connection?) async {
    await connection?.closeAndJoin()
    let (next, drained) = shared.withLock { ($0.follow($0.state.giveUp()), $0.takeDrained()) }
    next.wake()
    for continuation in drained { continuation.resume() }
  }

  /// Turns everybody away and returns the idle connections, which the caller closes.
  func close() -> [Connection] {
    let (idle, turns) = shared.withLock { shared in
      let (idle, waiters) = shared.state.close()
      return (idle, waiters.compactMap { shared.turns.removeValue(forKey: $0) })
    }
    for turn in turns { turn.resume(returning: .failure(.poolClosed)) }
    return idle
  }

  /// Returns when a closed pool has no connection left.
  func drained() async {
    await withCheckedContinuation { continuation in
      let drained = shared.withLock { shared in
        shared.awaitingDrain.append(continuation)
        return shared.takeDrained()
      }
      for continuation in drained { continuation.resume() }
    }
  }

  private func turn(_ number: Int) async -> Result<State.Lease, PostgresError> {
    await withCheckedContinuation { turn in
      let answer = shared.withLock { $0.enter(number, turn) }
      if let answer { turn.resume(returning: answer) }
    }
  }

  private func expire(_ number: Int, after waiting: Duration) async {
    guard (try? await Task.sleep(for: waiting)) != nil else { return }
    leave(number, PostgresError(.poolExhausted, "No connection came free within \(waiting)."))
  }

  /// Does nothing where the turn has come already: who has a connection keeps it.
  private func leave(_ number: Int, _ error: PostgresError) {
    let turn = shared.withLock { $0.state.leave(number) ? $0.turns.removeValue(forKey: number) : nil }
    turn?.resume(returning: .failure(error))
  }
}

extension PoolQueue {
  private struct Shared {
    var state: State
    var turns: [Int: Turn] = [:]
    var awaitingDrain: [CheckedContinuation<Void, Never>] = []

    /// Nil if the caller now waits.
    mutating func enter(_ number: Int, _ turn: Turn) -> Result<State.Lease, PostgresError>? {
      switch state.acquire(number) {
      case .granted(let lease): return .success(lease)
      case .refused(let error): return .failure(error)
      case .waits:
        // A cancellation before this moment found nobody in the queue.
        guard !Task.isCancelled else {
          _ = state.leave(number)
          return .failure(.cancelled)
        }
        turns[number] = turn
        return nil
      }
    }

    /// Pairs what the state decided with the caller whom it concerns.
    mutating func follow(_ next: State.Next) -> Outcome {
      switch next {
      case .hand(let lease, let number): .hand(lease, turns.removeValue(forKey: number))
      case .dismiss: .dismiss
      case .nothing: .nothing
      }
    }

    mutating func takeDrained() -> [CheckedContinuation<Void, Never>] {
      guard state.isClosed, state.open == 0 else { return [] }
      defer { awaitingDrain = [] }
      return awaitingDrain
    }
  }

  private enum Outcome {
    case hand(State.Lease, Turn?), dismiss, nothing

    func wake() {
      if case .hand(let lease, let turn) = self { turn?.resume(returning: .success(lease)) }
    }
  }
}
