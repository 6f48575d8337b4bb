import Dispatch
import Glibc
import Synchronization

/// A serial executor on a thread of its own: what runs here may block without costing anybody else.
///
/// The thread starts with the first job, and ends when it is retired and no job is left. Retiring comes
/// after closing, so a later job has nothing to block on; it runs on a queue that all such jobs share.
final class ConnectionThread: SerialExecutor {
  private enum Life { case unborn, working, retired, ended }

  private struct State {
    var jobs: [UnownedJob] = []
    var life = Life.unborn
    var awaitingEnd: [CheckedContinuation<Void, Never>] = []
    var wake = DispatchSemaphore(value: 0)
  }
  private static let late = DispatchQueue(label: "postgres.late")
  private let state = Mutex(State())

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // The runtime that calls this owns nothing. Once the lock is free the job may have run, and this object may be gone
    // with the last connection that the job held: from there on only what was taken out is touched.
    let (life, wake) = state.withLock { state in
      defer { if state.life == .unborn { state.life = .working } }
      if state.life != .ended { state.jobs.append(job) }
      return (state.life, state.wake)
    }
    switch life {
    case .unborn: startThread { self.work() }
    case .working, .retired: wake.signal()
    case .ended: Self.late.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
  }

  /// Lets the thread end when its last job is done.
  func retire() {
    let wake = state.withLock { state in
      switch state.life {
      case .unborn: state.life = .ended
      case .working: state.life = .retired
      case .retired, .ended: break
      }
      return state.wake
    }
    wake.signal()
  }

  /// Returns when a retired thread has ended.
  func ended() async {
    await withCheckedContinuation { continuation in
      let hasEnded = state.withLock { state in
        if state.life != .ended { state.awaitingEnd.append(continuation) }
        return state.life == .ended
      }
      if hasEnded { continuation.resume() }
    }
  }

  private enum Step { case run(UnownedJob), wait(DispatchSemaphore), end([CheckedContinuation<Void, Never>]) }

  private func work() {
    while true {
      switch next() {
      case .run(let job): job.runSynchronously(on: asUnownedSerialExecutor())
      case .wait(let wake): wake.wait()
      case .end(let waiting):
        for continuation in waiting { continuation.resume() }
        return
      }
    }
  }

  private func next() -> Step {
    state.withLock { state in
      if !state.jobs.isEmpty { return .run(state.jobs.removeFirst()) }
      guard state.life == .retired else { return .wait(state.wake) }
      state.life = .ended
      defer { state.awaitingEnd = [] }
      return .end(state.awaitingEnd)
    }
  }
}

/// Starts a thread that nobody joins; `body` says by its own means when it is done.
func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let context = Unmanaged.passRetained(Box(body)).toOpaque()
  let status = pthread_create(
    &thread,
    nil,
    { context in
      if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
      return nil
    },
    context
  )
  precondition(status == 0, "the system has no thread left: pthread_create says \(status)")
  pthread_detach(thread)
}
