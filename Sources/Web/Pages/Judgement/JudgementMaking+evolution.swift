import PeerReview
import ReadModels

/// The judgement's movement on the scale, as chart, as table, or as cards where there is no scale.
extension JudgementMaking {
  private struct Moved {
    let day: CalendarDay
    let version: Int
    let step: String?
    let shape: Evolution.Shape
    let isConfirmed: Bool
    let provoked: String
    let statement: String?
  }

  private var movements: [Moved] {
    var last: (content: JudgementContent, shape: Evolution.Shape)?
    return events.compactMap { event, envelope in
      let day = London.day(of: envelope.recordedAt)
      switch event {
      case .proposed(let e):
        last = (e.content, .first)
        return Moved(
          day: day, version: e.statementVersion, step: e.content.step, shape: .first, isConfirmed: false,
          provoked: "First view", statement: e.content.statement)
      case .revised(let e):
        let shape = e.provokedBy.first.map { Evolution.Shape($0.kind) } ?? .first
        last = (e.to, shape)
        return Moved(
          day: day, version: e.statementVersion, step: e.to.step, shape: shape, isConfirmed: false,
          provoked: InWords.list(e.provokedBy.map(\.kind.label)), statement: e.to.statement)
      case .confirmed(let e):
        return last.map { content, shape in
          Moved(
            day: day, version: e.version, step: content.step, shape: shape, isConfirmed: true, provoked: "",
            statement: nil)
        }
      case .dissentRecorded: return nil
      }
    }
  }

  /// Nil where the cycle uses no scale, or no wording names a step of it.
  var evolution: Evolution? {
    guard let scale = cycle.scale.flatMap({ framework?.scale($0) }) else { return nil }
    let steps = scale.steps.map(\.step).filter { $0 != Scale.cannotYetSay }
    let points = movements.filter { $0.step != nil }.map { moved in
      Evolution.Point(
        day: moved.day, step: moved.step.flatMap { steps.firstIndex(of: $0) }, shape: moved.shape,
        isConfirmed: moved.isConfirmed, label: label(moved))
    }
    let visits = seen.visits.values.filter { $0.status != .cancelled && $0.status != .proposed }
      .sorted { $0.id.text < $1.id.text }
      .compactMap { visit -> Evolution.Band? in
        guard let from = visit.from, let to = visit.to, from <= outlook.today else { return nil }
        return Evolution.Band(from: from, to: to, label: "Visit, \(InWords.days(from, to))")
      }
    return points.isEmpty ? nil : Evolution(steps: steps, points: points, visits: visits, end: outlook.today)
  }

  private func label(_ moved: Moved) -> String {
    let step = moved.step.map { InWords.sentence($0).lowercasedFirst } ?? "no step"
    if moved.isConfirmed { return "version \(moved.version) confirmed: \(step)" }
    let provoked = moved.shape == .first ? "first view" : "provoked by \(moved.shape.label.lowercasedFirst)"
    return "version \(moved.version), \(provoked): \(step), not confirmed"
  }

  var table: [JudgementPage.Row] {
    movements.map { moved in
      JudgementPage.Row(
        day: InWords.day(moved.day),
        what: moved.isConfirmed
          ? "Version \(moved.version) confirmed"
          : "Version \(moved.version) " + (moved.shape == .first ? "proposed" : "recorded"),
        step: moved.step.map { InWords.sentence($0) } ?? "None named",
        confirmed: moved.isConfirmed ? "Yes" : "No",
        provoked: moved.provoked)
    }
  }

  var cards: [JudgementPage.Card] {
    movements.compactMap { moved in
      moved.statement.map {
        JudgementPage.Card(heading: "Version \(moved.version), \(InWords.day(moved.day))", statement: $0)
      }
    }
  }
}
