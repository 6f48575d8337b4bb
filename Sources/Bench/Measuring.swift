import Foundation

/// One run of the benchmarks: what is asked for, where it happens, and what came of it so far.
struct Measuring {
  let options: BenchTool
  let catalogue: Catalogue
  let ages: [Age]
  let report: Report
  let raw: RawFolder

  var duration: Duration { .seconds(options.seconds) }

  /// Measures a figure as often as is asked for, if it is asked for.
  func figure(_ name: String, _ measure: () async throws -> Sample) async throws {
    guard catalogue.wants(name) else { return }
    try await measured(name, measure)
  }

  /// Measures a figure that another needs, whether or not it is asked for.
  func measured(_ name: String, _ measure: () async throws -> Sample) async throws {
    try await measured([name]) { _ in try await measure() }
  }

  /// Measures figures that are compared with one another, run by run in turns: a machine is not as fast in one minute
  /// as in the next.
  func measured(_ names: [String], _ measure: (String) async throws -> Sample) async throws {
    var samples: [String: [Sample]] = [:]
    for run in 1...options.runs {
      for name in names {
        let sample = try await measure(name)
        guard !sample.latencies.isEmpty else { throw BenchFailure("\(name) measured nothing.") }
        try raw.keep(sample, of: name, run: run)
        samples[name, default: []].append(sample)
        let p99 = rounded(sample.percentile(0.99), 2)
        say("\(name): \(rounded(sample.perSecond, 0)) a second, p99 \(p99) ms")
      }
    }
    for name in names {
      report.add(Figure(name: name, floor: catalogue.floor(of: name), samples: samples[name] ?? []))
    }
  }

  /// Runs a body with a database of its own, which is dropped afterwards.
  func withDatabase(_ name: String, _ body: (BenchDatabase) async throws -> Void) async throws {
    let database = try await BenchDatabase.make(name, server: options.server, schema: options.schema)
    do {
      try await body(database)
    } catch {
      await database.drop()
      throw error
    }
    await database.drop()
  }

  /// How it goes, for whoever watches; the figures alone go to standard output.
  func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
}
