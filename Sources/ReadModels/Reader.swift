import PeerReview

/// How far into the past a reader looks.
package enum AsAt: Sendable, Hashable {
  case now
  /// As recorded up to a position.
  case position(Int64)
  /// As it had happened by then, whenever it was written down.
  case happened(Moment)
}

/// One view folded for one reader, kept and extended as the log grows.
package struct Fold<V: View>: Sendable {
  package private(set) var view = V()
  /// The last position folded.
  package private(set) var through: Int64 = 0
  /// Streams that could not be folded, with the position from which they wait.
  package private(set) var parked: [StreamID: Int64] = [:]

  package init() {}

  /// Folds what the reader sees up to a position. A stream whose event cannot be folded is parked there
  /// and the view is folded afresh without its rest, so that what is shown is what a rebuild would show.
  package mutating func extend(
    _ history: History, through end: Int64, where included: (Recorded) -> Bool = { _ in true },
    as extent: (Recorded) -> Sight.Extent
  ) {
    while through < end, let recorded = history[through + 1] {
      through += 1
      if let from = parked[recorded.envelope.stream], recorded.envelope.position >= from { continue }
      guard included(recorded) else { continue }
      let seen = extent(recorded)
      guard seen != .nothing else { continue }
      do {
        try view.fold(Seen(recorded, seen))
      } catch {
        parked[recorded.envelope.stream] = recorded.envelope.position
        view = V()
        through = 0
      }
    }
  }
}

/// A view whose type is known only to itself, as the catalogue and its readers handle it.
package struct ViewKind: Sendable {
  package let name: String
  package let version: Int
  package let question: String
  /// Its own columns, then those that every view has.
  package let columns: [ColumnDescription]
  package let dependsOnToday: Bool
  package let query: String?
  package let fold: @Sendable () -> any ReaderFold

  package init<V: View>(_ type: V.Type) {
    name = V.name
    version = V.version
    question = V.question
    columns =
      V.columns.map {
        ColumnDescription(
          name: $0.name, meaning: $0.meaning, unit: $0.unit, type: $0.type, canBeNull: $0.canBeNull)
      } + ColumnDescription.common
    dependsOnToday = V.columns.contains { $0.dependsOnToday }
    query = V.query
    fold = { Fold<V>() }
  }
}

/// What a reader does with a fold without knowing its view.
package protocol ReaderFold: Sendable {
  var through: Int64 { get }
  var parked: [StreamID: Int64] { get }
  mutating func extend(
    _ history: History, through end: Int64, where included: (Recorded) -> Bool,
    as extent: (Recorded) -> Sight.Extent)
  /// Every row, in the order of the keys, its cells in the order of the columns.
  func table(today: CalendarDay) -> [TableRow]
  /// What changed since this was last asked, in the order of the keys.
  mutating func takeChanges(today: CalendarDay) -> [RowChange]
}

/// What became of a row.
package struct RowChange: Sendable {
  package let key: RowKey
  /// Whether a row stood under the key before.
  package let stood: Bool
  /// Nil where it is gone.
  package let row: TableRow?
}

/// A row as every format writes it.
package struct TableRow: Sendable, Equatable {
  package let key: RowKey
  package let cells: [Cell]
  package let position: Int64

  package init(key: RowKey, cells: [Cell], position: Int64) {
    self.key = key
    self.cells = cells
    self.position = position
  }
}

extension Fold: ReaderFold {
  package func table(today: CalendarDay) -> [TableRow] {
    view.rows.entries.sorted { $0.key < $1.key }.map { row($0.key, $0.value, today) }
  }

  package mutating func takeChanges(today: CalendarDay) -> [RowChange] {
    view.rows.takeChanges().sorted { $0.key < $1.key }.map { key, stood in
      RowChange(key: key, stood: stood, row: view.rows.entries[key].map { row(key, $0, today) })
    }
  }

  private func row(_ key: RowKey, _ entry: Rows<V.Row>.Entry, _ today: CalendarDay) -> TableRow {
    let common: [Cell] = [
      entry.place.programme.cell, entry.place.lea.cell, entry.place.cycle.cell,
      (entry.stream?.description).cell, key.name.cell, entry.position.cell,
    ]
    return TableRow(
      key: key, cells: V.cells(entry.row, entry.extent, today) + common, position: entry.position)
  }
}
