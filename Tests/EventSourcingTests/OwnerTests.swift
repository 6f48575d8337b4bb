import EventSourcing
import Postgres
import TestSupport
import Testing

@Suite struct `Who migrates` {
  @Test
  func `An owner who is no superuser, but may create roles, lays the schema down and the service appends`()
    async throws
  {
    try await withDatabase { _, url in
      let owner = "collegiate_owner_" + newID().filter { $0 != "-" }
      let database = "collegiate_test_" + newID().filter { $0 != "-" }
      let superuser = try await Connection.open(url)
      _ = try await superuser.run("create role \(owner) createrole")
      _ = try await superuser.run(
        "create database \(database) template template0 encoding 'UTF8' owner \(owner)"
      )
      let connection = try await Connection.open(conninfo(url, ["dbname": database]))
      try await connection.script("set session authorization \(owner)")
      let applied = try await Migrator.migrate(connection, try testMigrations())
      #expect(applied.count >= 3)
      try await connection.script("set role collegiate_service")
      let made = try await connection.run("select id from collegiate.create_log('ashmere', 'Ashmere', true)")
      #expect(made.count == 1)
      await #expect(throws: PostgresError.self) {
        try await connection.run("update collegiate.log set epoch = 2")
      }
      try await connection.script("create table reporting.view_of_mine (id text)")
      await connection.closeAndJoin()
      let service = testPool(conninfo(url, ["dbname": database, "options": "-c role=collegiate_service"]))
      let store = EventStore(service)
      let log = try #require(try await store.log("ashmere"))
      #expect(try await store.append(adding(visit("v1"), at: 0), to: log).receipt != nil)
      #expect(try await Verifier.verify(store, log).isWhole)
      await service.close()
      _ = try await superuser.run("drop database \(database) with (force)")
      _ = try await superuser.run("drop role \(owner)")
      await superuser.closeAndJoin()
    }
  }
}
