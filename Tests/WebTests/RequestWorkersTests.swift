import Glibc
import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Web

@Suite struct RequestWorkersTests {
  /// A server whose answers and refusals both say on how many threads any were given so far. Each blocks its thread for
  /// a moment, so that the next takes another where there is one.
  private static func counting(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
    let threads = Mutex(Set<pthread_t>())
    let answer: @Sendable () async -> Response = {
      await Task.yield()
      let isOurs = withUnsafeCurrentTask {
        $0?.unownedTaskExecutor == RequestWorkers.shared.asUnownedTaskExecutor()
      }
      let count = threads.withLock {
        $0.insert(pthread_self())
        return $0.count
      }
      usleep(20_000)
      return .text("{ours: \(isOurs), threads: \(count)}", type: "text/plain")
    }
    let channel = WebChannel(limits: WebOptions.Limits(), refuse: { _ in await answer() }) { _ in
      await answer()
    }
    try await WebChannelEndTests.serving(channel, body)
  }

  @Test(.timeLimit(.minutes(5)))
  func `requests are answered on as many threads as there are processors, however many come`() async throws {
    try await Self.counting { address in
      let threads = max(2, System.coreCount)
      let count = 16 * threads
      let texts = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 0..<count {
          group.addTask { try await RawHTTP.exchange(address, WebChannelTests.lastHealth) }
        }
        return try await group.reduce(into: [String]()) { $0.append($1) }
      }
      let counts = texts.compactMap { $0.wholeMatch(of: /(?s).*{ours: true, threads: (\d+)}/)?.1 }
      #expect(counts.count == count, "\(texts)")
      #expect(counts.compactMap { Int($0) }.max() == threads)
    }
  }

  @Test func `what is no request is refused on the same threads`() async throws {
    try await Self.counting { address in
      let text = try await RawHTTP.exchange(address, "nonsense\r\n\r\n")
      #expect(text.contains("{ours: true, threads: 1}"), "\(text)")
    }
  }
}
