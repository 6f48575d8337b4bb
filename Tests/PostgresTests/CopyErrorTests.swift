import Testing

@testable import Postgres

@Suite("Errors of copied rows", .timeLimit(.minutes(5))) struct CopyErrorTests {
  /// A table's column, the text copied into it, and what the server says; the text is what must not be repeated.
  static let leaks: [(String, String, String, String)] = [
    ("a int", "secret", "22P02", "invalid input syntax for type integer"),
    ("a date", "2026-02-30 secret", "22007", "invalid input syntax for type date"),
    ("a text[]", "secret", "22P02", "malformed array literal"),
    ("a varchar(3)", "secret", "22001", "value too long"),
    ("a text constraint short check (length(a) < 3)", "secret", "23514", "new row for relation \"t\""),
    ("a regclass", "secret", "42P01", "relation \"…\" does not exist"),
    ("a regclass", "secret.a.b.c.d", "42601", "improper relation name"),
    ("a text check (complain(a))", "secret", "P0001", "A function of the database refused a row."),
    ("a text check (complain_code(a))", "secret", "23514", ""),
    ("a text check (assertion(a))", "secret", "P0004", ""),
    ("a int", "1\tsecret", "22P04", "extra data after last expected column"),
  ]

  @Test(
    "No error shows a word of a copied row, whatever the server or a function says about it",
    arguments: leaks.indices)
  func withheld(index: Int) async throws {
    let (column, text, sqlState, message) = Self.leaks[index]
    try await withConnection { connection in
      try await connection.script(
        """
        create function complain(x text) returns boolean language plpgsql as
          $$ begin raise exception 'so says % here', x using detail = x, hint = x; end $$;
        create function complain_code(x text) returns boolean language plpgsql as
          $$ begin raise exception 'refused %', x using errcode = '23514'; end $$;
        create function assertion(x text) returns boolean language plpgsql as
          $$ begin assert false, x; return true; end $$;
        create table t (\(column))
        """)
      var rows = CopyRows()
      for part in text.split(separator: "\t") { rows.add(String(part)) }
      rows.endRow()
      let error = try await postgresError { [rows] in try await connection.copy(rows, into: "t", ["a"]) }
      #expect(error.kind == .server && error.sqlState == sqlState)
      #expect(error.message.hasPrefix(message), "\(error)")
      for said in ["\(error)", String(reflecting: error), error.hint ?? ""] {
        #expect(!said.contains("secret"))
      }
      try await connection.expect("select count(*) from t", gives: 0)
    }
  }
}
