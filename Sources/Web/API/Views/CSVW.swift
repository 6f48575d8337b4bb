import PeerReview
import ReadModels

/// What the columns of a view's CSV are, as the W3C's metadata vocabulary for tabular data has it.
enum CSVW {
  static func metadata(_ kind: ViewKind) -> Node {
    [
      "@context": .list([.text("http://www.w3.org/ns/csvw"), ["language": "en"]]),
      "url": .text("\(kind.name).csv"),
      "dc:title": .text(kind.question),
      "dialect": ["encoding": "utf-8", "header": true, "delimiter": ",", "lineTerminators": .list(["\r\n"])],
      "tableSchema": [
        "columns": .list(kind.columns.map { column($0) }), "primaryKey": "row_key",
      ],
    ]
  }

  private static func column(_ column: ColumnDescription) -> Node {
    var members: [Node.Member] = [
      Node.Member("name", .text(column.name)), Node.Member("titles", .text(column.name)),
      Node.Member(
        "dc:description", .text(column.unit.map { "\(column.meaning), in \($0)" } ?? column.meaning)),
      Node.Member("datatype", datatype(column.type)),
      Node.Member("required", .bool(!column.canBeNull && column.type != .list)),
    ]
    if column.type == .list { members.append(Node.Member("separator", ";")) }
    return .object(members)
  }

  private static func datatype(_ type: CellType) -> Node {
    switch type {
    case .text, .list: "string"
    case .words(let words): ["base": "string", "format": .text("^(\(words.joined(separator: "|")))$")]
    case .whole: "integer"
    case .flag: ["base": "boolean", "format": "true|false"]
    case .day: ["base": "date", "format": "yyyy-MM-dd"]
    case .moment: "dateTimeStamp"
    }
  }
}
