import PeerReview
import Synchronization
import Testing

@testable import Web

@Suite struct LimitTests {
  @Test func `a token that sends too much is told when to go on, and others go on`() async throws {
    try await withService(WebOptions(port: 0, requestsPerMinute: 30)) { service in
      let busy = try await service.token("ash-lead")
      let calm = try await service.token("ash-lead")
      var statuses: [Int] = []
      for _ in 0..<8 { statuses.append(try await service.get("views", token: busy).status) }
      #expect(statuses.prefix(5) == [200, 200, 200, 200, 200] && statuses.contains(429))
      let refused = try await service.get("views", token: busy)
      #expect(refused.status == 429 && refused.code == "rate_limited")
      #expect((Int(refused[header: "retry-after"] ?? "") ?? 0) >= 1)
      #expect(try await service.get("views", token: calm).status == 200)
    }
  }

  @Test func `a bucket fills steadily and never beyond its size`() {
    let limiter = RateLimiter(requestsPerMinute: 60)
    let start = ContinuousClock.now
    for _ in 0..<10 { #expect(limiter.take("a", at: start) == nil) }
    #expect(limiter.take("a", at: start) == 1)
    #expect(limiter.take("a", at: start + .seconds(2)) == nil)
    #expect(limiter.take("a", at: start + .seconds(2)) == nil)
    #expect(limiter.take("a", at: start + .seconds(2)) == 1)
    for _ in 0..<10 { #expect(limiter.take("a", at: start + .seconds(3600)) == nil) }
    #expect(limiter.take("a", at: start + .seconds(3600)) == 1)
    let open = RateLimiter(requestsPerMinute: 0)
    for _ in 0..<1000 { #expect(open.take("a") == nil) }
  }

  @Test func `what takes too long is cancelled and answered 503`() async throws {
    await #expect(throws: Problem.self) {
      try await withTimeLimit(.milliseconds(50)) { try await Task.sleep(for: .seconds(30)) }
    }
    #expect(try await withTimeLimit(.seconds(5)) { 7 } == 7)
  }

  @Test(.timeLimit(.minutes(1))) func `a short limit is held while a long one is waited for`() async {
    let deadlines = Deadlines()
    let long = deadlines.set(.now + .seconds(3600)) {}
    for _ in 1...2 {
      let short = await withCheckedContinuation { passed in
        let number = Mutex<Int?>(nil)
        number.withLock {
          $0 = deadlines.set(.now + .milliseconds(30)) { passed.resume(returning: number.withLock(\.self)) }
        }
      }
      #expect(short.map { deadlines.lift($0) } == false)
    }
    #expect(deadlines.lift(long) && !deadlines.lift(long))
  }

  @Test func `who is cancelled cancels what runs under a limit`() async throws {
    let task = Task { try await withTimeLimit(.seconds(60)) { try await Task.sleep(for: .seconds(30)) } }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `a request's body may not trickle for ever`() async throws {
    var options = WebOptions(port: 0, requestsPerMinute: 0)
    options.limits.time = .milliseconds(400)
    try await withService(options) { service in
      let token = try await service.token("ash-lead")
      let answer = try await RawHTTP.exchange(
        service.address,
        "POST /api/v1/\(Service.log)/evidence/a2/share HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{"
      )
      #expect(answer.hasPrefix("HTTP/1.1 503") && answer.contains("timed_out"), "\(answer)")
    }
  }
}
