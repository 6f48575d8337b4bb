import PeerReview
import ReadModels
import Workflow

/// A view as CSV (RFC 4180): a header row, lists joined by semicolons, cells as they are, so that a script
/// reads what is there.
enum ViewCSV {
  static func text(_ answer: ViewAnswer) -> String {
    var out = answer.table.kind.columns.map(\.name).joined(separator: ",") + "\r\n"
    for row in answer.rows {
      for (index, cell) in row.cells.enumerated() {
        if index > 0 { out += "," }
        write(cell.text, to: &out)
      }
      out += "\r\n"
    }
    return out
  }

  private static func write(_ text: String, to out: inout String) {
    let special = text.utf8.contains { $0 == 0x22 || $0 == 0x2c || $0 == 0x0a || $0 == 0x0d }
    guard special else {
      out += text
      return
    }
    out += "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { out += "\"" }
      out.unicodeScalars.append(scalar)
    }
    out += "\""
  }
}
