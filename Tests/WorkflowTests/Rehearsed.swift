import Testing

/// A suite whose tests only read shares one performance of the whole story.
struct Rehearsed: SuiteTrait, TestScoping {
  @TaskLocal private static var shared: House?

  static var house: House { get throws { try #require(shared) } }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withHouse { house in
      try await Self.$shared.withValue(house) { try await function() }
    }
  }
}

extension Trait where Self == Rehearsed {
  static var rehearsed: Self { Self() }
}
