/// What is asked of the service over HTTP, on a log of the benchmark's.
struct Requests {
  private let service: ServiceProcess
  private let log: BenchLog

  init(_ service: ServiceProcess, _ log: BenchLog) {
    self.service = service
    self.log = log
  }

  /// Registers a person, whose id the server mints: a command that reads one other stream and its actor's.
  func commands(_ connections: Int, _ seconds: Int, _ pace: Pace = .closed) async throws -> Sample {
    let body = #"{"organisation":"office"}"#
    return try await load(
      HTTPLoad.post("/api/v1/bench/people/register", log.token, body), connections, seconds, pace)
  }

  /// Reads a small view whole; nothing changes meanwhile.
  func reads(_ connections: Int, _ seconds: Int) async throws -> Sample {
    try await load(
      HTTPLoad.get("/api/v1/bench/views/cycle_overview", log.token), connections, seconds, .closed)
  }

  private func load(
    _ request: [UInt8], _ connections: Int, _ seconds: Int, _ pace: Pace
  ) async throws -> Sample {
    let before = service.processorSeconds
    let sample = try await HTTPLoad(port: service.port, request: request).run(connections, seconds, pace)
    let used = service.processorSeconds - before
    return sample.noting("service_cpu_us", used / Double(max(1, sample.latencies.count)) * 1e6)
  }

  /// Waits until the service says that it has read every log to its end; how long since `start`.
  func ready(since start: ContinuousClock.Instant) async throws -> Duration {
    let request = HTTPLoad.get("/readyz", log.token)
    let deadline = start + .seconds(1800)
    while ContinuousClock.now < deadline {
      if let connection = try? LoadConnection(port: service.port), (try? connection.send(request)) != nil,
        (try? connection.wholeAnswer()) != nil
      {
        return ContinuousClock.now - start
      }
      // Not ready yet is an answer too, and comes within 2 s.
      try await Task.sleep(for: .milliseconds(20))
    }
    throw BenchFailure("The service was not ready within half an hour.")
  }
}

extension LoadConnection {
  /// Blocks until the answer is whole.
  func wholeAnswer() throws { while try !receive() {} }
}
