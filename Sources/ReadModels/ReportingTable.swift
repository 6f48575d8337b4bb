import PeerReview
import Postgres

/// A view as a table for analysts, in the schema `reporting`: one table for each version of the view, and a
/// SQL view under its plain name, with the same columns, types and comments as every other format. Where the view
/// has a query, that stands in the table's place.
struct ReportingTable: Sendable {
  let kind: ViewKind

  /// `visit_calendar_v1`
  var table: String { "reporting." + quote("\(kind.name)_v\(kind.version)") }
  private var view: String { "reporting." + quote(kind.name) }

  private var names: [String] { ["log"] + kind.columns.map(\.name) }

  /// Makes table and view where they are missing or another release's; may be repeated.
  ///
  /// What stands as it should is left alone: to define a view again waits for everybody who is reading it, and
  /// whoever wants to read it then waits as well.
  func create(_ connection: isolated Connection) throws {
    let definition = (relation + [selecting] + comments + forgotten).joined(separator: ";\n")
    let due = try connection.run(
      """
      select mark from concat('Defined by Collegiate: ', encode(sha256(convert_to($1, 'UTF8')), 'hex')) as mark
      where to_regclass($2) is null or obj_description(to_regclass($3), 'pg_class') is distinct from mark
      """, [.text(definition), .text(view), .text(table)])
    guard let mark = try due.first?.get(0, as: String.self) else { return }
    let marking = "comment on \(kind.query == nil ? "table" : "view") \(table) is \(literal(mark))"
    try connection.script("\(definition);\n\(marking)")
  }

  private var relation: [String] {
    guard let query = kind.query else {
      return ["create table if not exists \(table) (\(definitions), primary key (log, row_key))"]
    }
    return forgetting + ["create or replace view \(table) as \(query)"]
  }

  /// Puts aside what was kept by a release in which the view had no query yet.
  private var forgetting: [String] {
    let ofView = "where name = \(literal(kind.name)) and version = \(kind.version)"
    return [
      "delete from collegiate.parked \(ofView)", "delete from collegiate.cursor \(ofView)",
      """
      do $$ begin
        if (select relkind = 'r' from pg_class where oid = to_regclass(\(literal(table)))) then
          alter table \(table) rename to \(quote(copies));
        end if;
      end $$
      """,
    ]
  }

  private var copies: String { "\(kind.name)_v\(kind.version)_copies" }

  /// Takes away what was put aside, once who could read it can read what has its place. Where somebody has built on the
  /// table itself it stays, without its rows: they would be read as if they were the log.
  private var forgotten: [String] {
    guard kind.query != nil else { return [] }
    let old = "reporting.\(quote(copies))"
    return [
      """
      do $$ declare grantee text; begin
        if to_regclass(\(literal(old))) is not null then
          for grantee in
            select case when a.grantee = 0 then 'public' else a.grantee::regrole::text end
            from pg_class c cross join aclexplode(c.relacl) as a
            where c.oid = to_regclass(\(literal(old))) and a.privilege_type = 'SELECT' and a.grantee <> c.relowner
          loop
            execute format('grant select on \(table) to %s', grantee);
          end loop;
          begin
            drop table \(old);
          exception when dependent_objects_still_exist then
            delete from \(old);
          end;
        end if;
      end $$
      """
    ]
  }

  private var definitions: String {
    (["log text not null"]
      + kind.columns.map { column in
        quote(column.name) + " " + sqlType(column.type) + (column.canBeNull ? "" : " not null")
      }).joined(separator: ", ")
  }

  private var selecting: String {
    let columns = (["log"] + kind.columns.map(\.name)).map(quote).joined(separator: ", ")
    return "create or replace view \(view) as select \(columns) from \(table)"
  }

  private var comments: [String] {
    ["comment on view \(view) is \(literal(kind.question))"]
      + kind.columns.map { column in
        let unit = column.unit.map { " (\($0))" } ?? ""
        return "comment on column \(view).\(quote(column.name)) is \(literal(column.meaning + unit))"
      }
  }

  /// Adds rows under whose keys nothing stands.
  func write(_ rows: [TableRow], log: String, _ connection: isolated Connection) throws {
    try copy(rows, log, into: table, connection)
  }

  func delete(_ keys: [RowKey], log: String, _ connection: isolated Connection) throws {
    guard !keys.isEmpty else { return }
    _ = try connection.run(
      "delete from \(table) where log = $1 and row_key = any($2)", [.text(log), .texts(keys.map(\.name))])
  }

  func clear(log: String, _ connection: isolated Connection) throws {
    _ = try connection.run("delete from \(table) where log = $1", [.text(log)])
  }

  /// How many rows of the table and of a fresh fold are not the same, as PostgreSQL compares whole rows; with
  /// `through`, of those that no later event has touched.
  func differences(
    _ rows: [TableRow], log: String, through position: Int64? = nil, _ connection: isolated Connection
  ) throws -> Int {
    try connection.script("create temporary table fresh (like \(table))")
    try copy(rows, log, into: "pg_temp.fresh", connection)
    let compared = try connection.run(
      """
      select count(*) as differing
      from (select * from \(table) where log = $1 and ($2::bigint is null or row_position <= $2)) as live
      full join pg_temp.fresh on fresh.row_key = live.row_key where live is distinct from fresh
      """, [.text(log), .optional(position)])
    try connection.script("drop table pg_temp.fresh")
    return try compared.first?.get("differing") ?? 0
  }

  /// So many rows at a time: all of a long log's are more than server and service should hold at once.
  private func copy(
    _ rows: [TableRow], _ log: String, into table: String, _ connection: isolated Connection
  ) throws {
    guard !rows.isEmpty else { return }
    let columns = names.map(quote)
    for start in stride(from: 0, to: rows.count, by: Self.batch) {
      var copied = CopyRows()
      for row in rows[start..<min(start + Self.batch, rows.count)] {
        copied.add(log)
        for cell in row.cells { copied.add(cell) }
        copied.endRow()
      }
      try connection.copy(copied, into: table, columns)
    }
  }

  static let batch = 2_000

  private func sqlType(_ type: CellType) -> String {
    switch type {
    case .text, .words: "text"
    case .whole: "bigint"
    case .flag: "boolean"
    case .day: "date"
    case .moment: "timestamptz"
    case .list: "text[]"
    }
  }

  /// Views and columns have names of small letters, digits and underscores, which need no escape.
  private func quote(_ name: String) -> String { "\"\(name)\"" }
  private func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}

extension CopyRows {
  fileprivate mutating func add(_ cell: Cell) {
    switch cell {
    case .null: addNull()
    case .list(let items): add(items)
    case .text, .whole, .flag, .day, .moment: add(cell.text)
    }
  }
}
