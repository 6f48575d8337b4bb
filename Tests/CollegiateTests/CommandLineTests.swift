import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct `The command line` {
  @Test func `demo stops at its day; run again it changes nothing, and goes on without one`() async throws {
    try await withProgram { program, url in
      let first = try await program.run("demo", "tale", "--until", "2025-09-02")
      #expect(first.code == 0 && first.out.contains("commands performed"), "\(first)")
      let position = try await head(url)
      let again = try await program.run("demo", "tale", "--until", "2025-09-02")
      #expect(again.code == 0 && again.out.contains("complete already, at position \(position)"), "\(again)")
      #expect(try await head(url) == position)
      let tail = try await program.run("events", "tail", "tale")
      #expect(tail.lines.count == 10 && tail.lines.last?.contains("2025-09-02") == true, "\(tail)")
      let further = try await program.run("demo", "tale", "--until", "2025-09-03")
      #expect(further.code == 0)
      #expect(try await head(url) > position)
      #expect(try await value(url, "select count(*)::int from collegiate.log where rehearsal") == 1)
    }
  }

  @Test func `a real consortium begins with its coordinator, as often as one asks, and is no rehearsal`()
    async throws
  {
    try await withProgram { program, url in
      let arguments = [
        "consortium", "create", "vale", "--name", "Vale", "--coordinator", "co-9", "--letter", "V/1",
      ]
      for _ in 0..<2 {
        let made = try await program.run(arguments)
        #expect(made.code == 0 && made.out.contains("vale is there, at position 3"), "\(made)")
      }
      let demo = try await program.run("demo", "vale")
      #expect(demo.code == 1 && demo.err.contains("vale is no rehearsal"), "\(demo)")
      #expect(try await head(url) == 3)
      #expect(try await value(url, "select count(*)::int from collegiate.log where rehearsal") == 0)
    }
  }

  @Test func `a token's secret is shown once and kept nowhere; listed, it has a name; revoked, it says so`()
    async throws
  {
    try await withTale { program, url in
      let made = try await program.run(
        "token", "create", "tale", "co-1", "--scope", "read", "--scope", "command", "--plain", "--label",
        "mine")
      let secret = try #require(made.lines.first)
      #expect(
        made.code == 0 && made.lines.count == 1 && secret.hasPrefix("collegiate_") && secret.count > 60,
        "\(made)")
      let listed = try await program.run("token", "list", "tale")
      #expect(
        listed.lines.count == 1 && listed.out.contains("command,read") && listed.out.contains("mine"),
        "\(listed)")
      #expect(!listed.out.contains(secret.dropFirst(11)))
      let kept: String = try await value(
        url, "select t::text || encode(digest, 'hex') from collegiate.token t")
      #expect(!kept.contains(secret) && !kept.contains(secret.dropFirst(11)))
      let none = try await program.run("token", "revoke", "tale", "--label", "yours")
      #expect(none.out == "Revoked 0.\n")
      let revoked = try await program.run("token", "revoke", "tale", "--label", "mine")
      #expect(revoked.code == 0 && revoked.out == "Revoked 1.\n")
      let after = try await program.run("token", "list", "tale")
      #expect(after.out.contains("revoked 20"), "\(after)")
      let stranger = try await program.run("token", "create", "tale", "nobody")
      #expect(stranger.code == 1 && stranger.err.contains("nobody"), "\(stranger)")
    }
  }

  @Test func `perform names the field that is at fault, the code that refuses, and what it recorded`()
    async throws
  {
    try await withTale { program, url in
      let before = try await head(url)
      func ask(_ body: String) async throws -> Program.Answer {
        try await program.run(
          "perform", "tale", "people/register", "--as", "co-1", "--for", "office", input: body)
      }
      let broken = try await ask(#"{"id": "new-1", "#)
      #expect(broken.code == 2 && broken.err.contains("malformed at byte"), "\(broken)")
      let unknown = try await ask(#"{"id":"new-1","organisation":"office","grade":"A"}"#)
      #expect(unknown.code == 2 && unknown.err.contains("grade"), "\(unknown)")
      let wrong = try await ask(#"{"id":"new-1","organisation":7}"#)
      #expect(wrong.code == 2 && wrong.err.contains("organisation"), "\(wrong)")
      let missing = try await ask("{}")
      #expect(missing.code == 2 && missing.err.contains("organisation"), "\(missing)")
      let refused = try await ask(#"{"id":"co-1","organisation":"office"}"#)
      #expect(refused.code == 1 && refused.err.contains("exists:"), "\(refused)")
      let key = try await program.run(
        "perform", "tale", "people/register", "--as", "co-1", "--for", "office", "--idempotency-key", "once",
        input: "{}")
      #expect(key.code == 2 && key.err.contains("UUID"), "\(key)")
      #expect(try await head(url) == before)
      let done = try await ask(#"{"id":"new-1","organisation":"office","name":"Una Fell"}"#)
      #expect(done.code == 0 && done.out.hasPrefix("\(before + 1) PersonRegistered"), "\(done)")
      #expect(!done.out.contains("Una"))
      let shown = try await program.run("events", "show", "tale", "\(before + 1)")
      #expect(
        shown.code == 0 && shown.out.contains("person-new-1, version 1") && !shown.out.contains("Una"),
        "\(shown)")
      let beyond = try await program.run("events", "show", "tale", "\(before + 2)")
      #expect(beyond.code == 1 && beyond.err.contains("ends at \(before + 1)"), "\(beyond)")
    }
  }

  @Test
  func `an export verifies with no database at hand; changed by a byte, or cut short, it leaves with 4`()
    async throws
  {
    try await withTale { program, _ in
      try await withFolder { folder in
        let file = folder.appendingPathComponent("tale.jsonl")
        let exported = try await program.run("events", "export", "tale", "--out", file.path)
        #expect(exported.code == 0 && exported.out.isEmpty, "\(exported)")
        let alone = Program(database: nil)
        let whole = try await alone.run("verify", "--file", file.path)
        #expect(whole.code == 0, "\(whole)")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("Ashmere Council"))
        try text.replacing("Ashmere Council", with: "Ashmire Council").write(
          to: file, atomically: true, encoding: .utf8)
        let changed = try await alone.run("verify", "--file", file.path)
        #expect(changed.code == 4 && changed.out.contains("commit"), "\(changed)")
        let lines = text.split(separator: "\n")
        try lines.dropLast(5).joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        let cut = try await alone.run("verify", "--file", file.path)
        #expect(cut.code == 4, "\(cut)")
        let missing = try await alone.run("verify", "--file", folder.appendingPathComponent("none").path)
        #expect(missing.code == 1 || missing.code == 2, "\(missing)")
      }
    }
  }

  @Test func `a log changed behind the program's back leaves verify with 4, and names the commit`()
    async throws
  {
    try await withTale { program, url in
      #expect(try await program.run("verify", "tale").code == 0)
      try await superuser(
        url,
        """
        set session_replication_role = replica;
        update collegiate.event set payload = replace(payload, 'Ashmere', 'Ashmire') where position = 4
        """)
      let answer = try await program.run("verify", "tale")
      #expect(answer.code == 4 && answer.out.contains("4"), "\(answer)")
    }
  }

  @Test
  func `views rebuild says what was not as before; status and doctor leave with 4 while a stream waits`()
    async throws
  {
    try await withTale { program, url in
      let first = try await program.run("views", "rebuild", "tale")
      #expect(first.code == 0 && first.lines.count == 9, "\(first)")
      let second = try await program.run("views", "rebuild", "tale")
      #expect(second.lines.allSatisfy { $0.hasSuffix(" 0 not as before") }, "\(second)")
      try await superuser(
        url, "update reporting.cycle_overview_v1 set focus = 'Another' where lea in ('ash', 'bir')")
      let third = try await program.run("views", "rebuild", "tale", "cycle_overview")
      #expect(third.lines.count == 1 && third.out.hasSuffix(" 2 not as before\n"), "\(third)")
      let status = try await program.run("views", "status", "tale")
      #expect(
        status.code == 0 && status.lines.count == 9 && status.out.contains("cycle_overview"), "\(status)")
      #expect(
        try await value(url, "select count(*)::int from collegiate.cursor where holder is not null") == 0)
      try await superuser(
        url,
        """
        insert into collegiate.parked (log, name, version, stream, position, error)
        select id, 'cycle_overview', 1, 'person-co-1', 2, 'It cannot be folded.' from collegiate.log
        """)
      let waiting = try await program.run("views", "status", "tale")
      #expect(
        waiting.code == 4 && waiting.out.contains("waits: person-co-1 from 2: It cannot be folded."),
        "\(waiting)")
      let doctor = try await program.run("doctor")
      #expect(
        doctor.code == 4 && doctor.lines.contains { $0.hasPrefix("WRONG view cycle_overview") }, "\(doctor)")
      #expect(try await program.run("views", "rebuild", "tale").code == 0)
      #expect(try await program.run("views", "status", "tale").code == 0)
    }
  }

  @Test func `a view that cannot be rebuilt is named, and keeps no other from being rebuilt`() async throws {
    try await withTale { program, url in
      #expect(try await program.run("views", "rebuild", "tale").code == 0)
      try await superuser(
        url, "alter table reporting.cycle_overview_v1 add constraint broken check (false) not valid")
      let answer = try await program.run("views", "rebuild", "tale")
      #expect(answer.code == 1 && answer.err.contains("Not rebuilt: cycle_overview."), "\(answer)")
      #expect(answer.lines.contains { $0.hasPrefix("cycle_overview") && $0.contains("not rebuilt") })
      // Those after it in the order are rebuilt all the same.
      #expect(answer.lines.last?.hasPrefix("visit_calendar") == true)
      #expect(answer.lines.filter { $0.hasSuffix(" 0 not as before") }.count == 8)
      #expect(answer.lines.count == 9)
    }
  }

  @Test func `doctor has a line for each thing it looked at, and leaves with 0 only where all is well`()
    async throws
  {
    try await withTale { program, _ in
      let answer = try await program.run("doctor")
      for what in [
        "database", "fsync", "synchronous_commit", "full_page_writes", "encoding", "isolation", "schema",
        "log tale",
      ] {
        #expect(answer.lines.contains { $0.dropFirst(6).hasPrefix(what) }, "\(what): \(answer)")
      }
      #expect(answer.lines.contains { $0.hasPrefix("ok    schema") })
      // The server of the tests may save itself the wait for its disk, which is wrong for any other.
      #expect((answer.code == 4) == answer.lines.contains { $0.hasPrefix("WRONG") }, "\(answer)")
    }
  }

  /// The story's first two weeks in a log called `tale`.
  private func withTale(_ body: @Sendable (Program, _ url: String) async throws -> Void) async throws {
    try await withProgram { program, url in
      let told = try await program.run("demo", "tale", "--until", "2025-09-15")
      try #require(told.code == 0, "\(told)")
      try await body(program, url)
    }
  }

  private func head(_ url: String) async throws -> Int {
    try await value(url, "select max(last_position)::int from collegiate.commit")
  }

  private func value<T: PostgresReadable & Sendable>(_ url: String, _ sql: String) async throws -> T {
    let connection = try await Connection.open(url)
    let rows = try await connection.run(sql)
    await connection.closeAndJoin()
    return try #require(rows.first).get(0)
  }
}

/// The superuser's hand.
func superuser(_ url: String, _ sql: String) async throws {
  let connection = try await Connection.open(url)
  try await connection.script(sql)
  await connection.closeAndJoin()
}
