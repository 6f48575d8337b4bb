extension Measuring {
  /// (c), (d) and (e): commands and reads over HTTP, and how far the views lag.
  func service() async throws {
    guard ["c", "d", "e"].contains(where: { catalogue.wants(group: $0) }) else { return }
    try await withDatabase("service") { database in
      let log = try await BenchLog.make(in: database)
      try await database.settle()
      try await ServiceProcess.running(options.service, database) { service in
        let requests = Requests(service, log)
        _ = try await requests.ready(since: .now)
        // Neither a cold cache nor a plan made for a small table is what is measured.
        _ = try await requests.reads(32, 1)
        _ = try await requests.commands(32, 1)
        try await database.settle()
        for clients in [1, 32] {
          try await figure("http.get.c\(clients)") { try await requests.reads(clients, options.seconds) }
        }
        try await figure("http.command.c1") { try await requests.commands(1, options.seconds) }
        try await half(requests, LagProbe(database, log))
      }
    }
  }

  /// What 32 connections reach, in turns with the appends that it is held against.
  private func full(_ requests: Requests) async throws {
    guard catalogue.wants(Self.commands), catalogue.wants(Self.comparedWithCommands) else {
      return try await measured(Self.commands) { try await requests.commands(32, options.seconds) }
    }
    try await withDatabase("turns") { database in
      try await warmUp(database)
      try await measured([Self.comparedWithCommands, Self.commands]) { name in
        name == Self.commands
          ? try await requests.commands(32, options.seconds)
          : try await append(32, logs: 1, 200, in: database)
      }
    }
  }

  /// What 32 connections reach, and then the same at half of it.
  private func half(_ requests: Requests, _ lag: LagProbe) async throws {
    let (half, lagging) = ("http.command.half", "lag.half")
    guard [Self.commands, half, lagging].contains(where: { catalogue.wants($0) }) else { return }
    try await full(requests)
    let rate = (report[Self.commands]?.perSecond ?? 0) / 2
    let pace = Pace.perSecond(rate)
    try await figure(half) {
      try await requests.commands(32, options.seconds, pace).noting("asked_per_second", rate)
    }
    try await figure(lagging) {
      try await lag.measure { _ = try await requests.commands(32, options.seconds, pace) }
    }
  }
}
