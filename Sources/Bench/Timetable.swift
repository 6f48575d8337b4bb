/// When requests are due.
struct Timetable {
  private let pace: Pace
  private let start: Int64
  private let end: Int64
  private var taken = 0

  init(_ pace: Pace, from start: Int64, seconds: Int) {
    self.pace = pace
    self.start = start
    end = start + Int64(seconds) * 1_000_000_000
  }

  /// The time at which the next request is due, in nanoseconds; nil when there is to be none any more.
  func next(at now: Int64) -> Int64? {
    let time =
      switch pace {
      case .closed: now
      case .perSecond(let rate): start + Int64(Double(taken) / rate * 1e9)
      }
    return time < end ? time : nil
  }

  /// Takes the next request if it is due.
  mutating func take(at now: Int64) -> Int64? {
    guard let time = next(at: now), time <= now else { return nil }
    taken += 1
    return time
  }
}
