/// One thread that waits for all connections at once.
struct LoadLoop {
  private let request: [UInt8]
  private let connections: [LoadConnection]
  private var idle: [Int]
  private var ready: ReadyToRead
  /// When the request that is under way on each connection was due, in nanoseconds.
  private var due: [Int64]
  private var latencies: [Double] = []
  private static let patience: Int64 = 30_000_000_000

  init(_ port: Int, _ request: [UInt8], _ count: Int) throws {
    self.request = request
    connections = try (0..<count).map { _ in try LoadConnection(port: port) }
    idle = Array(0..<count)
    ready = try ReadyToRead(connections.map(\.socket))
    due = Array(repeating: 0, count: count)
  }

  mutating func run(_ seconds: Int, _ pace: Pace) throws -> Sample {
    let (start, used) = (Monotonic.now(), Monotonic.ofThisThread())
    var timetable = Timetable(pace, from: start, seconds: seconds)
    repeat {
      try sendWhatIsDue(&timetable)
      guard idle.count < connections.count || timetable.next(at: Monotonic.now()) != nil else { break }
      if try wait(until: idle.isEmpty ? nil : timetable.next(at: Monotonic.now())) { try takeAnswers() }
    } while true
    let elapsed = Double(Monotonic.now() - start) / 1e9
    let spent = Double(Monotonic.ofThisThread() - used) / 1e9
    return Sample(
      milliseconds: latencies, seconds: elapsed,
      extra: ["client_cpu_us": spent / Double(max(1, latencies.count)) * 1e6])
  }

  private mutating func sendWhatIsDue(_ timetable: inout Timetable) throws {
    while let connection = idle.last, let time = timetable.take(at: Monotonic.now()) {
      idle.removeLast()
      due[connection] = time
      try connections[connection].send(request)
    }
  }

  /// Returns when an answer has begun to come, or at a time; whether there is an answer.
  private mutating func wait(until time: Int64?) throws -> Bool {
    let found = try ready.wait(time.map { max(0, $0 - Monotonic.now()) } ?? Self.patience)
    if !found, time == nil { throw BenchFailure("The service did not answer within 30 s.") }
    return found
  }

  private mutating func takeAnswers() throws {
    for connection in ready.places {
      guard try connections[connection].receive() else { continue }
      latencies.append(Double(Monotonic.now() - due[connection]) / 1e6)
      idle.append(connection)
    }
  }
}
