import Foundation
import Testing

@testable import Postgres

@Suite("Migrations", .timeLimit(.minutes(5))) struct MigrationTests {
  static let steps = [
    Migration(
      number: 1,
      name: "first",
      sql: "create table a (id int primary key, name text);\ncreate index on a (name);"
    ),
    Migration(
      number: 2,
      name: "second",
      sql: "create function twice(n int) returns int language sql as $$ select n * 2 $$;"
    ),
    Migration(
      number: 3,
      name: "third",
      sql: "alter table a add column at timestamptz not null default now(); comment on table a is 'Ä; \"x\"';"
    ),
    Migration(
      number: 4,
      name: "fourth",
      sql: "create view b as select id, twice(id) from a; insert into a values (1, 'x');"
    ),
  ]

  @Test("Each file is applied once, in order, and noted with its checksum and its time") func once()
    async throws
  {
    try await withConnection { connection in
      let applied = try await Migrator.migrate(connection, Self.steps)
      #expect(applied == Self.steps)
      let again = try await Migrator.migrate(connection, Self.steps)
      #expect(again.isEmpty)
      try await connection.expect("select count(*) from a", gives: 1)
      let status = try await Migrator.status(connection, Self.steps)
      #expect(status.applied.map(\.name) == ["first", "second", "third", "fourth"])
      #expect(status.pending.isEmpty)
      try await connection.expect(
        "select checksum = encode(sha256(convert_to($1, 'UTF8')), 'hex') and applied_at <= clock_timestamp() from schema_migration where number = 3",
        .text(Self.steps[2].sql),
        gives: true
      )
    }
  }

  @Test("Migrators that run at the same time apply each file once between them") func concurrent()
    async throws
  {
    try await withDatabase { database in
      let steps =
        Self.steps
        + (5...12).map {
          Migration(number: $0, name: "n\($0)", sql: "create table t\($0) (); select pg_sleep(0.01)")
        }
      let applied = try await withThrowingTaskGroup(of: [Migration].self) { group in
        for _ in 0..<4 {
          group.addTask {
            let connection = try await Connection.open(
              database,
              session: Session(lockTimeout: .milliseconds(20))
            )
            let result = await Result { try await Migrator.migrate(connection, steps) }
            await connection.closeAndJoin()
            return try result.get()
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(applied.sorted { $0.number < $1.number } == steps)
    }
  }

  @Test("A file edited after it was applied is refused by its name, and nothing is applied") func edited()
    async throws
  {
    try await withConnection { connection in
      _ = try await Migrator.migrate(connection, Array(Self.steps[..<2]))
      var edited = Self.steps
      edited[0] = Migration(number: 1, name: "first", sql: edited[0].sql + " ")
      await #expect(throws: MigrationError.edited(file: "0001-first.sql")) {
        try await Migrator.migrate(connection, edited)
      }
      await #expect(throws: MigrationError.edited(file: "0001-first.sql")) {
        try await Migrator.status(connection, edited)
      }
      try await connection.expect("select count(*) from schema_migration", gives: 2)
    }
  }

  @Test("A database newer than the program is refused with a clear sentence") func newer() async throws {
    try await withConnection { connection in
      _ = try await Migrator.migrate(connection, Self.steps)
      let old = Array(Self.steps[..<2])
      for attempt in [
        Migrator.migrate(_:_:) as (Connection, [Migration]) async throws -> [Migration],
        { try await Migrator.status($0, $1).pending },
      ] {
        let error = await #expect(throws: MigrationError.self) { try await attempt(connection, old) }
        #expect(error == .newer(database: 4, program: 2))
        let sentence =
          "This database is at schema 4, newer than this program, which knows up to 2. Run the newer program, or restore"
        #expect(error?.description.hasPrefix(sentence) == true)
      }
    }
  }

  @Test("Migrated step by step, by one program after the other, equals migrated at once")
  func migratedEqualsFresh() async throws {
    var fresh = ""
    try await withDatabase { database in
      try await withNewConnection(database) { _ = try await Migrator.migrate($0, Self.steps) }
      fresh = try await dump(database)
    }
    #expect(fresh.contains("CREATE VIEW public.b"))
    try await withDatabase { database in
      for count in 1...Self.steps.count {
        try await withNewConnection(database) {
          _ = try await Migrator.migrate($0, Array(Self.steps[..<count]))
        }
      }
      let migrated = try await dump(database)
      #expect(migrated == fresh)
    }
  }

  @Test("A file that fails leaves nothing, and those before it stay") func failing() async throws {
    try await withConnection { connection in
      var steps = Self.steps
      steps[2] = Migration(
        number: 3,
        name: "third",
        sql: "create table half ();\ninsert into a values (1);\nselect 1 / 0;\ncreate table rest ();"
      )
      let error = await #expect(throws: MigrationError.self) { try await Migrator.migrate(connection, steps) }
      guard case .failed("0003-third.sql", let cause)? = error else {
        Issue.record("\(error as Any)"); return
      }
      #expect(cause.sqlState == "22012")
      try await connection.expect("select count(*) from schema_migration", gives: 2)
      try await connection.expect("select to_regclass('half') is null", gives: true)
      try await connection.expect("select count(*) from a", gives: 0)
      #expect(try await Migrator.migrate(connection, Self.steps).count == 2)
    }
  }

  @Test("A file that is applied but cannot be noted leaves nothing either") func unnoted() async throws {
    try await withConnection { connection in
      let sql = """
        create table half ();
        create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
        create trigger refuse before insert on schema_migration for each row execute function refuse();
        """
      let error = await #expect(throws: MigrationError.self) {
        try await Migrator.migrate(connection, [Migration(number: 1, name: "half", sql: sql)])
      }
      guard case .failed("0001-half.sql", _)? = error else { Issue.record("\(error as Any)"); return }
      try await connection.expect("select to_regclass('half') is null", gives: true)
    }
  }

  @Test("A file that ends its transaction itself is refused") func ownTransaction() async throws {
    try await withConnection { connection in
      let step = Migration(number: 1, name: "own", sql: "create table t (); commit; select 1")
      let error = try await postgresError { try await Migrator.migrate(connection, [step]) }
      #expect(error.kind == .misuse)
      try await connection.expect("select 1", gives: 1)
    }
  }

  @Test("Numbers run from 1 without a gap and without a double") func numbers() async throws {
    try await withConnection { connection in
      await #expect(throws: MigrationError.gap(missing: 1)) {
        try await Migrator.migrate(connection, Array(Self.steps[1...]))
      }
      await #expect(throws: MigrationError.gap(missing: 2)) {
        try await Migrator.migrate(connection, [Self.steps[0], Self.steps[2]])
      }
      await #expect(throws: MigrationError.duplicate(number: 1)) {
        try await Migrator.migrate(connection, [Self.steps[0], Self.steps[0]])
      }
      try await connection.expect("select to_regclass('schema_migration') is null", gives: true)
    }
  }

  @Test("Files are read by number from a directory, and a misnamed one is refused") func load() throws {
    let directory = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    for step in Self.steps.reversed() {
      try step.sql.write(toFile: directory + "/" + step.file, atomically: true, encoding: .utf8)
    }
    try "words".write(toFile: directory + "/README.md", atomically: true, encoding: .utf8)
    #expect(try Migrator.load(from: directory) == Self.steps)
    try "".write(toFile: directory + "/5-x.sql", atomically: true, encoding: .utf8)
    #expect(throws: MigrationError.misnamed(file: "5-x.sql")) { try Migrator.load(from: directory) }
    let missing = #expect(throws: MigrationError.self) { try Migrator.load(from: directory + "/no") }
    guard case .unreadable? = missing else { Issue.record("\(missing as Any)"); return }
  }

  @Test("A service may start only on the very schema that it knows") func check() async throws {
    try await withDatabase { database in
      try await withPool(database) { pool in
        await #expect(throws: MigrationError.pending(Self.steps.map(\.file))) {
          try await Migrator.check(pool, Self.steps)
        }
        _ = try await Migrator.migrate(pool, Self.steps)
        try await Migrator.check(pool, Self.steps)
      }
    }
  }

  private func withNewConnection(_ conninfo: String, _ body: (Connection) async throws -> Void) async throws {
    let connection = try await Connection.open(conninfo)
    let result = await Result { try await body(connection) }
    await connection.closeAndJoin()
    try result.get()
  }

  private func dump(_ conninfo: String) async throws -> String {
    let text = try await execute(["pg_dump", "--schema-only", "--dbname", conninfo])
    // Newer releases wrap a dump in a random word.
    return text.split(separator: "\n").filter { !$0.hasPrefix("\\restrict") && !$0.hasPrefix("\\unrestrict") }
      .joined(separator: "\n")
  }
}
