import EventSourcing
import Postgres
import TestSupport
import Workflow

extension House {
  /// Runs both commands so that each has decided before either is written: the log's lock is held until both
  /// wait for it.
  func together<T: Sendable>(
    _ first: @escaping @Sendable () async throws -> T, _ second: @escaping @Sendable () async throws -> T
  ) async throws -> [Result<T, any Error>] {
    let holder = try await Connection.open(url)
    let log = await ledger.info.id
    let before: Int = try await value(Self.waiting)
    try await holder.script("select pg_advisory_lock(1131375989, \(log))")
    async let one = result(first)
    async let two = result(second)
    try await eventually("both wait for the log") { try await value(Self.waiting) == before + 2 }
    try await holder.script("select pg_advisory_unlock(1131375989, \(log))")
    let results = await [one, two]
    await holder.closeAndJoin()
    return results
  }

  private static let waiting =
    "select count(*)::int from pg_locks where locktype = 'advisory' and classid = 1131375989 and not granted"
    + " and database = (select oid from pg_database where datname = current_database())"

  private func result<T: Sendable>(_ work: @Sendable () async throws -> T) async -> Result<T, any Error> {
    do {
      return .success(try await work())
    } catch {
      return .failure(error)
    }
  }
}
