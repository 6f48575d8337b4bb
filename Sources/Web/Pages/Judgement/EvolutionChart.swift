import PeerReview

/// The chart of a judgement's evolution, as shapes in a picture of a given width. It is made twice: wide for
/// a desk, narrow for a phone, so that its words are legible on either.
struct EvolutionChart: Sendable, Equatable {
  let id: String
  let title: String
  let description: String
  let width: Int
  let height: Int
  let axis: [Axis]
  let ticks: [Tick]
  let bands: [Rectangle]
  /// The step line, one path for each stretch without a gap.
  let lines: [String]
  let markers: [Marker]
  let legend: [Marker]

  struct Axis: Sendable, Equatable {
    let y: Int
    let textY: Int
    let from: Int
    let to: Int
    let label: String
  }

  struct Tick: Sendable, Equatable {
    let x: Int
    let y: Int
    let label: String
  }

  struct Rectangle: Sendable, Equatable {
    let x: Int
    let width: Int
    let height: Int
    let label: String
  }

  struct Marker: Sendable, Equatable {
    let path: String
    let isConfirmed: Bool
    let label: String
  }

  static let template = """
    <svg class="chart" viewBox="0 0 {{width}} {{height}}" role="img" aria-labelledby="{{id}}-title {{id}}-desc">
    <title id="{{id}}-title">{{title}}</title>
    <desc id="{{id}}-desc">{{description}}</desc>
    {{#bands}}<rect class="band" x="{{x}}" y="10" width="{{.width}}" height="{{.height}}"><title>{{label}}</title></rect>
    {{/bands}}{{#axis}}<line class="grid" x1="{{from}}" y1="{{y}}" x2="{{to}}" y2="{{y}}"/><text class="step" x="4" y="{{textY}}">{{label}}</text>
    {{/axis}}{{#ticks}}<text class="tick" x="{{x}}" y="{{y}}">{{label}}</text>
    {{/ticks}}{{#lines}}<path class="line" d="{{.}}"/>
    {{/lines}}{{#markers}}<path class="marker{{#isConfirmed}} confirmed{{/isConfirmed}}" d="{{path}}"><title>{{label}}</title></path>
    {{/markers}}</svg>
    """

  /// Where the plot lies in the picture.
  private struct Plot {
    let left: Int
    let right: Int
    let top = 24
    let rowHeight: Int
    let first: Int
    let last: Int

    func x(_ day: CalendarDay) -> Int {
      let span = max(1, last - first)
      return left + (right - left) * (min(max(day.number, first), last) - first) / span
    }

    /// The highest step stands at the top.
    func y(_ step: Int, of count: Int) -> Int { top + (count - 1 - step) * rowHeight }
  }

  init(_ evolution: Evolution, id: String, title: String, width: Int) {
    self.id = id
    self.title = title
    self.width = width
    let plot = Self.plot(evolution, width)
    let count = evolution.steps.count
    let bottom = plot.y(0, of: count) + plot.rowHeight / 2
    height = bottom + 30
    description = evolution.points.map { "\(InWords.day($0.day)): \($0.label)." }.joined(separator: " ")
    axis = evolution.steps.enumerated().map { index, step in
      let y = plot.y(index, of: count)
      return Axis(y: y, textY: y + 5, from: plot.left - 8, to: plot.right, label: InWords.sentence(step))
    }
    ticks = Self.ticks(plot, y: bottom + 20, width)
    bands = evolution.visits.map { band in
      let x = plot.x(band.from)
      return Rectangle(x: x, width: max(4, plot.x(band.to + 1) - x), height: bottom - 10, label: band.label)
    }
    lines = Self.lines(evolution, plot)
    markers = evolution.points.map { point in
      let y = point.step.map { plot.y($0, of: count) } ?? bottom
      return Marker(
        path: point.shape.path(plot.x(point.day), y), isConfirmed: point.isConfirmed, label: point.label)
    }
    legend = Evolution.Shape.allCases.filter { shape in evolution.points.contains { $0.shape == shape } }
      .map { Marker(path: $0.path(9, 9), isConfirmed: false, label: $0.label) }
  }

  private static func plot(_ evolution: Evolution, _ width: Int) -> Plot {
    let days =
      evolution.points.map(\.day.number) + evolution.visits.flatMap { [$0.from.number, $0.to.number] }
    let first = (days.min() ?? evolution.end.number) - 6
    let last = max(evolution.end.number, (days.max() ?? 0)) + 6
    return Plot(left: 108, right: width - 14, rowHeight: 44, first: first, last: last)
  }

  /// The first days of months, as many as there is room for.
  private static func ticks(_ plot: Plot, y: Int, _ width: Int) -> [Tick] {
    let months = (plot.first...plot.last).map { CalendarDay(number: $0) }.filter { $0.civil.day == 1 }
    let room = max(1, (plot.right - plot.left) / 74)
    let every = max(1, (months.count + room - 1) / room)
    return months.enumerated().filter { $0.offset % every == 0 }
      .map { Tick(x: plot.x($0.element), y: y, label: InWords.shortMonth($0.element)) }
      .filter { (plot.left + 10...plot.right - 24).contains($0.x) }
  }

  /// Flat from each wording to the next, then up or down; nothing is drawn while the LEA cannot yet say.
  private static func lines(_ evolution: Evolution, _ plot: Plot) -> [String] {
    var lines: [String] = []
    var current = ""
    for (index, point) in evolution.points.enumerated() {
      guard let step = point.step else {
        if !current.isEmpty { lines.append(current + "H\(plot.x(point.day))") }
        current = ""
        continue
      }
      let (x, y) = (plot.x(point.day), plot.y(step, of: evolution.steps.count))
      current += current.isEmpty ? "M\(x) \(y)" : "H\(x)V\(y)"
      if index == evolution.points.count - 1 { current += "H\(plot.x(evolution.end))" }
    }
    return current.isEmpty ? lines : lines + [current]
  }
}

extension Evolution.Shape {
  /// The marker's outline around a point.
  func path(_ x: Int, _ y: Int) -> String {
    switch self {
    case .first: "M\(x - 6) \(y)a6 6 0 1 0 12 0a6 6 0 1 0 -12 0Z"
    case .interruption: "M\(x) \(y - 8)l8 8l-8 8l-8 -8Z"
    case .evidence: "M\(x - 6) \(y - 6)h12v12h-12Z"
    case .visit: "M\(x) \(y - 8)l8 14h-16Z"
    case .debate: "M\(x) \(y + 8)l8 -14h-16Z"
    case .voice: "M\(x - 4) \(y - 7)h8l4 7l-4 7h-8l-4 -7Z"
    case .framework: "M\(x - 3) \(y - 8)h6v5h5v6h-5v5h-6v-5h-5v-6h5Z"
    }
  }
}
