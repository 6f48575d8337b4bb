import PeerReview
import Postgres

/// Names and contact details, which never enter the log: kept beside it, keyed by the ids that events
/// carry, so that they can be erased.
package struct People: Sendable {
  private let pool: Pool

  package init(_ pool: Pool) { self.pool = pool }

  /// The names known in a log, by person.
  package func names(log: Int64) async throws -> [PersonID: String] {
    let rows = try await pool.run(
      "select id, name from collegiate.person where log = $1", [.int(log)])
    return try Dictionary(
      uniqueKeysWithValues: rows.map { (PersonID(try $0.get("id")), try $0.get("name", as: String.self)) })
  }

  func keep(log: Int64, _ person: PersonID, name: String, email: String?) async throws {
    _ = try await pool.run(
      """
      insert into collegiate.person (log, id, name, email) values ($1, $2, $3, $4)
      on conflict (log, id) do nothing
      """, [.int(log), .text(person.text), .text(name), .optional(email)])
  }
}
