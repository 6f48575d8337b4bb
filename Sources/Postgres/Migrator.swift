import FoundationEssentials

/// Brings a database's schema up to the files: each once, in order, in a transaction, under a lock.
package enum Migrator {
  /// Reads `NNNN-name.sql` from a directory; files of other kinds beside them are left alone.
  package static func load(from directory: String) throws -> [Migration] {
    var migrations: [Migration] = []
    do {
      for file in try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
      where file.hasSuffix(".sql") {
        let sql = try String(contentsOfFile: directory + "/" + file, encoding: .utf8)
        guard let migration = Migration(file: file, sql: sql) else {
          throw MigrationError.misnamed(file: file)
        }
        migrations.append(migration)
      }
    } catch let error as MigrationError {
      throw error
    } catch {
      throw MigrationError.unreadable(path: directory, reason: "\(error)")
    }
    try checkNumbers(migrations)
    return migrations
  }

  /// Applies what the database lacks and returns it; throws `MigrationError` and stops at the first refusal.
  ///
  /// Migrators that run at the same time take turns, so that each file is applied once. The statement
  /// timeout does not hold here; the lock timeout does, save for the wait for another migrator.
  package static func migrate(_ connection: Connection, _ migrations: [Migration]) async throws -> [Migration]
  {
    try checkNumbers(migrations)
    var applied: [Migration] = []
    while let migration = try await applyNext(connection, of: migrations) { applied.append(migration) }
    return applied
  }

  /// Applies what the database lacks, on one connection of the pool.
  package static func migrate(_ pool: Pool, _ migrations: [Migration]) async throws -> [Migration] {
    try await pool.with { try await migrate($0, migrations) }
  }

  /// What was applied and what is pending; throws `MigrationError` for an edited file or a newer database.
  package static func status(_ connection: Connection, _ migrations: [Migration]) async throws -> SchemaStatus
  {
    try checkNumbers(migrations)
    return try await connection.transaction(.snapshot) { connection in
      let exists = try connection.run("select to_regclass('schema_migration') is not null")
      let applied = try exists.first?.get(0) == true ? connection.applied() : []
      return SchemaStatus(applied: applied, pending: try connection.pending(migrations, after: applied))
    }
  }

  /// Throws unless the database is exactly at the files: what the service asks before it starts.
  package static func check(_ pool: Pool, _ migrations: [Migration]) async throws {
    let status = try await pool.with { connection in try await Migrator.status(connection, migrations) }
    guard status.pending.isEmpty else { throw MigrationError.pending(status.pending.map(\.file)) }
  }

  private static func applyNext(_ connection: Connection, of migrations: [Migration]) async throws
    -> Migration?
  {
    try await connection.transaction { connection in try connection.applyNext(of: migrations) }
  }

  private static func checkNumbers(_ migrations: [Migration]) throws(MigrationError) {
    for (index, migration) in migrations.enumerated() where migration.number != index + 1 {
      throw migration.number <= index ? .duplicate(number: migration.number) : .gap(missing: index + 1)
    }
  }
}

/// A database's schema compared with the files.
package struct SchemaStatus: Sendable {
  package struct Applied: Sendable {
    package let number: Int
    package let name: String
    /// sha256 of the file as it was applied, in hex.
    package let checksum: String
    package let appliedAt: PostgresTime
  }

  package let applied: [Applied]
  package let pending: [Migration]
}
