import EventSourcing
import PeerReview
import Postgres
import ReadModels

/// How far the views are behind the log, by the database's clock alone: from the time of a commit's recording
/// until every view's cursor has reached its last position.
///
/// It looks every few milliseconds, so what it finds is too long by as much as one look's distance, and never
/// too short. A commit's time is taken under the log's lock, before its flush: that is in the lag as well.
struct LagProbe {
  private let database: BenchDatabase
  private let log: BenchLog
  private static let pause = Duration.milliseconds(2)

  init(_ database: BenchDatabase, _ log: BenchLog) {
    self.database = database
    self.log = log
  }

  /// Where the slowest view stood at a moment, in microseconds.
  private struct Look {
    let at: Int64
    let position: Int64
  }

  /// One latency for each commit that happens while `load` runs.
  func measure(_ load: () async throws -> Void) async throws -> Sample {
    try await database.withPool(size: 2) { pool in
      let store = EventStore(pool)
      let before = try await store.head(of: log.info).position
      let looking = Task { [log = log.info.id] in await Self.looks(pool, log) }
      let clock = ContinuousClock()
      let elapsed = try await clock.measure { try await load() }
      let end = try await store.head(of: log.info).position
      try await arrival(at: end, pool)
      looking.cancel()
      // It may have stopped before it saw the end.
      let looks = await looking.value + [try await Self.look(pool, log.info.id)]
      return try await sample(looks, after: before, through: end, elapsed, pool)
    }
  }

  private static func looks(_ pool: Pool, _ log: Int64) async -> [Look] {
    var looks: [Look] = []
    while !Task.isCancelled {
      guard let look = try? await look(pool, log) else { continue }
      looks.append(look)
      try? await Task.sleep(for: pause)
    }
    return looks
  }

  /// The clock is read after the statement's snapshot was taken, so never too early.
  private static func look(_ pool: Pool, _ log: Int64) async throws -> Look {
    let rows = try await pool.run(
      """
      select c.position, (extract(epoch from clock_timestamp()) * 1000000)::bigint as at from (
        select case when count(*) = $2 then min(position) else 0 end as position
        from collegiate.cursor where log = $1) as c
      """, [.int(log), .int(ViewKind.followed.count)])
    guard let row = rows.first else { throw BenchFailure("The cursors cannot be read.") }
    return Look(at: try row.get("at"), position: try row.get("position"))
  }

  /// Waits until every view has come to a position.
  func arrival(at end: Int64, _ pool: Pool) async throws {
    let deadline = ContinuousClock.now + .seconds(600)
    while try await Self.look(pool, log.info.id).position < end {
      guard ContinuousClock.now < deadline else { throw BenchFailure("The views did not come to \(end).") }
      try await Task.sleep(for: Self.pause)
    }
  }

  private func sample(
    _ looks: [Look], after begin: Int64, through end: Int64, _ elapsed: Duration, _ pool: Pool
  ) async throws -> Sample {
    let commits = try await pool.run(
      """
      select last_position, (extract(epoch from recorded_at) * 1000000)::bigint as at
      from collegiate.commit where log = $1 and last_position > $2 and last_position <= $3 order by number
      """, [.int(log.info.id), .int(begin), .int(end)])
    var (lags, next): ([Double], Int) = ([], 0)
    for commit in commits {
      let position: Int64 = try commit.get("last_position")
      while next < looks.count, looks[next].position < position { next += 1 }
      guard next < looks.count else { throw BenchFailure("The views were not seen at \(position).") }
      lags.append(Double(looks[next].at - (try commit.get("at", as: Int64.self))) / 1000)
    }
    let gaps = zip(looks, looks.dropFirst()).map { Double($1.at - $0.at) / 1000 }
    return Sample(
      milliseconds: lags, seconds: elapsed.milliseconds / 1000,
      extra: ["look_every_ms": gaps.median, "look_at_most_ms": gaps.max() ?? 0])
  }
}
