import Testing

import func TestSupport.conninfo

@testable import Postgres

@Suite("Timeouts and session settings", .timeLimit(.minutes(5))) struct TimeoutTests {
  @Test("A statement that runs too long is stopped by the server, and told apart from a cancellation")
  func statementTimeout() async throws {
    try await withConnection(Session(statementTimeout: .milliseconds(80))) { connection in
      let error = try await postgresError { try await connection.run("select pg_sleep(60)") }
      #expect(error.kind == .server && error.sqlState == "57014")
      try await connection.expect("select 1", gives: 1)
    }
  }

  @Test("A statement that waits too long for a lock is stopped, and the holder is not disturbed")
  func lockTimeout() async throws {
    try await withDatabase { database in
      let holder = try await Connection.open(database)
      let other = try await Connection.open(database, session: Session(lockTimeout: .milliseconds(80)))
      try await holder.script("create table t (n int); insert into t values (1)")
      let error = try await holder.transaction { holder in
        _ = try holder.run("update t set n = 2")
        // The body holds the lock while another connection's thread waits for it.
        return try waitSynchronously { try await postgresError { try await other.run("update t set n = 3") } }
      }
      #expect(error.sqlState == "55P03")
      try await other.expect("select n from t", gives: 2)
      await holder.closeAndJoin()
      await other.closeAndJoin()
    }
  }

  @Test("Every session writes times, dates, bytes and text in the one form that is read here") func settings()
    async throws
  {
    try await withDatabase { database in
      let odd = conninfo(
        database,
        ["options": "-cTimeZone=Asia/Tokyo -cDateStyle=German -cbytea_output=escape"]
      )
      let connection = try await Connection.open(odd)
      let time = PostgresTime(microseconds: 1_700_000_000_123_456)
      try await connection.expect("select $1", .time(time), gives: time)
      try await connection.expect("select $1", .bytes([0, 92, 255]), gives: [0, 92, 255] as [UInt8])
      let expected = [
        "TimeZone": "UTC", "DateStyle": "ISO, YMD", "client_encoding": "UTF8", "bytea_output": "hex",
        "application_name": "collegiate", "statement_timeout": "30s", "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "1min",
      ]
      for (name, value) in expected {
        try await connection.expect("select current_setting($1)", .text(name), gives: value)
      }
      await connection.closeAndJoin()
    }
  }

  @Test("A limit below a millisecond is not rounded to none") func rounding() async throws {
    #expect(Session(statementTimeout: .microseconds(1)).settings.contains("statement_timeout = 1;"))
    #expect(Session(statementTimeout: .zero).settings.contains("statement_timeout = 0;"))
  }
}
