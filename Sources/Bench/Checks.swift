/// What the figures are to show, each held against what they do show. It informs: a slow machine is no fault.
struct Checks {
  private let report: Report

  init(_ report: Report) { self.report = report }

  /// A line for each.
  var lines: [String] {
    [
      atLeast(0.3, "append.1log.c32", of: "floor.c32"), atLeast(0.5, "append.1log.c32", of: "floor.c32"),
      atLeast(0.8, "append.1log.c128", of: "floor.c32"),
      atLeast(0.9, "append.1log.c32.1m", of: "append.1log.c32.10k"),
      atLeast(0.5, "http.command.c32", of: "append.1log.c32"),
      below(25, "http.command.half"), below(50, "lag.half"),
      // The library has no service of its own, so like is compared with like first; then ours with all that
      // HTTP, permissions and rules cost.
      atLeast(10, "append.1log.c32", of: peer), atLeast(10, "http.command.c32", of: peer),
    ]
  }

  /// Where the peer does best, be it with one client.
  private var peer: String {
    let names = ["peer.eventsourcing.c32", "peer.eventsourcing.c1"]
    return names.compactMap { report[$0] }.max { $0.perSecond < $1.perSecond }?.name ?? names[0]
  }

  private func atLeast(_ share: Double, _ name: String, of other: String) -> String {
    let wish = "\(name) at least \(share < 1 ? rounded(share, 1) : rounded(share, 0)) of \(other)"
    guard let figure = report[name], let base = report[other], base.perSecond > 0 else {
      return "not measured: \(wish)"
    }
    let found = figure.perSecond / base.perSecond
    return "\(found >= share ? "met" : "not met"): \(wish): \(rounded(found, 2)) "
      + "(\(rounded(figure.perSecond, 0)) and \(rounded(base.perSecond, 0)) a second)"
  }

  private func below(_ milliseconds: Double, _ name: String) -> String {
    let wish = "\(name) with a p99 below \(rounded(milliseconds, 0)) ms"
    guard let figure = report[name] else { return "not measured: \(wish)" }
    return "\(figure.p99 < milliseconds ? "met" : "not met"): \(wish): \(rounded(figure.p99, 1)) ms"
  }
}
