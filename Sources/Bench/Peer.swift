import Foundation

/// The Python library eventsourcing on the same server: its own script, in processes and threads of its own.
struct Peer {
  private let options: BenchTool
  private let database: BenchDatabase

  init(_ options: BenchTool, _ database: BenchDatabase) {
    self.options = options
    self.database = database
  }

  /// How its clients are arranged, and whether it inserts through functions in the database. Those are not its
  /// default and take no lock on its table, so that its notifications may be read out of order.
  struct Arrangement {
    let processes: Int
    let functions: Bool

    func description(_ clients: Int) -> String {
      "\(processes) processes of \(clients / processes) threads"
        + (functions ? ", with functions in the database" : "")
    }
  }

  /// The arrangements worth trying for so many clients. Threads of one process take turns in Python, and there
  /// are few processors, so neither end is best by itself.
  static func arrangements(_ clients: Int) -> [Arrangement] {
    [1, 2, 4, 8, 32].filter { $0 <= clients }.flatMap { processes in
      [false, true].map { Arrangement(processes: processes, functions: $0) }
    }
  }

  func run(_ clients: Int, _ seconds: Int, _ arrangement: Arrangement) async throws -> Sample {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("peer-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let arguments = [
      options.peer, "--conninfo", database.conninfo, "--clients", "\(clients)", "--processes",
      "\(arrangement.processes)", "--seconds", "\(seconds)", "--out", file.path,
    ]
    try await Child.run(options.python, arguments + (arrangement.functions ? ["--functions"] : []))
    return try sample(file, arrangement, threads: clients / arrangement.processes)
  }

  /// The first line is the seconds that it took, the others are microseconds, one for each command.
  private func sample(_ file: URL, _ arrangement: Arrangement, threads: Int) throws -> Sample {
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { Double($0) }
    guard let seconds = lines.first else { throw BenchFailure("\(options.peer) wrote nothing.") }
    return Sample(
      milliseconds: lines.dropFirst().map { $0 / 1000 }, seconds: seconds,
      extra: [
        "processes": Double(arrangement.processes), "threads_each": Double(threads),
        "functions": arrangement.functions ? 1 : 0,
      ])
  }
}

extension Measuring {
  /// (h) The same command, a new aggregate saved, by the peer as it is installed, which promises an order as we
  /// do, with its clients arranged as suits it best. What it reaches without that promise is noted beside.
  func peer() async throws {
    guard catalogue.wants(group: "h") else { return }
    try await withDatabase("peer") { database in
      let peer = Peer(options, database)
      for clients in [1, 32] where catalogue.wants("peer.eventsourcing.c\(clients)") {
        let tried = try await tried(peer, clients).sorted { $0.perSecond > $1.perSecond }
        guard let best = tried.first(where: { !$0.arrangement.functions }),
          let unordered = tried.first(where: \.arrangement.functions)
        else { continue }
        say(
          "peer.eventsourcing.c\(clients): \(best.arrangement.description(clients)); tried in "
            + "\(unordered.arrangement.description(clients)): \(rounded(unordered.perSecond, 0)) a second")
        try await figure("peer.eventsourcing.c\(clients)") {
          try await peer.run(clients, options.seconds, best.arrangement)
            .noting("with_functions_per_second", unordered.perSecond)
        }
      }
    }
  }

  /// What each arrangement reached in a short run.
  private func tried(
    _ peer: Peer, _ clients: Int
  ) async throws -> [(arrangement: Peer.Arrangement, perSecond: Double)] {
    var tried: [(arrangement: Peer.Arrangement, perSecond: Double)] = []
    for arrangement in Peer.arrangements(clients) {
      tried.append((arrangement, try await peer.run(clients, min(2, options.seconds), arrangement).perSecond))
    }
    return tried
  }
}
