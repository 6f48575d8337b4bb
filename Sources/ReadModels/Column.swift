import PeerReview

/// One column of a view, declared once: table, JSON, CSV and its description, SQL comments and the data
/// dictionary derive from it.
package struct Column<Row>: Sendable {
  package let name: String
  package let meaning: String
  package let unit: String?
  package let type: CellType
  package let canBeNull: Bool
  /// Left out where the reader sees but the outline of what the row is about.
  package let isContent: Bool
  /// Changes as days pass, without any event.
  package let dependsOnToday: Bool
  package let cell: @Sendable (Row, CalendarDay) -> Cell

  package init<V: CellValue>(
    _ name: String, _ value: @escaping @Sendable (Row) -> V, _ meaning: String, unit: String? = nil,
    content: Bool = false
  ) {
    self.name = name
    self.meaning = meaning
    self.unit = unit
    type = V.cellType
    canBeNull = V.canBeNull || content
    isContent = content
    dependsOnToday = false
    cell = { row, _ in value(row).cell }
  }

  /// A column that counts from the day on which it is read.
  package init<V: CellValue>(
    _ name: String, _ meaning: String, unit: String? = nil, content: Bool = false,
    today: @escaping @Sendable (Row, CalendarDay) -> V
  ) {
    self.name = name
    self.meaning = meaning
    self.unit = unit
    type = V.cellType
    canBeNull = V.canBeNull || content
    isContent = content
    dependsOnToday = true
    cell = { row, day in today(row, day).cell }
  }
}

/// A column as everybody outside its view knows it.
package struct ColumnDescription: Sendable, Equatable {
  package let name: String
  package let meaning: String
  package let unit: String?
  package let type: CellType
  package let canBeNull: Bool

  /// What every row has beside its view's own columns.
  package static let common = [
    ColumnDescription(
      name: "programme", meaning: "The programme, where it belongs to one", unit: nil, type: .text,
      canBeNull: true),
    ColumnDescription(
      name: "lea", meaning: "The LEA that owns what the row is about", unit: nil, type: .text, canBeNull: true
    ),
    ColumnDescription(
      name: "cycle", meaning: "The self-review cycle", unit: nil, type: .text, canBeNull: true),
    ColumnDescription(
      name: "stream", meaning: "The stream that the row follows", unit: nil, type: .text, canBeNull: true),
    ColumnDescription(
      name: "row_key", meaning: "What names the row within its view, for good", unit: nil, type: .text,
      canBeNull: false),
    ColumnDescription(
      name: "row_position", meaning: "The last event, of those that the reader may see, that touched the row",
      unit: "position", type: .whole, canBeNull: false),
  ]
}
