import Glibc
import PeerReview
import Postgres
import TestSupport
import Testing

@testable import EventSourcing

extension Fixture {
  /// What a walk along the log comes to if a text is erased after it has looked at the head, and before it has read
  /// the events: it is held up at the receipts, which come between.
  fileprivate func whileErasing<T: Sendable>(
    _ position: Int64, _ walk: @escaping @Sendable () async throws -> T
  ) async throws -> T {
    let (append, remainders) = try await redaction([position: ["note"]])
    let parameters =
      AppendCall([append]).parameters(log: log.id, epoch: log.epoch)
      + [.ints(remainders.keys.map(Optional.some)), .texts(remainders.values.map(Optional.some))]
    let places = (1...parameters.count).map { "$\($0)" }.joined(separator: ", ")
    let (eraser, watcher) = (try await Connection.open(url), try await Connection.open(url))
    let walking = Task {
      while try await watcher.run(Self.locks, [.bool(true)]).isEmpty { await Task.yield() }
      return try await walk()
    }
    try await eraser.transaction { eraser in
      _ = try eraser.run("lock table collegiate.receipt in access exclusive mode")
      while try eraser.run(Self.locks, [.bool(false)]).isEmpty { usleep(1000) }
      _ = try eraser.run("select * from collegiate.redact(\(places))", parameters)
    }
    let result = try await walking.value
    for connection in [eraser, watcher] { await connection.closeAndJoin() }
    return result
  }

  /// Who holds the lock, or waits for it; in this database alone, since those of other tests number their tables alike.
  private static let locks = """
    select from pg_locks where relation = 'collegiate.receipt'::regclass
      and database = (select oid from pg_database where datname = current_database())
      and granted = $1 and (not granted or mode = 'AccessExclusiveLock')
    """
}

@Suite(.timeLimit(.minutes(10))) struct `A text that is erased during a walk along the log` {
  @Test func `is found to be erased by whoever verifies, and nothing else is`() async throws {
    try await withStory { log in
      let found = try await log.whileErasing(6) { try await Verifier.verify(log.store, log.log) }
      #expect(found.isWhole, "\(found)")
      #expect(found.commits == 9 && found.redactions.map(\.position) == [6])
    }
  }

  @Test func `is part of what is signed`() async throws {
    try await withStory { log in
      try await withSigning { signing in
        let outcome = try await log.whileErasing(6) { try await signing.write(log) }
        guard case .written(let checkpoint) = outcome else {
          Issue.record("Nothing was written: \(outcome)")
          return
        }
        #expect(checkpoint.commit == 9)
        #expect(try await checkpoint.hash == log.store.head(of: log.log).hash)
      }
    }
  }
}
