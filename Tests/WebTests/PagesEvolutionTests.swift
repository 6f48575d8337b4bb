import PeerReview
import Testing

@testable import Web

@Suite struct PagesEvolutionTests {
  private let scale = ["not_yet", "emerging", "established"]

  private func day(_ number: Int) -> CalendarDay { CalendarDay(number: 20_454 + number) }

  private func point(
    _ number: Int, _ step: Int?, _ shape: Evolution.Shape, confirmed: Bool = false
  ) -> Evolution.Point {
    Evolution.Point(day: day(number), step: step, shape: shape, isConfirmed: confirmed, label: "a point")
  }

  private func chart(_ points: [Evolution.Point], visits: [Evolution.Band] = [], width: Int = 760)
    -> EvolutionChart
  {
    let evolution = Evolution(steps: scale, points: points, visits: visits, end: day(100))
    return EvolutionChart(evolution, id: "chart", title: "Question 11.2", width: width)
  }

  @Test func `the line is flat to the day of the next wording and falls there`() {
    let chart = chart([point(0, 2, .first), point(50, 1, .interruption)])
    #expect(chart.lines.count == 1)
    let (top, middle) = (chart.axis[2].y, chart.axis[1].y)
    #expect(top < middle)
    #expect(chart.lines[0].hasPrefix("M") && chart.lines[0].contains(" \(top)H"))
    #expect(chart.lines[0].contains("V\(middle)H"))
  }

  @Test func `while the authority cannot yet say there is a gap`() {
    let chart = chart([
      point(0, 2, .first), point(30, nil, .evidence), point(60, 0, .visit), point(80, 1, .debate),
    ])
    #expect(chart.lines.count == 2)
    #expect(!chart.lines[0].contains("V"))
    #expect(chart.lines[1].contains("V"))
  }

  @Test func `a marker is hollow until its wording is confirmed`() {
    let chart = chart([point(0, 2, .first), point(50, 2, .first, confirmed: true)])
    #expect(chart.markers.map(\.isConfirmed) == [false, true])
  }

  @Test func `every kind of provocation has a shape of its own, and the legend names those used`() {
    #expect(Set(Evolution.Shape.allCases.map { $0.path(0, 0) }).count == Evolution.Shape.allCases.count)
    for kind in ProvocationKind.allCases { #expect(Evolution.Shape(kind).rawValue == kind.rawValue) }
    let chart = chart([point(0, 2, .first), point(50, 1, .evidence)])
    #expect(chart.legend.map(\.label) == ["First view", "Evidence"])
  }

  @Test func `everything lies within the picture, wide or narrow`() throws {
    for width in [360, 760] {
      let chart = chart(
        [point(0, 2, .first), point(99, 0, .voice)],
        visits: [
          Evolution.Band(from: day(-40), to: day(-39), label: "Visit"),
          Evolution.Band(from: day(98), to: day(140), label: "Visit"),
        ],
        width: width)
      for band in chart.bands {
        #expect(band.x >= 0 && band.x + band.width <= width)
        #expect(band.width >= 4)
      }
      for tick in chart.ticks { #expect((0...width).contains(tick.x) && tick.y <= chart.height) }
      let numbers = chart.lines.joined(separator: " ").split { !$0.isNumber }.compactMap { Int($0) }
      #expect(numbers.allSatisfy { (0...width).contains($0) })
    }
  }

  @Test func `labels of months do not run into one another`() {
    let evolution = Evolution(steps: scale, points: [point(0, 1, .first)], visits: [], end: day(900))
    for width in [360, 760] {
      let xs = EvolutionChart(evolution, id: "c", title: "t", width: width).ticks.map(\.x)
      #expect(zip(xs, xs.dropFirst()).allSatisfy { $1 - $0 >= 60 })
    }
  }

  @Test func `its description tells each point in words`() {
    let chart = chart([point(0, 2, .first)])
    #expect(chart.description == "\(InWords.day(day(0))): a point.")
  }
}
