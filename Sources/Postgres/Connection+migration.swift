extension Connection {
  /// In a transaction: the next migration that the database lacks, applied and noted; nil if there is none.
  func applyNext(of migrations: [Migration]) throws -> Migration? {
    try lockMigrations()
    try script(table)
    guard let migration = try pending(migrations, after: applied()).first else { return nil }
    do throws(PostgresError) {
      try script(migration.sql)
      try note(migration)
    } catch {
      throw error.kind == .server ? MigrationError.failed(file: migration.file, error) : error
    }
    return migration
  }

  private func note(_ migration: Migration) throws(PostgresError) {
    _ = try run(
      """
      insert into schema_migration (number, name, checksum, applied_at)
      values ($1, $2, encode(sha256(convert_to($3, 'UTF8')), 'hex'), clock_timestamp())
      """,
      [.int(migration.number), .text(migration.name), .text(migration.sql)]
    )
  }

  /// What the database says was applied, in order.
  func applied() throws(PostgresError) -> [SchemaStatus.Applied] {
    var applied: [SchemaStatus.Applied] = []
    for row in try run("select number, name, checksum, applied_at from schema_migration order by number") {
      applied.append(
        SchemaStatus.Applied(
          number: try row.get("number"),
          name: try row.get("name"),
          checksum: try row.get("checksum"),
          appliedAt: try row.get("applied_at")
        )
      )
    }
    return applied
  }

  /// The migrations after those applied, which must be as they were when they were applied.
  func pending(_ migrations: [Migration], after applied: [SchemaStatus.Applied]) throws -> [Migration] {
    if let last = applied.last, last.number > migrations.count {
      throw MigrationError.newer(database: last.number, program: migrations.count)
    }
    let checksums = try checksums(of: migrations)
    for (index, (record, migration)) in zip(applied, migrations).enumerated() {
      guard record.number == index + 1 else { throw MigrationError.gap(missing: index + 1) }
      guard record.checksum == checksums[index] else { throw MigrationError.edited(file: migration.file) }
    }
    return Array(migrations.dropFirst(applied.count))
  }

  private func checksums(of migrations: [Migration]) throws(PostgresError) -> [String] {
    let rows = try run(
      """
      select array_agg(encode(sha256(convert_to(sql, 'UTF8')), 'hex') order by number) as checksums
      from unnest($1::text[]) with ordinality as file (sql, number)
      """,
      [.texts(migrations.map(\.sql))]
    )
    return try rows.first?.get("checksums", as: [String]?.self) ?? []
  }

  /// One migrator at a time, for as long as this transaction lasts; the wait for it is not limited, as
  /// the other one may rightly take long.
  private func lockMigrations() throws(PostgresError) {
    let limit = try run("select set_config('statement_timeout', '0', true), current_setting('lock_timeout')")
    _ = try run("select set_config('lock_timeout', '0', true)")
    _ = try run("select pg_advisory_xact_lock($1)", [.int(migrationLock)])
    _ = try run("select set_config('lock_timeout', $1, true)", [.text(try limit.first?.get(1) ?? "0")])
  }
}

/// Chosen once; any number that nobody else locks.
private let migrationLock: Int64 = 7_310_579_624_003_251_201

private let table = """
  create table if not exists schema_migration (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null
  )
  """
