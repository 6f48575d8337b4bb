/// One run of one figure: how long each operation took, and how many there were in which time.
struct Sample: Sendable {
  /// Milliseconds, in the order in which the operations ended.
  let latencies: [Double]
  let seconds: Double
  /// What is counted by the second: the operations, unless one of them is worth many events.
  let count: Int
  /// What else is to be known of the run, by name: the unit is part of the name.
  var extra: [String: Double]
  private let sorted: [Double]

  init(milliseconds: [Double], seconds: Double, count: Int? = nil, extra: [String: Double] = [:]) {
    latencies = milliseconds
    sorted = milliseconds.sorted()
    self.seconds = seconds
    self.count = count ?? milliseconds.count
    self.extra = extra
  }

  var perSecond: Double { seconds > 0 ? Double(count) / seconds : 0 }

  /// The latency that this share of the operations did not exceed.
  func percentile(_ share: Double) -> Double {
    sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }

  /// The same with one more thing to be known of it.
  func noting(_ name: String, _ value: Double) -> Sample {
    var sample = self
    sample.extra[name] = value
    return sample
  }
}

extension [Double] {
  /// The middle one, or the mean of the middle two; 0 where there is none.
  var median: Double {
    guard !isEmpty else { return 0 }
    let ordered = sorted()
    return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
  }
}

extension Duration {
  var milliseconds: Double { Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15 }
}
