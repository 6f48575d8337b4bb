import Logging
import Synchronization
import Testing

@testable import Postgres

@Suite("Errors", .timeLimit(.minutes(5))) struct ErrorTests {
  static let secret = "Zoë O'Secret \"quoted\" <zoe@example.org>"

  @Test("A violated constraint is told by SQLSTATE and by its name, not by the value") func uniqueViolation()
    async throws
  {
    try await withConnection { connection in
      try await connection.script("create table person (email text constraint one_per_email unique)")
      _ = try await connection.run("insert into person values ($1)", [.text(Self.secret)])
      let error = try await postgresError {
        try await connection.run("insert into person values ($1)", [.text(Self.secret)])
      }
      #expect(error.kind == .server && error.sqlState == "23505")
      #expect(error.constraint == "one_per_email" && error.table == "person")
      #expect(error.message == #"duplicate key value violates unique constraint "one_per_email""#)
      expectWithheld(error, Self.secret)
    }
  }

  static let leaks: [(String, String, String)] = [
    ("select $1::int", "22P02", "invalid input syntax for type integer"),
    ("select $1::timestamptz", "22007", "invalid input syntax for type timestamp with time zone"),
    ("select $1::jsonb", "22P02", "invalid input syntax for type json"),
    ("select $1::bytea::text::int", "22P02", "invalid input syntax for type"),
    ("select $1::int[]", "22P02", "malformed array literal"),
    ("select $1::mood", "22P02", "invalid input value for enum mood"),
    ("select $1::regclass", "42602", "invalid name syntax"),
    (
      "select to_char(now(), 'x'), set_config($1, 'x', false)", "42602",
      "invalid configuration parameter name"
    ),
    ("select set_config('lock_timeout', $1, false)", "22023", "invalid value for parameter"),
    ("select complain($1)", "P0001", "so says"),
    ("select complain_code($1)", "XX123", "refused"),
    (
      "insert into note values ($1)", "23514",
      "new row for relation \"note\" violates check constraint \"short\""
    ),
    ("insert into small values ($1)", "22001", "value too long for type"),
    ("select xml($1)", "2200N", "invalid XML content"),
  ]

  @Test("No error shows a bound value, whatever the server says about it", arguments: leaks.indices)
  func withheld(index: Int) async throws {
    let (sql, sqlState, message) = Self.leaks[index]
    try await withConnection { connection in
      try await connection.script(
        """
        create type mood as enum ('glad');
        create table note (text text constraint short check (length(text) < 5));
        create table small (text varchar(3));
        create function complain(x text) returns text language plpgsql as
          $$ begin raise exception 'so says % here', x using detail = x, hint = x; end $$;
        create function complain_code(x text) returns text language plpgsql as
          $$ begin raise exception 'refused' using errcode = 'XX123', detail = x, constraint = 'rule'; end $$;
        """
      )
      let error = try await postgresError { try await connection.run(sql, [.text(Self.secret)]) }
      #expect(error.kind == .server && error.sqlState == sqlState)
      #expect(error.message.hasPrefix(message))
      expectWithheld(error, Self.secret)
    }
  }

  @Test("A name that the statement itself holds stays in the message, with the line where it stands")
  func keptNames() async throws {
    try await withConnection { connection in
      let error = try await postgresError {
        try await connection.run("select 1\nfrom \"no_such\"\nwhere 1 = $1", [1])
      }
      #expect(error.sqlState == "42P01")
      #expect(error.message == #"relation "no_such" does not exist"#)
      #expect(error.line == 2)
    }
  }

  @Test("A value with quotes of its own does not slip through between two known names") func quoted() {
    let withholding = Withholding(statement: "select a, b", names: [], secrets: [#"a" secret words "b"#])
    let clean = withholding.clean(#"relation "a" secret words "b" does not exist"#, sqlState: "42P01")
    #expect(!clean.contains("secret"))
    let unbalanced = Withholding(statement: "select a", names: [], secrets: [])
    #expect(!unbalanced.clean(#"strange "a" and "secret"#, sqlState: "42601").contains("secret"))
    #expect(!unbalanced.clean(#"strange "no" secret "yes" end"#, sqlState: "42601").contains("secret"))
  }

  @Test(
    "A connection string that cannot be read is refused without repeating its password",
    arguments: [
      "postgresql://user:hunter2@[::1", "password=hunter2 host", "postgres://u:hunter2@h/%zz",
      "passwort=hunter2",
    ]
  )
  func conninfo(string: String) async throws {
    let error = try await postgresError { try await Connection.open(string) }
    #expect(error.kind == .misuse)
    #expect(!error.description.contains("hunter2"))
  }

  @Test("A server that cannot be reached is said to be so, and nothing was sent") func unreachable()
    async throws
  {
    let error = try await postgresError {
      try await Connection.open("host=127.0.0.1 port=1 password=hunter2")
    }
    #expect(error.kind == .unreachable && error.sqlState == nil)
    #expect(!error.description.contains("hunter2"))
  }

  @Test("Notices of the server go nowhere, and the pool logs no value and no password") func logs()
    async throws
  {
    let log = CapturedLog()
    try await withDatabase { database in
      try await withPool(database, logger: log.logger) { pool in
        _ = try? await pool.run("select $1::int", [.text(Self.secret)])
        _ = try? await pool.run("do $$ begin raise warning 'a warning'; end $$")
        let process: Int = try #require(try await pool.run("select pg_backend_pid()").first).get(0)
        let other = try await Connection.open(database)
        try await other.kill(process)
        await other.closeAndJoin()
        try await eventually("the pool works again") { (try? await pool.run("select 1")) != nil }
      }
      try await withPool("host=127.0.0.1 port=1 password=hunter2", logger: log.logger) { pool in
        _ = try? await pool.run("select 1")
      }
    }
    let lines = log.lines.withLock(\.self)
    #expect(lines.contains { $0.contains("port 1 failed") })
    for line in lines { #expect(!line.contains("Secret") && !line.contains("hunter2")) }
  }

  @Test("COPY through the client is refused, and the connection is closed rather than stuck") func copy()
    async throws
  {
    try await withConnection { connection in
      let error = try await postgresError { try await connection.run("copy pg_class to stdout") }
      #expect(error.kind == .misuse)
      #expect(!connection.isOpen)
      let next = try await postgresError { try await connection.run("select 1") }
      #expect(next.kind == .closed)
    }
  }

  private func expectWithheld(_ error: PostgresError, _ secret: String) {
    for word in ["Secret", "Zoë", "example.org", "quoted"] {
      for text in ["\(error)", String(reflecting: error), error.message, error.hint ?? ""] {
        #expect(!text.contains(word))
      }
    }
  }
}

/// Keeps every log line with its metadata.
final class CapturedLog: Sendable {
  let lines = Mutex<[String]>([])

  var logger: Logger { Logger(label: "test", factory: { _ in Handler(log: self) }) }

  private struct Handler: LogHandler {
    let log: CapturedLog
    var metadata = Logger.Metadata()
    var logLevel = Logger.Level.trace
    init(log: CapturedLog) { self.log = log }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }
    func log(event: LogEvent) {
      log.lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
    }
  }
}
