import PeerReview

extension Report {
  /// One object, keyed by figure.
  var json: String {
    JSON.text(.object(figures.map { Node.Member($0.name, .object(members($0))) })) + "\n"
  }

  private func members(_ figure: Figure) -> [Node.Member] {
    var members = [
      Node.Member("per_second", .number(rounded(figure.perSecond, 1))),
      Node.Member("median_ms", .number(rounded(figure.median, 3))),
      Node.Member("p99_ms", .number(rounded(figure.p99, 3))),
      Node.Member("runs", .list(figure.runs.map { .number(rounded($0, 1)) })),
      Node.Member("p99_ms_of_runs", .list(figure.samples.map { .number(rounded($0.percentile(0.99), 3)) })),
      Node.Member("spread", .number(rounded(figure.spread, 3))),
    ]
    if let floor = figure.floor, let ratio = ratio(figure) {
      members.append(Node.Member("floor", .text(floor)))
      members.append(Node.Member("of_floor", .number(rounded(ratio, 3))))
    }
    return members + figure.extra.map { Node.Member($0.name, .number(rounded($0.value, 3))) }
  }
}
