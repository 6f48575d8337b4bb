import EventSourcing

extension Measuring {
  /// (g) Appends, commands and reads on a log that is so long already. Reads first, and appends last: commands
  /// and appends make the log longer, and by how much is said with each figure.
  func ageing(_ age: Age) async throws {
    let names = ["start", "http.get.c32", "http.command.c32", "append.1log.c32"].map { "\($0).\(age.name)" }
    guard names.contains(where: { catalogue.wants($0) }) else { return }
    try await withDatabase("aged") { database in
      let log = try await BenchLog.make(in: database)
      if names.dropLast().contains(where: { catalogue.wants($0) }) {
        try await grow(log, to: age, database)
        for name in names.prefix(1) { try await starts(name, log, database) }
        try await overHTTP(age, log, database)
      } else {
        try await log.fill(to: age.events)
      }
      // The service is gone: what it could not fold stands in the log from here on.
      try await database.withPool(size: 1) { pool in
        let appends = Appends(pool, to: [log.info], bytes: 200)
        try await figure("append.1log.c32.\(age.name)") {
          let before = try await log.length
          return try await appends.run(32, duration).noting("events_before", Double(before))
        }
      }
    }
  }

  /// The views follow while the log grows, as they do in life.
  private func grow(_ log: BenchLog, to age: Age, _ database: BenchDatabase) async throws {
    let clock = ContinuousClock()
    let elapsed = try await clock.measure {
      try await ServiceProcess.running(options.service, database) { service in
        _ = try await Requests(service, log).ready(since: .now)
        try await log.fill(to: age.events)
        try await followed(log, database)
      }
    }
    say("A log of \(age.name) was filled in \(rounded(elapsed.milliseconds / 1000, 1)) s.")
    try await database.settle()
  }

  private func followed(_ log: BenchLog, _ database: BenchDatabase) async throws {
    let length = try await log.length
    try await database.withPool(size: 1) { try await LagProbe(database, log).arrival(at: Int64(length), $0) }
  }

  /// Seconds from starting the process until `/readyz` answers; by the second, events read.
  private func starts(_ name: String, _ log: BenchLog, _ database: BenchDatabase) async throws {
    try await figure(name) {
      let length = try await log.length
      let start = ContinuousClock.now
      return try await ServiceProcess.running(options.service, database) { service in
        let seconds = try await Requests(service, log).ready(since: start).milliseconds / 1000
        return Sample(
          milliseconds: [seconds * 1000], seconds: seconds, count: length, extra: ["ready_s": seconds])
      }
    }
  }

  private func overHTTP(_ age: Age, _ log: BenchLog, _ database: BenchDatabase) async throws {
    let (get, command) = ("http.get.c32.\(age.name)", "http.command.c32.\(age.name)")
    guard catalogue.wants(get) || catalogue.wants(command) else { return }
    try await ServiceProcess.running(options.service, database) { service in
      let requests = Requests(service, log)
      _ = try await requests.ready(since: .now)
      _ = try await requests.reads(32, 1)
      _ = try await requests.commands(1, 1)
      try await followed(log, database)
      try await figure(get) {
        let before = try await log.length
        return try await requests.reads(32, options.seconds).noting("events_before", Double(before))
      }
      try await figure(command) {
        let before = try await log.length
        return try await requests.commands(32, options.seconds).noting("events_before", Double(before))
      }
    }
  }
}
