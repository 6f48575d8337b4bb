import PeerReview
import ReadModels
import Workflow

/// A view as JSON.
enum ViewJSON {
  static func bytes(_ answer: ViewAnswer) -> [UInt8] {
    let table = answer.table
    var out = Array("{\"view\":".utf8)
    JSON.write(.text(table.kind.name), to: &out)
    out += ",\"as_of\":".utf8
    JSON.write(asOf(table), to: &out)
    out += ",\"columns\":".utf8
    JSON.write(.list(table.kind.columns.map { column($0) }), to: &out)
    out += ",\"rows\":[".utf8
    write(answer.rows, table.kind.columns.map { JSON.bytes(.text($0.name)) + ":".utf8 }, to: &out)
    out.append(UInt8(ascii: "]"))
    if let gone = answer.gone {
      out += ",\"gone\":".utf8
      JSON.write(.list(gone.map { .text($0.name) }), to: &out)
    }
    out += ",\"next\":".utf8
    JSON.write(answer.next.map { .text($0) } ?? .null, to: &out)
    out.append(UInt8(ascii: "}"))
    return out
  }

  private static func write(_ rows: [TableRow], _ names: [[UInt8]], to out: inout [UInt8]) {
    for (index, row) in rows.enumerated() {
      out += (index == 0 ? "{" : ",{").utf8
      for (place, (name, cell)) in zip(names, row.cells).enumerated() {
        if place > 0 { out.append(UInt8(ascii: ",")) }
        out += name
        JSON.write(cell.node, to: &out)
      }
      out.append(UInt8(ascii: "}"))
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
