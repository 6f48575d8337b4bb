import Testing

@testable import Postgres

@Suite struct `A connection's thread` {
  /// Lives as long as its last call.
  private actor Brief {
    private let thread = ConnectionThread()
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }
    isolated deinit { thread.retire() }
    func answer() -> Int { 1 }
  }

  @Test func `may end with the job that it was just given, while others give theirs`() async {
    let answers = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<16 {
        group.addTask {
          var answers = 0
          for _ in 0..<2_000 {
            let brief = Brief()
            async let first = brief.answer()
            async let second = brief.answer()
            answers += await first + second
          }
          return answers
        }
      }
      return await group.reduce(0, +)
    }
    #expect(answers == 16 * 2_000 * 2)
  }
}
