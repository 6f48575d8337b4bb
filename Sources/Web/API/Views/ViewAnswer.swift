import PeerReview
import ReadModels
import Workflow

/// The rows that answer a request, before they take a format.
struct ViewAnswer: Sendable {
  let table: Table
  let rows: [TableRow]
  /// Keys of rows that are no more; nil where no changes were asked for.
  let gone: [RowKey]?
  /// The cursor of the next page; nil where this is the last.
  let next: String?

  init(_ request: ViewRequest, _ reading: ViewReading) {
    func passing(_ rows: [TableRow]) -> [TableRow] {
      rows.filter { row in request.filters.allSatisfy { $0.passes(row) } }
    }
    table = reading.table
    var rows = passing(reading.table.rows)
    if request.changedAfter != nil {
      // Filtered before they are compared: a row that passes no longer is gone for this reader.
      let former = passing(reading.former)
      let known = Dictionary(former.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
      let kept = Set(rows.map(\.key))
      gone = former.map(\.key).filter { !kept.contains($0) }
      rows = rows.filter { known[$0.key] != $0 }
    } else {
      gone = nil
    }
    if let after = request.cursor?.after { rows = Array(rows.drop { $0.key <= after }) }
    guard let limit = request.limit, rows.count > limit else {
      self.rows = rows
      next = nil
      return
    }
    self.rows = Array(rows.prefix(limit))
    next = self.rows.last.map { last in
      ViewCursor(
        view: request.kind.name, epoch: reading.table.epoch,
        pin: Pin(position: reading.table.position, today: reading.table.today),
        query: ViewCursor.digest(request.canonical), after: last.key
      ).text
    }
  }
}
