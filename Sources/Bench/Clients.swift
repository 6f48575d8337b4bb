/// Clients in this process, each of which does the same thing over and over.
enum Clients {
  /// Runs an operation from several clients at once until the time is up; `turn` counts a client's own.
  static func measure(
    _ clients: Int, _ duration: Duration,
    _ operation: @escaping @Sendable (_ client: Int, _ turn: Int) async throws -> Void
  ) async throws -> Sample {
    let clock = ContinuousClock()
    let start = clock.now
    let end = start + duration
    let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
      for client in 0..<clients {
        group.addTask {
          var own: [Double] = []
          while clock.now < end {
            let turn = own.count
            own.append(try await clock.measure { try await operation(client, turn) }.milliseconds)
          }
          return own
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    return Sample(milliseconds: latencies, seconds: (clock.now - start).milliseconds / 1000)
  }
}
