import Foundation
import Glibc
import Synchronization

/// Another program. Foundation's own waiting needs a run loop, which a thread of Swift's tasks has not: it
/// may wait there for ever.
final class Child: Sendable {
  let id: Int32
  private let process: Mutex<Process>
  private let ended: Task<Int32, Never>

  /// Starts a program; its output goes to `output`, and nowhere without one.
  init(_ program: String, _ arguments: [String], output: Pipe? = nil) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = output ?? FileHandle.nullDevice
    process.standardError = output == nil ? FileHandle.standardError : FileHandle.nullDevice
    let (ends, end) = AsyncStream.makeStream(of: Int32.self)
    process.terminationHandler = { end.yield($0.terminationStatus) }
    try Self.withSignals { try process.run() }
    id = process.processIdentifier
    ended = Task { await ends.first { _ in true } ?? -1 }
    self.process = Mutex(process)
  }

  /// Swift's threads have their signals blocked, and a child would inherit that: pgbench, for one, would never
  /// hear the alarm that ends it.
  private static func withSignals(_ body: () throws -> Void) rethrows {
    var (none, before) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  /// Asks it to stop.
  func stop() { process.withLock { $0.terminate() } }

  /// Returns its exit code when it has ended.
  func wait() async -> Int32 { await ended.value }

  /// Runs a program found in PATH to its end, and throws where that is not a good one.
  static func run(_ name: String, _ arguments: [String]) async throws {
    let status = try await Child("/usr/bin/env", [name] + arguments).wait()
    guard status == 0 else { throw BenchFailure("\(name) left with \(status).") }
  }
}
