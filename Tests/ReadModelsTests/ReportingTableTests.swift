import EventSourcing
import PeerReview
import Postgres
import TestSupport
import Testing

@testable import ReadModels

@Suite struct `A reporting table` {
  @Test func `views and columns have names that SQL needs no escape for`() throws {
    for name in ViewKind.all.flatMap({ [$0.name] + $0.columns.map(\.name) }) {
      #expect(try /[a-z][a-z0-9_]*/.wholeMatch(in: name) != nil, "\(name)")
    }
  }

  @Test func `that stands is not defined again, so that a process can start while somebody reads`()
    async throws
  {
    try await withProjecting { p in
      try await p.projector("first").prepare()
      let views = ViewKind.all.map { "(select count(*) from reporting.\($0.name))" }.joined(separator: ", ")
      let reading = Task {
        try await p.pool.transaction { connection in
          _ = try connection.run("select \(views)")
          _ = try connection.run("select pg_sleep(60)")
        }
      }
      let reads = "select 1 from pg_locks where relation = 'reporting.cycle_timeline'::regclass and granted"
      try await eventually("somebody reads") { try await p.pool.run(reads).count == 1 }
      try await p.projector("second").prepare()
      #expect(try await p.pool.run(reads).count == 1)
      reading.cancel()
      _ = await reading.result
    }
  }

  @Test func `is made again where it or its view is missing`() async throws {
    try await withProjecting { p in
      try await p.projector("first").prepare()
      for harm in [
        "drop view reporting.cycle_timeline", "drop table reporting.cycle_timeline_v1 cascade",
      ] {
        try await p.tamper(harm)
        try await p.projector("next").prepare()
        let columns = try await p.pool.run(
          "select 1 from information_schema.columns where table_schema = 'reporting' and table_name = 'cycle_timeline'"
        )
        #expect(columns.count == 1 + (ViewKind.named("cycle_timeline")?.columns.count ?? 0))
      }
    }
  }

  @Test func `of another release is defined again`() async throws {
    try await withProjecting { p in
      try await p.projector("first").prepare()
      try await p.tamper(
        """
        comment on view reporting.cycle_timeline is 'What did it mean then?';
        comment on table reporting.cycle_timeline_v1 is 'Defined by Collegiate: otherwise'
        """)
      try await p.projector("next").prepare()
      let meaning = try await p.pool.run(
        "select obj_description('reporting.cycle_timeline'::regclass, 'pg_class')")
      #expect(try meaning.first?.get(0) == ViewKind.named("cycle_timeline")?.question)
    }
  }

  @Test func `takes more rows than go in one statement, and counts each that is not as it should be`()
    async throws
  {
    try await withProjecting { p in
      let kind = try #require(ViewKind.named("cycle_timeline"))
      let table = ReportingTable(kind: kind)
      let rows = try manyRows(of: kind, p.whole)
      let log = p.log.slug
      try await p.pool.transaction { connection in
        try table.create(connection)
        try table.write(rows, log: log, connection)
        let stored = try connection.run("select count(*) from \(table.table) where log = $1", [.text(log)])
        #expect(try stored.first?.get(0) == rows.count)
        #expect(try table.differences(rows, log: log, connection) == 0)
        try table.delete([rows[3].key, rows[rows.count - 1].key], log: log, connection)
        _ = try connection.run("update \(table.table) set stream = 'another' where row_key like '%7'")
        let others = rows.filter { $0.key.name.hasSuffix("7") }.count
        #expect(try table.differences(rows, log: log, connection) == others + 2)
        // Of the first ten, nine stand there and should not; one was deleted, and one counted already.
        let fewer = Array(rows.dropFirst(10))
        #expect(try table.differences(fewer, log: log, connection) == 9 + (others - 1) + 1)
      }
    }
  }

  @Test func `holds odd texts, lists of them and nulls as the view has them`() async throws {
    let odd = ["", "a\tb", "line\nbreak\r", "back\\slash", "\\N", "\\.", "{a,\"b\"}", "NULL", "שלום 👩‍👩‍👧"]
    try await withProjecting { p in
      let kind = try #require(ViewKind.named("interruption_register"))
      let (history, today) = p.whole
      var fold = kind.fold()
      fold.extend(history, through: Int64(history.count), where: { _ in true }, as: { _ in .everything })
      let start = try #require(fold.table(today: today).first)
      let rows = odd.enumerated().map { number, text in
        let cells = zip(kind.columns, start.cells).map { column, cell -> ReadModels.Cell in
          switch column.type {
          case _ where column.name == "row_key": .text("\(number)")
          case .text where !["programme", "lea", "cycle", "stream"].contains(column.name): .text(text)
          case .list: .list(number == 0 ? [] : [text, "", text])
          default: column.canBeNull && number % 2 == 0 ? .null : cell
          }
        }
        return TableRow(key: RowKey("\(number)"), cells: cells, position: start.position)
      }
      let table = ReportingTable(kind: kind)
      try await p.pool.transaction { connection in
        try table.create(connection)
        try table.write(rows, log: p.log.slug, connection)
        #expect(try table.differences(rows, log: p.log.slug, connection) == 0)
        #expect(try table.strangers(to: rows, log: p.log.slug, connection) == [])
        let stored = try connection.run("select prompt, asks from \(table.table) order by row_key::int")
        for (row, (number, text)) in zip(stored, odd.enumerated()) {
          #expect(try row.get("prompt", as: [String].self) == (number == 0 ? [] : [text, "", text]))
          #expect(try row.get("asks", as: String.self) == text)
        }
        #expect(stored.count == odd.count)
      }
    }
  }

  @Test func `has one row under a key: written again it takes the old one's place, deleted it is gone`()
    async throws
  {
    try await withProjecting { p in
      let kind = try #require(ViewKind.named("cycle_timeline"))
      let (table, log) = (ReportingTable(kind: kind), p.log.slug)
      let old = Array(try manyRows(of: kind, p.whole).prefix(20))
      let stream = try #require(kind.columns.firstIndex { $0.name == "stream" })
      let new = old.prefix(5).map { row in
        var cells = row.cells
        cells[stream] = .text("another")
        return TableRow(key: row.key, cells: cells, position: row.position)
      }
      try await p.pool.transaction { connection in
        try table.create(connection)
        try table.write(old, log: log, connection)
        try table.delete(old.prefix(8).map(\.key), log: log, connection)
        try table.write(new, log: log, connection)
        #expect(try table.differences(new + old.dropFirst(8), log: log, connection) == 0)
        #expect(try table.differences(old, log: log, connection) == 8)
      }
      let error = await #expect(throws: PostgresError.self) {
        try await p.pool.transaction { connection in
          try table.write([old[6]], log: log, connection)
          try table.write([old[0]], log: log, connection)
        }
      }
      #expect(error?.sqlState == "23505")
      let differing = try await p.pool.transaction { connection in
        try table.differences(new + old.dropFirst(8), log: log, connection)
      }
      #expect(differing == 0)
    }
  }

  /// A row of a real one, under as many keys as need three statements.
  private func manyRows(of kind: ViewKind, _ start: (history: History, today: CalendarDay)) throws
    -> [TableRow]
  {
    var fold = kind.fold()
    fold.extend(
      start.history, through: Int64(start.history.count), where: { _ in true }, as: { _ in .everything })
    let row = try #require(fold.table(today: start.today).first)
    let place = try #require(kind.columns.firstIndex { $0.name == "row_key" })
    return (1...ReportingTable.batch * 2 + 5).map { number in
      var cells = row.cells
      cells[place] = .text("\(number)")
      return TableRow(key: RowKey("\(number)"), cells: cells, position: row.position)
    }
  }
}

extension ReportingTable {
  /// The keys whose rows are not what PostgreSQL reads from the same cells in JSON, which knows nothing of COPY.
  fileprivate func strangers(
    to rows: [TableRow], log: String, _ connection: isolated Connection
  ) throws -> [String] {
    let names = ["log"] + kind.columns.map(\.name)
    let objects = rows.map { row in
      Node.object(zip(names, [.text(log)] + row.cells).map { Node.Member($0, $1.node) })
    }
    return try connection.run(
      """
      select coalesce(live.row_key, told.row_key) as key from \(table) as live
      full join jsonb_populate_recordset(null::\(table), $1::jsonb) as told on live.row_key = told.row_key
      where live is distinct from told
      """, [.text(JSON.text(.list(objects)))]
    ).map { try $0.get("key") }
  }
}
