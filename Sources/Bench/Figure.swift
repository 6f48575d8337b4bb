/// What came of the runs of one figure.
struct Figure {
  let name: String
  let floor: String?
  let samples: [Sample]

  var runs: [Double] { samples.map(\.perSecond) }
  /// The runs' median, as everything that is said of several runs.
  var perSecond: Double { runs.median }
  var median: Double { samples.map { $0.percentile(0.5) }.median }
  var p99: Double { samples.map { $0.percentile(0.99) }.median }

  /// How far the runs lie apart, as a share of their median.
  var spread: Double {
    guard let low = runs.min(), let high = runs.max(), perSecond > 0 else { return 0 }
    return (high - low) / perSecond
  }

  /// What else is known, each thing's median over the runs.
  var extra: [(name: String, value: Double)] {
    Set(samples.flatMap(\.extra.keys)).sorted().map { name in
      (name, samples.compactMap { $0.extra[name] }.median)
    }
  }
}
