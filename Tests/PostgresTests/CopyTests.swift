import Glibc
import Testing

@testable import Postgres

@Suite("Copying rows", .timeLimit(.minutes(5))) struct CopyTests {
  private static let table = "create table t (n bigint primary key, a text, b text[], d date)"
  private static let columns = ["n", "a", "b", "d"]

  private static func rows(_ all: [(Int, String?, [String]?)]) -> CopyRows {
    var rows = CopyRows()
    for (number, text, list) in all {
      rows.add(String(number))
      if let text { rows.add(text) } else { rows.addNull() }
      if let list { rows.add(list) } else { rows.addNull() }
      rows.add("2026-02-28")
      rows.endRow()
    }
    return rows
  }

  @Test("Texts and lists of them come back as they were copied, and a null is no empty text")
  func texts() async throws {
    let odd = ParameterTests.texts + ["\\N", "\\.", "a\tb", "a\\tb", "\\\\", "\r\n", "{}", "{\"a\"}"]
    let all = odd.enumerated().map {
      ($0, Optional($1), [[], [$1], [$1, "", "NULL", $1]][$0 % 3] as [String]?)
    }
    try await withConnection { connection in
      try await connection.script(Self.table)
      try await connection.copy(Self.rows(all + [(-1, nil, nil)]), into: "t", Self.columns)
      let back = try await connection.run("select n, a, b, d::text as d from t order by n")
      #expect(back.count == all.count + 1)
      #expect(try back[0].get("a", as: String?.self) == nil)
      #expect(try back[0].get("b", as: [String]?.self) == nil)
      for (row, (_, text, list)) in zip(back.dropFirst(), all) {
        #expect(
          try Array(row.get("a", as: String.self).unicodeScalars) == text.map { Array($0.unicodeScalars) })
        #expect(try row.get("b", as: [String]?.self) == list)
        #expect(try row.get("d", as: String.self) == "2026-02-28")
      }
    }
  }

  @Test("Far more rows than a socket holds at once are copied, and none copies none") func many() async throws
  {
    try await withConnection { connection in
      try await connection.script(Self.table)
      #expect(try await connection.copy(CopyRows(), into: "t", Self.columns) == 0)
      try await connection.expect("select count(*) from t", gives: 0)
      let long = String(repeating: "so long ", count: 100)
      let rows = Self.rows((1...20_000).map { ($0, long, nil) })
      #expect(try await connection.copy(rows, into: "t", Self.columns) == 20_000)
      try await connection.expect("select count(*) from t where a = $1", .text(long), gives: 20_000)
    }
  }

  @Test("One bad row refuses all of them, without a word of theirs, and the connection stays in use")
  func refused() async throws {
    try await withConnection { connection in
      try await connection.script(Self.table)
      let process = try #require(await connection.processID)
      for last in [(1, "a secret", nil), (7, "a secret", ["x"])] as [(Int, String?, [String]?)] {
        var rows = Self.rows([(1, "a secret", nil), (2, nil, nil), last])
        if last.0 == 7 { rows.add("seven, a secret"); rows.endRow() }
        let bad = rows
        let error = try await postgresError { try await connection.copy(bad, into: "t", Self.columns) }
        #expect(error.kind == .server)
        #expect(error.sqlState == (last.0 == 7 ? "22P02" : "23505"))
        #expect(!"\(error)".contains("secret"), "\(error)")
        try await connection.expect("select count(*) from t", gives: 0)
      }
      #expect(await connection.processID == process)
    }
  }

  @Test("A NUL is refused before anything is sent, and a missing table or column by the server")
  func misuse() async throws {
    try await withConnection { connection in
      try await connection.script(Self.table)
      let nul = try await postgresError {
        try await connection.copy(Self.rows([(1, "a\0b", nil)]), into: "t", Self.columns)
      }
      #expect(nul.kind == .misuse)
      for (table, columns, state) in [("nowhere", Self.columns, "42P01"), ("t", ["nothing"], "42703")] {
        let error = try await postgresError {
          try await connection.copy(Self.rows([(1, nil, nil)]), into: table, columns)
        }
        #expect(error.sqlState == state)
      }
      try await connection.expect("select count(*) from t", gives: 0)
      let plain = try await postgresError { try await connection.run("copy t from stdin") }
      #expect(plain.kind == .misuse)
    }
  }

  @Test("What is copied in a transaction is gone when it rolls back, and there when it commits")
  func transaction() async throws {
    try await withConnection { connection in
      try await connection.script(Self.table)
      struct Stopped: Error {}
      await #expect(throws: Stopped.self) {
        try await connection.transaction { connection in
          try connection.copy(Self.rows([(1, nil, nil)]), into: "t", Self.columns)
          throw Stopped()
        }
      }
      try await connection.expect("select count(*) from t", gives: 0)
      try await connection.transaction { connection in
        try connection.copy(Self.rows([(1, nil, nil)]), into: "t", Self.columns)
        _ = try connection.run("delete from t where n = 7")
      }
      try await connection.expect("select count(*) from t", gives: 1)
    }
  }

  @Test("A copy that fails fails its transaction, even if the body hides it") func hidden() async throws {
    try await withConnection { connection in
      try await connection.script(Self.table)
      let error = try await postgresError {
        try await connection.transaction { connection in
          try connection.copy(Self.rows([(1, nil, nil)]), into: "t", Self.columns)
          _ = try? connection.copy(Self.rows([(1, nil, nil)]), into: "t", Self.columns)
        }
      }
      #expect(error.sqlState == "23505")
      try await connection.expect("select count(*) from t", gives: 0)
    }
  }

  @Test("A task cancelled before its copy sends nothing, and neither does a closed connection")
  func beforehand() async throws {
    try await withConnection { connection in
      try await connection.script(Self.table)
      let rows = Self.rows([(1, nil, nil)])
      let task = Task {
        while !Task.isCancelled { await Task.yield() }
        return try await connection.copy(rows, into: "t", Self.columns)
      }
      task.cancel()
      #expect(try await postgresError { try await task.value } == .cancelled)
      try await connection.expect("select count(*) from t", gives: 0)
      await connection.close()
      let closed = try await postgresError { try await connection.copy(rows, into: "t", Self.columns) }
      #expect(closed == .closed)
    }
  }

  /// A table into which every row takes a minute.
  private static let slow =
    table
      + """
      ; create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(60); return new; end';
      create trigger slow before insert on t for each row execute function slow()
      """

  @Test(
    "A copy that is cancelled ends at once, nothing of it stands, and the connection stays in use",
    arguments: [1, 200_000])
  func cancel(count: Int) async throws {
    try await withDatabase { database in
      let (connection, watcher) = (try await Connection.open(database), try await Connection.open(database))
      try await watcher.script(Self.slow)
      let process = try #require(await connection.processID)
      let rows = Self.rows((1...count).map { ($0, "More than a socket holds, if there are many.", nil) })
      let task = Task { try await connection.copy(rows, into: "t", Self.columns) }
      try await eventually("the copy runs") {
        try await activity(watcher, where: "wait_event = 'PgSleep'") == 1
      }
      let start = ContinuousClock.now
      task.cancel()
      #expect(try await postgresError { try await task.value }.kind == .cancelled)
      #expect(ContinuousClock.now - start < .seconds(3))
      #expect(try await activity(watcher, where: "state = 'active'") == 0)
      try await connection.expect("select count(*) from t", gives: 0)
      #expect(await connection.processID == process)
      await connection.closeAndJoin()
      await watcher.closeAndJoin()
    }
  }

  @Test("A copy whose connection breaks says so, and nothing of it stands") func lost() async throws {
    try await withDatabase { database in
      let (connection, watcher) = (try await Connection.open(database), try await Connection.open(database))
      try await watcher.script(Self.slow)
      let process = try #require(await connection.processID)
      let task = Task { try await connection.copy(Self.rows([(1, nil, nil)]), into: "t", Self.columns) }
      try await eventually("the copy runs") {
        try await activity(watcher, where: "query ~ 'copy' and state = 'active'") == 1
      }
      _ = try await watcher.run("select pg_terminate_backend($1::int)", [.int(Int(process))])
      #expect(try await postgresError { try await task.value }.kind == .connectionLost)
      try await watcher.expect("select count(*) from t", gives: 0)
      await connection.closeAndJoin()
      await watcher.closeAndJoin()
    }
  }
}
