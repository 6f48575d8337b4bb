import PeerReview
import ReadModels

/// What a reader wants to know of a view.
package struct ViewQuestion: Sendable {
  package let kind: ViewKind
  package let reader: Actor
  package var seenBy = SeenBy.oneself
  package var time = Time.now
  package var pin: Pin?
  /// Asks also how the view was for this reader at a position.
  package var since: Int64?

  package init(_ kind: ViewKind, for reader: Actor) {
    self.kind = kind
    self.reader = reader
  }

  package enum Time: Sendable, Hashable {
    case now
    /// As recorded by then.
    case recorded(Moment)
    case position(Int64)
    /// As it had happened by then, whenever it was written down.
    case happened(Moment)
  }
}

/// A view as its reader gets it, all of one moment.
package struct ViewReading: Sendable {
  package let table: Table
  /// The rows as they were for this reader at the position asked for.
  package let former: [TableRow]
  package let standing: LogStanding
}

extension Ledger {
  /// Answers a question of a view, people under pseudonyms where the reader may not see who they are.
  package func read(_ question: ViewQuestion) -> ViewReading {
    let table = self.table(
      question.kind, for: question.reader, asAt: asAt(question), seenBy: question.seenBy, pin: question.pin)
    let former = question.since.map { self.former(question, at: min(max(0, $0), head)) } ?? []
    guard let pseudonyms = pseudonyms(for: question.reader) else {
      return ViewReading(table: table, former: former, standing: standing)
    }
    return ViewReading(
      table: table.with(rows: pseudonyms.hiding(table.rows)), former: pseudonyms.hiding(former),
      standing: standing)
  }

  private func asAt(_ question: ViewQuestion) -> AsAt {
    switch question.time {
    case .now: .now
    case .happened(let moment): .happened(moment)
    case .position(let position): .position(position)
    case .recorded(let moment): .position(question.pin?.position ?? position(recordedBy: moment))
    }
  }

  /// The view with the sight that the reader had then: what it may no longer see was there.
  private func former(_ question: ViewQuestion, at position: Int64) -> [TableRow] {
    var consortium = Consortium()
    for at in 0..<position { if let recorded = history[at + 1] { consortium.evolve(recorded) } }
    let day = day(at: position)
    let sight = Sight(question.reader, on: day, in: consortium, asTeam: question.seenBy == .team)
    var fold = question.kind.fold()
    fold.extend(history, through: position, where: { _ in true }, as: { sight.of($0) })
    return fold.table(today: day)
  }
}

extension Table {
  func with(rows: [TableRow]) -> Table {
    Table(
      kind: kind, rows: rows, position: position, recordedAt: recordedAt, epoch: epoch, today: today,
      parked: parked)
  }
}
