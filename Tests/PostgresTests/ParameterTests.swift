import Testing

@testable import Postgres

@Suite("Parameters and rows", .timeLimit(.minutes(5))) struct ParameterTests {
  static let texts = [
    "", " ", "a", "it's", "\"quoted\"", "back\\slash", "{curly,comma}", "NULL", "null", "line\nbreak\ttab\r",
    "naïve", "ﷺ", "👩‍👩‍👧‍👦", "e\u{301}", "\u{feff}bom", "\u{200b}", "\u{10ffff}", "\u{1}\u{7f}", "שלום",
    String(repeating: "long ", count: 50_000),
  ]

  @Test("A text comes back as it was sent, scalar by scalar") func text() async throws {
    try await withConnection { connection in
      for text in Self.texts {
        let back: String = try await connection.one("select $1::text", .text(text))
        #expect(Array(back.unicodeScalars) == Array(text.unicodeScalars))
      }
    }
  }

  @Test("A list of texts comes back as it was sent, with nulls, empty texts and odd characters")
  func texts() async throws {
    try await withConnection { connection in
      for list in [[], [nil], [""], Self.texts, Self.texts.map { $0 } + [nil, "after null"]] as [[String?]] {
        let back: [String?] = try await connection.one("select $1::text[]", .texts(list))
        #expect(back == list)
        let binary: [String?] = try await connection.one("select $1", .textArray(list))
        #expect(binary == list)
      }
      let plain: [String] = try await connection.one("select $1::text[]", .texts(Self.texts))
      #expect(plain == Self.texts)
    }
  }

  @Test(
    "Whole numbers come back as they were sent, to the limits",
    arguments: [0, 1, -1, .max, .min] as [Int64]
  )
  func int(value: Int64) async throws {
    try await withConnection { connection in
      try await connection.expect("select $1", .int(value), gives: value)
      try await connection.expect("select $1", .int(value), gives: Int(value))
      let list: [Int64?] = [value, nil, value]
      try await connection.expect("select $1", .ints(list), gives: list)
      try await connection.expect("select $1", .ints([Int64?]()), gives: [Int64]())
      try await connection.expect("select $1", .ints([7, Int(value)]), gives: [7, Int(value)])
    }
  }

  @Test(
    "What is no whole number, or too large for one, is refused",
    arguments: [
      "", "-", "+1", "1a", " 1", "1.0", "9223372036854775808", "-9223372036854775809", "99999999999999999999",
    ])
  func noInt(text: String) async throws {
    try await withConnection { connection in
      let error = await #expect(throws: PostgresError.self) {
        _ = try await connection.one("select $1::text", .text(text)) as Int64
      }
      #expect(error?.kind == .decoding)
    }
  }

  @Test("Truth values come back as they were sent") func bool() async throws {
    try await withConnection { connection in
      for value in [true, false] { try await connection.expect("select $1", .bool(value), gives: value) }
      let list: [Bool?] = [true, nil, false]
      try await connection.expect("select $1", .bools(list), gives: list)
      try await connection.expect("select not $1", .bool(true), gives: false)
    }
  }

  @Test("Floating numbers come back bit by bit")
  func double() async throws {
    try await withConnection { connection in
      let values = [
        0, 0.1, -1.5e300, .leastNonzeroMagnitude, 1 / 3, .infinity, -.infinity, .greatestFiniteMagnitude,
      ]
      for value in values { try await connection.expect("select $1", .double(value), gives: value) }
      let nan: Double = try await connection.one("select $1", .double(.nan))
      #expect(nan.isNaN)
    }
  }

  @Test("Bytes come back as they were sent, all 256 of them and none") func bytes() async throws {
    try await withConnection { connection in
      for bytes in [[], [0], Array(0...255)] as [[UInt8]] {
        try await connection.expect("select $1", .bytes(bytes), gives: bytes)
      }
      let list: [[UInt8]?] = [[], nil, Array(0...255)]
      try await connection.expect("select $1", .bytesList(list), gives: list)
    }
  }

  @Test("A time means the same moment to us and to the server, from 4713 BC to the year 294246")
  func time() async throws {
    try await withConnection { connection in
      var moments: [Int64] = [0, 1, -1, 999_999, 946_684_800_000_000, -62_135_596_800_000_001]
      moments += [-210_866_803_200_000_000, 9_223_339_708_799_999_999]
      var generator = SystemRandomNumberGenerator()
      for _ in 0..<200 {
        moments.append(.random(in: -210_866_803_200_000_000...9_000_000_000_000_000_000, using: &generator))
      }
      let times = moments.map(PostgresTime.init)
      let rows = try await connection.run(
        "select t, (extract(epoch from t) * 1000000)::bigint::text as says from unnest($1) with ordinality as x (t, n) order by n",
        [.times(times)]
      )
      for (row, time) in zip(rows, times) {
        #expect(try row.get("t", as: PostgresTime.self) == time)
        #expect(try row.get("says", as: String.self) == String(time.microseconds))
      }
      try await connection.expect("select $1", .times([times[0], nil]), gives: [times[0], nil])
      try await connection.expect("select $1", .time(times[1]), gives: times[1])
    }
  }

  @Test("A time that PostgreSQL cannot hold is refused, and one that Int64 cannot is not read")
  func impossibleTime() async throws {
    try await withConnection { connection in
      for extreme in [Int64.min, Int64.min + 946_684_800_000_000] {
        let error = try await postgresError {
          try await connection.run("select $1", [.time(PostgresTime(microseconds: extreme))])
        }
        #expect(error.kind == .misuse)
      }
      for text in ["infinity", "-infinity", "294247-01-01 00:00:00+00", "294276-12-31 23:59:59.999999+00"] {
        let rows = try await connection.run("select $1::timestamptz as t", [.text(text)])
        let error = try await postgresError { try rows[0].get("t", as: PostgresTime.self) }
        #expect(error.kind == .decoding)
      }
    }
  }

  @Test("Null reads as an optional's nil, and as nothing else") func null() async throws {
    try await withConnection { connection in
      let rows = try await connection.run(
        "select $1::int as n, $2::text as t",
        [.null, .optional(String?.none)]
      )
      #expect(try rows[0].get("n", as: Int?.self) == nil)
      #expect(try rows[0].get("t", as: String?.self) == nil)
      let error = try await postgresError { try rows[0].get("n", as: Int.self) }
      #expect(error.kind == .decoding)
    }
  }

  @Test("Literals and optionals become parameters") func literals() {
    let parameters: [Parameter] = [
      "a", 1, true, nil, 0.5, .optional(Int?.none), .optional("b"), .int(Int(2)),
    ]
    #expect(
      parameters == [
        .text("a"), .int(1 as Int64), .bool(true), .null, .double(0.5), .null, .text("b"), .int(2 as Int64),
      ]
    )
  }

  @Test("A NUL in a text is refused, not cut off") func nul() async throws {
    try await withConnection { connection in
      for parameter in [.text("a\0b"), .texts(["a", nil, "\0"]), .textArray(["\0"])] as [Parameter] {
        let error = try await postgresError { try await connection.run("select $1::text", [parameter]) }
        #expect(error.kind == .misuse)
        #expect(error.message.contains("$1"))
      }
      let error = try await postgresError { try await connection.run("select 1\0") }
      #expect(error.kind == .misuse)
      try await connection.expect("select 1", gives: 1)
    }
  }

  @Test("A text takes the type of the place where it stands") func inference() async throws {
    try await withConnection { connection in
      let id = "00000000-0000-0000-0000-000000000001"
      try await connection.expect(
        "select $1::uuid = any($2::uuid[])",
        .text(id),
        .texts([nil, id]),
        gives: true
      )
      try await connection.expect("select $1::jsonb ->> 'a'", .text(#"{"a": "b"}"#), gives: "b")
      try await connection.expect("select date '2024-02-28' + $1::int", 1, gives: "2024-02-29")
    }
  }

  @Test("Rows know their columns, their number and how many rows were touched") func rows() async throws {
    try await withConnection { connection in
      _ = try await connection.run("create temp table t (a int, b text)")
      let inserted = try await connection.run("insert into t select n, 'x' from generate_series(1, 5) n")
      #expect(inserted.affected == 5 && inserted.isEmpty)
      let rows = try await connection.run("select a, b from t order by a")
      #expect(rows.columns == ["a", "b"] && rows.count == 5 && rows.affected == 5)
      #expect(try rows.map { try $0.get("a", as: Int.self) } == [1, 2, 3, 4, 5])
      #expect(try await connection.run("select from t where false").isEmpty)
    }
  }

  @Test("A column that is missing, doubled or of another kind is an error that names it") func misreading()
    async throws
  {
    try await withConnection { connection in
      let row = try await connection.run("select 'secret' as a, 1 as b, 2 as b, '{{1},{2}}'::int[] as c")[0]
      for (error, name) in [
        (try await postgresError { try row.get("zzz", as: Int.self) }, "zzz"),
        (try await postgresError { try row.get("b", as: Int.self) }, "b"),
        (try await postgresError { try row.get("a", as: Int.self) }, "a"),
        (try await postgresError { try row.get("a", as: Bool.self) }, "a"),
        (try await postgresError { try row.get("a", as: [UInt8].self) }, "a"),
        (try await postgresError { try row.get("c", as: [Int].self) }, "c"),
      ] {
        #expect(error.kind == .decoding)
        #expect(error.message.contains("\"\(name)\""))
        #expect(!error.description.contains("secret"))
      }
    }
  }
}
