/// How long a log is when something is measured on it.
struct Age: Sendable, Hashable {
  let events: Int

  /// What a run looks at unless more is asked for, and what can be.
  static let usual = [Age(events: 10_000), Age(events: 1_000_000), Age(events: 10_000_000)]

  init(events: Int) { self.events = events }

  /// `10k`, `1m`, or digits alone.
  init?(_ text: String) {
    let scale = text.hasSuffix("m") ? 1_000_000 : text.hasSuffix("k") ? 1000 : 1
    guard let number = Int(scale == 1 ? text : String(text.dropLast())), number > 0, number < 1000 * scale
    else { return nil }
    events = number * scale
  }

  var name: String {
    if events % 1_000_000 == 0 { return "\(events / 1_000_000)m" }
    return events % 1000 == 0 ? "\(events / 1000)k" : "\(events)"
  }

  /// The usual ones below this, and this.
  var andBelow: [Age] { Self.usual.filter { $0.events < events } + [self] }
}
