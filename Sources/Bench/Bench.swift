import ArgumentParser
import Foundation

/// The benchmarks: a floor and, in the same run on the same server, what the product does beside it.
@main
struct BenchTool: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure appends, commands and reads as ratios to the database's own single-row inserts.",
    discussion: """
      The groups: a the floor, b appends, c commands over HTTP, d reads over HTTP, e how far the views lag, f a
      rebuild, g all that on longer logs, h the Python library eventsourcing as a peer.

      The server must be one whose durability settings are untouched. Makes databases of its own, called
      collegiate_bench_…, and drops them. ops/bench starts such a server and runs this.
      """)

  @Option(help: "Connection string of a superuser, without dbname.") var server: String
  @Option(help: "Folder of the schema's SQL files.") var schema = "schema"
  @Option(help: "The service's executable.") var service: String
  @Option(help: "A Python that has the library eventsourcing.") var python = "python3"
  @Option(help: "The script that measures that library.") var peer = "ops/bench-peer.py"
  @Option(help: "Seconds for each run.") var seconds = 5
  @Option(help: "Runs of each figure; the median counts.") var runs = 3
  @Option(help: "Letters of groups, names of figures or their beginnings, with commas between.") var only:
    String?
  @Option(help: "The longest log of group g: 10k, 1m, 10m.") var events = "1m"
  @Option(help: "Also write the figures to this file, as JSON.") var json: String?
  @Option(help: "Folder for every latency of every run.") var raw: String

  func validate() throws {
    guard seconds > 0, runs > 0 else { throw ValidationError("--seconds and --runs are at least 1.") }
    guard let age = Age(events) else { throw ValidationError("--events is a number such as 10k, 1m or 10m.") }
    do {
      _ = try Catalogue(ages: age.andBelow, only: only)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  func run() async throws {
    let ages = Age(events)?.andBelow ?? Age.usual
    let measuring = Measuring(
      options: self, catalogue: try Catalogue(ages: ages, only: only), ages: ages, report: Report(),
      raw: try RawFolder(raw))
    try await measuring.everything()
    try finish(measuring)
  }

  private func finish(_ measuring: Measuring) throws {
    let report = measuring.report
    report.joinFloors()
    try measuring.raw.keep(report.json, as: "figures.json")
    if let json { try Data(report.json.utf8).write(to: URL(fileURLWithPath: json)) }
    let checks = Checks(report).lines
    let text = ([report.table, ""] + report.drift + [""] + checks).joined(separator: "\n")
    try measuring.raw.keep(text + "\n", as: "figures.txt")
    print(text)
  }
}

extension Measuring {
  /// The floor is measured before and after, so that a machine that slows down meanwhile shows.
  func everything() async throws {
    try await floor("before")
    try await appends()
    try await service()
    try await rebuild()
    for age in ages { try await ageing(age) }
    try await peer()
    try await floor("after")
  }
}
