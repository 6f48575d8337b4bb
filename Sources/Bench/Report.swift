/// The figures of one run, each beside its floor.
final class Report {
  private(set) var figures: [Figure] = []

  func add(_ figure: Figure) { figures.append(figure) }

  subscript(name: String) -> Figure? { figures.first { $0.name == name } }

  /// The floor was measured before and after all else: its runs together are what the others stand beside.
  func joinFloors() {
    for after in figures where after.name.hasSuffix(".after") {
      let name = String(after.name.dropLast(".after".count))
      guard let before = self["\(name).before"] else { continue }
      figures.insert(
        Figure(name: name, floor: nil, samples: before.samples + after.samples),
        at: figures.firstIndex { $0.name.hasPrefix("floor.") == false } ?? figures.endIndex)
    }
  }

  /// What share of its floor a figure reached; nil where it has none.
  func ratio(_ figure: Figure) -> Double? {
    guard let floor = figure.floor.flatMap({ self[$0] }), floor.perSecond > 0 else { return nil }
    return figure.perSecond / floor.perSecond
  }

  /// How far each floor moved between before and after, a line for each.
  var drift: [String] {
    figures.filter { $0.name.hasSuffix(".before") }.compactMap { before in
      let name = String(before.name.dropLast(".before".count))
      guard let after = self["\(name).after"], before.perSecond > 0 else { return nil }
      let change = (after.perSecond / before.perSecond - 1) * 100
      return "\(name) moved by \(rounded(change, 1)) % from before to after."
    }
  }

  var table: String {
    let head = ["figure", "per second", "of its floor", "median ms", "p99 ms", "spread", "runs"]
    return ([head] + figures.map(cells)).map(line).joined(separator: "\n")
  }

  private func cells(_ figure: Figure) -> [String] {
    let ratio = ratio(figure).map { "\(rounded($0, 2)) of \(figure.floor ?? "")" } ?? ""
    return [
      figure.name, rounded(figure.perSecond, 0), ratio, rounded(figure.median, 2), rounded(figure.p99, 2),
      rounded(figure.spread, 2), figure.runs.map { rounded($0, 0) }.joined(separator: " "),
    ]
  }

  private func line(_ cells: [String]) -> String {
    zip(cells, [24, 12, 19, 11, 10, 8, 0]).map { cell, width in
      cell + String(repeating: " ", count: max(1, width - cell.count))
    }.joined()
  }
}
