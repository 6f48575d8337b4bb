import PeerReview
import ReadModels

/// A column that must equal a value; of a list, one item must.
struct ViewFilter: Sendable {
  let column: Int
  let value: Cell

  /// Empty text stands for no value.
  static func read(_ index: Int, _ column: ColumnDescription, _ text: String) -> Result<
    ViewFilter, FieldError
  > {
    if text.isEmpty { return .success(ViewFilter(column: index, value: .null)) }
    let value: Cell?
    let wanted: String
    switch column.type {
    case .text, .list: (value, wanted) = (.text(text), "text")
    case .words(let words):
      (value, wanted) = (words.contains(text) ? .text(text) : nil, "one of \(words.joined(separator: ", "))")
    case .whole: (value, wanted) = (whole(text).map { .whole($0) }, "a whole number")
    case .flag:
      (value, wanted) = (text == "true" ? .flag(true) : text == "false" ? .flag(false) : nil, "true or false")
    case .day: (value, wanted) = (CalendarDay(text).map { .day($0) }, "a day, written as 2026-01-20")
    case .moment:
      (value, wanted) = (Moment(text).map { .moment($0) }, "a time, written as 2026-01-20T09:30:00Z")
    }
    guard let value else {
      return .failure(FieldError(column.name, "wrong_type", "\(column.name) must be \(wanted)."))
    }
    return .success(ViewFilter(column: index, value: value))
  }

  private static func whole(_ text: String) -> Int? {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  func passes(_ row: TableRow) -> Bool {
    guard row.cells.indices.contains(column) else { return false }
    switch (row.cells[column], value) {
    case (.list(let items), .text(let item)): return items.contains(item)
    case (.list(let items), .null): return items.isEmpty
    case (let cell, let value): return cell == value
    }
  }
}

extension FieldError: Error {}
