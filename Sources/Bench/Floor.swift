import Foundation
import Postgres

/// What the server does at its best: pgbench inserting single rows of the size of an event, each its own
/// durable transaction.
struct Floor {
  private let database: BenchDatabase

  init(_ database: BenchDatabase) async throws {
    self.database = database
    try await database.withPool(size: 1, role: nil) { pool in
      _ = try await pool.run("create table bench_floor (id bigserial primary key, payload text not null)")
    }
  }

  func run(_ clients: Int, _ seconds: Int) async throws -> Sample {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = folder.appendingPathComponent("insert.sql")
    try Data("insert into bench_floor (payload) values (repeat('x', 200));\n".utf8).write(to: script)
    try await pgbench(clients, seconds, script.path, prefix: folder.appendingPathComponent("log").path)
    return Sample(milliseconds: try latencies(in: folder), seconds: Double(seconds))
  }

  private func pgbench(_ clients: Int, _ seconds: Int, _ script: String, prefix: String) async throws {
    try await Child.run(
      "pgbench",
      [
        "-n", "-M", "prepared", "-f", script, "-c", "\(clients)", "-j", "\(min(clients, 2))", "-T",
        "\(seconds)", "-l", "--log-prefix=\(prefix)", database.conninfo,
      ])
  }

  /// The third column of pgbench's log is a transaction's time in microseconds.
  private func latencies(in folder: URL) throws -> [Double] {
    var all: [Double] = []
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasPrefix("log") {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      for line in text.split(separator: "\n") {
        let columns = line.split(separator: " ")
        if columns.count > 2, let microseconds = Double(columns[2]) { all.append(microseconds / 1000) }
      }
    }
    return all
  }
}

extension Measuring {
  /// (a) The floor, `when` all else was not yet or is measured.
  func floor(_ when: String) async throws {
    guard !catalogue.floors.isEmpty else { return }
    try await withDatabase("floor") { database in
      let floor = try await Floor(database)
      for name in catalogue.floors {
        guard let clients = Int(name.dropFirst("floor.c".count)) else { continue }
        try await measured("\(name).\(when)") { try await floor.run(clients, options.seconds) }
      }
    }
  }
}
