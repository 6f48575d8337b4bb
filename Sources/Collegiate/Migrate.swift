import ArgumentParser
import Logging
import Postgres

struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring the database's schema up to this program.",
    discussion: "Each file of the schema folder is applied once, in order. Running it again does nothing.")

  @OptionGroup var database: DatabaseOptions

  func run() async throws {
    let migrations = try database.migrations()
    let pool = try database.pool(size: 1, role: nil, logger: Logger(label: "collegiate"))
    do {
      let applied = try await Migrator.migrate(pool, migrations)
      for migration in applied { Console.out("Applied \(migration.file)") }
      if applied.isEmpty { Console.out("The schema is up to date (\(migrations.count)).") }
    } catch {
      await pool.close()
      throw error
    }
    await pool.close()
  }
}
