import Testing

@testable import Postgres

@Suite("Prepared statements", .timeLimit(.minutes(5))) struct PreparedStatementTests {
  @Test("A statement that comes again is prepared, once for each type of its parameters") func prepared()
    async throws
  {
    try await withConnection { connection in
      let names = "select name from pg_prepared_statements where statement = 'select $1::text'"
      let before = try await connection.run(names)
      for _ in 0..<5 { try await connection.expect("select $1::text", "a", gives: "a") }
      for _ in 0..<5 { try await connection.expect("select $1::text", 7, gives: "7") }
      let after = try await connection.run(names)
      #expect(before.isEmpty && after.count == 2)
    }
  }

  @Test("A statement that comes again keeps one plan, whatever lists it is given") func onePlan() async throws
  {
    try await withConnection { connection in
      for n in 0..<8 {
        try await connection.expect(
          "select count(*) from unnest($1::text[])", .texts(Array(repeating: "a", count: n)), gives: n)
      }
      let plans = try await connection.run(
        "select generic_plans, custom_plans from pg_prepared_statements where statement like '%unnest($1::text[])'"
      )
      #expect(try plans.first?.get("generic_plans") == 7 && plans.first?.get("custom_plans") == 0)
    }
  }

  @Test("A table that changes under a prepared statement does not fail it") func changedTable() async throws {
    try await withConnection { connection in
      try await connection.script("create table t (a int); insert into t values (1)")
      for _ in 0..<3 { _ = try await connection.run("select * from t") }
      try await connection.script("alter table t add column b int default 2")
      for _ in 0..<3 {
        let rows = try await connection.run("select * from t")
        #expect(rows.columns == ["a", "b"])
      }
    }
  }

  @Test("A session that forgot its statements does not fail them") func deallocated() async throws {
    try await withConnection { connection in
      for _ in 0..<3 { try await connection.expect("select $1", 5, gives: 5) }
      try await connection.script("deallocate all")
      for _ in 0..<3 { try await connection.expect("select $1", 5, gives: 5) }
    }
  }

  @Test("A statement refused while it is prepared leaves no trace in later ones") func refused() async throws
  {
    try await withConnection { connection in
      for _ in 0..<3 {
        let error = try await postgresError { try await connection.run("select no_such($1)", [1]) }
        #expect(error.sqlState == "42883")
      }
      try await connection.expect("select $1", 5, gives: 5)
    }
  }

  @Test("More different statements than are kept still run") func many() async throws {
    try await withConnection { connection in
      for round in 0..<3 {
        for n in 0..<400 { try await connection.expect("select \(n) + $1", .int(round), gives: n + round) }
      }
      try await connection.expect("select count(*) <= 256 from pg_prepared_statements", gives: true)
    }
  }

  @Test("Told not to prepare, a session keeps nothing on the server between two statements") func unprepared()
    async throws
  {
    try await withConnection(Session(preparesStatements: false)) { connection in
      for _ in 0..<5 { try await connection.expect("select $1", 5, gives: 5) }
      try await connection.expect("select count(*) from pg_prepared_statements", gives: 0)
    }
  }
}
