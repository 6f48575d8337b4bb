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

  /// What 32 connections reach, and then the same at half of it.
  private func half(_ requests: Requests, _ lag: LagProbe) async throws {
    let (half, lagging) = ("http.command.half", "lag.half")
    guard ["http.command.c32", half, lagging].contains(where: { catalogue.wants($0) }) else { return }
    try await measured("http.command.c32") { try await requests.commands(32, options.seconds) }
    let rate = (report["http.command.c32"]?.perSecond ?? 0) / 2
    let pace = Pace.perSecond(rate)
    try await figure(half) {
      try await requests.commands(32, options.seconds, pace).noting("asked_per_second", rate)
    }
    try await figure(lagging) {
      try await lag.measure { _ = try await requests.commands(32, options.seconds, pace) }
    }
  }
}
