import EventSourcing
import Logging
import ReadModels
import Workflow

/// Folds every view of a log afresh, compares it with its table and puts it in its place.
struct Rebuild {
  private let database: BenchDatabase
  private let log: BenchLog

  init(_ database: BenchDatabase, _ log: BenchLog) {
    self.database = database
    self.log = log
  }

  /// Events a second through all views together; a latency is one view's. Reading the log is not in it.
  func run() async throws -> Sample {
    try await database.withPool(size: 4) { pool in
      let logger = Logger(label: "bench")
      guard let ledger = try await Ledgers(pool, logger: logger).ledger(log.info.slug) else {
        throw BenchFailure("The log is gone.")
      }
      try await ledger.catchUp()
      let projector = Projector(pool, holder: Follower.processName(), logger: logger)
      let (info, history, today) = (await ledger.info, await ledger.history, await ledger.today)
      var latencies: [Double] = []
      for view in ViewKind.all {
        let elapsed = try await ContinuousClock().measure {
          _ = try await projector.rebuild(view, info, today: today) { history }
        }
        latencies.append(elapsed.milliseconds)
      }
      await projector.release()
      return Sample(
        milliseconds: latencies, seconds: latencies.reduce(0, +) / 1000, count: history.count,
        extra: ["events": Double(history.count), "views": Double(latencies.count)])
    }
  }
}

extension Measuring {
  /// (f) A rebuild of all views, at 10,000 events.
  func rebuild() async throws {
    guard catalogue.wants(group: "f") else { return }
    try await withDatabase("rebuild") { database in
      let log = try await BenchLog.make(in: database)
      try await log.fill(to: 10_000)
      let rebuild = Rebuild(database, log)
      // The first finds empty tables, which no later one does.
      _ = try await rebuild.run()
      try await figure("rebuild") { try await rebuild.run() }
    }
  }
}
