import PeerReview
import ReadModels
import Workflow

/// A view as JSON.
enum ViewJSON {
  static func text(_ answer: ViewAnswer) -> String {
    let table = answer.table
    var out = "{\"view\":"
    JSON.write(.text(table.kind.name), to: &out)
    out += ",\"as_of\":"
    JSON.write(asOf(table), to: &out)
    out += ",\"columns\":"
    JSON.write(.list(table.kind.columns.map { column($0) }), to: &out)
    out += ",\"rows\":["
    write(answer.rows, table.kind.columns.map { JSON.text(.text($0.name)) + ":" }, to: &out)
    out += "]"
    if let gone = answer.gone {
      out += ",\"gone\":"
      JSON.write(.list(gone.map { .text($0.name) }), to: &out)
    }
    out += ",\"next\":"
    JSON.write(answer.next.map { .text($0) } ?? .null, to: &out)
    return out + "}"
  }

  private static func write(_ rows: [TableRow], _ names: [String], to out: inout String) {
    for (index, row) in rows.enumerated() {
      out += index == 0 ? "{" : ",{"
      for (place, (name, cell)) in zip(names, row.cells).enumerated() {
        if place > 0 { out += "," }
        out += name
        JSON.write(cell.node, to: &out)
      }
      out += "}"
    }
  }

  private static func asOf(_ table: Table) -> Node {
    [
      "epoch": .number(String(table.epoch)), "position": .number(String(table.position)),
      "recorded_at": table.recordedAt?.node ?? .null,
      "parked": .list(table.parked.map { .text($0.description) }),
    ]
  }

  static func column(_ column: ColumnDescription) -> Node {
    var values: Node = .null
    if case .words(let words) = column.type { values = .list(words.map { .text($0) }) }
    return [
      "name": .text(column.name), "type": .text(column.type.name), "meaning": .text(column.meaning),
      "unit": column.unit.map { .text($0) } ?? .null, "values": values, "nullable": .bool(column.canBeNull),
    ]
  }
}

extension CellType {
  /// As API, documentation and CSVW name it.
  var name: String {
    switch self {
    case .text: "text"
    case .words: "choice"
    case .whole: "whole"
    case .flag: "flag"
    case .day: "day"
    case .moment: "time"
    case .list: "list"
    }
  }
}
