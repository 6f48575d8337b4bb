import Postgres
import TestSupport
import Testing

/// 0 done, 1 refused or failed, 2 wrong usage or input, 3 no database, 4 something wrong with what was checked.
@Suite struct `Exit codes` {
  @Test(arguments: [
    ["doctor"], ["migrate"], ["demo"], ["verify", "six-dales"], ["views", "status", "six-dales"],
    ["token", "list", "six-dales"],
  ])
  func `3 where there is no database, with a sentence and no trace of the program's inside`(
    arguments: [String]
  ) async throws {
    let program = Program(database: "host=/nonexistent user=nobody dbname=nothing connect_timeout=2")
    let answer = try await program.run(arguments)
    #expect(answer.code == 3, "\(answer)")
    #expect(answer.err.contains("The database cannot be reached"))
    #expect(answer.out.isEmpty)
  }

  @Test func `1 where there is no such log, and it is named`() async throws {
    try await withProgram { program, _ in
      for arguments in [
        ["verify", "nowhere"], ["views", "status", "nowhere"], ["views", "rebuild", "nowhere"],
        ["token", "list", "nowhere"],
        ["token", "create", "nowhere", "co-1"], ["events", "tail", "nowhere"],
        ["events", "show", "nowhere", "1"],
        ["events", "export", "nowhere"], ["perform", "nowhere", "visits/v/begin", "--as", "a", "--for", "b"],
      ] {
        let answer = try await program.run(arguments, input: "{}")
        #expect(answer.code == 1, "\(arguments): \(answer)")
        #expect(answer.err.contains("no log nowhere"), "\(arguments): \(answer)")
      }
    }
  }

  @Test(arguments: [
    ["inspect"], ["perform"],
    ["perform", "six-dales", "visits/vis-1/grade", "--as", "co-1", "--for", "office"],
    ["demo", "--until", "someday"], ["demo", "Six Dales"], ["verify"],
    ["verify", "six-dales", "--file", "x"],
    ["token", "create", "six-dales", "co-1", "--scope", "all"],
    ["token", "create", "six-dales", "co-1", "--days", "0"],
    ["token", "revoke", "six-dales"], ["views", "rebuild", "six-dales", "league_table"],
    ["consortium", "create", "Six Dales", "--name", "x", "--coordinator", "co-1", "--letter", "L"],
    ["perform", "--describe", "visits/vis-1/grade"],
  ])
  func `2 where the words are wrong, before any database is asked`(arguments: [String]) async throws {
    let answer = try await Program(database: "host=/nonexistent").run(arguments, input: "{}")
    #expect(answer.code == 2, "\(answer)")
    #expect(!answer.err.isEmpty)
  }

  @Test func `2 where no database is named at all`() async throws {
    let answer = try await Program(database: nil).run("doctor")
    #expect(answer.code == 2 && answer.err.contains("DATABASE_URL"), "\(answer)")
  }

  @Test func `0 for help, which shows how to begin`() async throws {
    let help = try await Program(database: nil).run("--help")
    #expect(help.code == 0 && help.out.contains("collegiate demo --until") && help.out.contains("Exit codes"))
    let described = try await Program(database: nil).run("perform", "--describe", "visits/vis-1/schedule")
    #expect(
      described.code == 0 && described.out.contains("from") && described.out.contains("no_visit_period"))
    let listed = try await Program(database: nil).run("perform", "--list")
    #expect(listed.code == 0 && listed.lines.count > 50)
  }

  @Test func `a database newer than the program is refused with a clear sentence, by every command`()
    async throws
  {
    try await withProgram { program, url in
      try await superuser(
        url,
        """
        insert into schema_migration (number, name, checksum, applied_at)
        select max(number) + 1, 'from the future', repeat('0', 64), now() from schema_migration
        """)
      for arguments in [["migrate"], ["demo"], ["verify", "six-dales"], ["serve", "--port", "0"]] {
        let answer = try await program.run(arguments)
        #expect(answer.code == 1, "\(arguments): \(answer)")
        #expect(answer.err.contains("newer"), "\(arguments): \(answer)")
      }
      let doctor = try await program.run("doctor")
      #expect(doctor.code == 4)
      #expect(doctor.lines.contains { $0.hasPrefix("WRONG schema") && $0.contains("newer") }, "\(doctor)")
    }
  }
}
