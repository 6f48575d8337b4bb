import PeerReview
import Postgres

/// Sign-ins to the pages: an opaque cookie whose digest is kept, for one person in one log.
package struct Sessions: Sendable {
  private let pool: Pool

  package init(_ pool: Pool) { self.pool = pool }

  /// Who is signed in, to which log.
  package struct Session: Sendable {
    package let log: String
    package let actor: Actor
    /// Repeated in every form, so that another site's page cannot send one.
    package let formKey: String
  }

  /// How long a session lasts, in hours.
  package static let hours = 12

  /// Signs a person in and returns the cookie's value.
  package func begin(log: Int64, as actor: Actor) async throws -> String {
    let secret = Secret.mint()
    _ = try await pool.run(
      """
      insert into collegiate.session (digest, log, person, organisation, created_at, expires_at)
      values ($1, $2, $3, $4, now(), now() + make_interval(hours => $5::int))
      """,
      [
        .bytes(Secret.digest(secret)), .int(log), .text(actor.person.text), .text(actor.organisation.text),
        .int(Int64(Self.hours)),
      ])
    return secret
  }

  package func find(_ secret: String) async throws -> Session? {
    let rows = try await pool.run(
      """
      select l.slug, s.person, s.organisation from collegiate.session s join collegiate.log l on l.id = s.log
      where s.digest = $1 and s.expires_at > now()
      """, [.bytes(Secret.digest(secret))])
    return try rows.first.map { row in
      Session(
        log: try row.get("slug"),
        actor: Actor(PersonID(try row.get("person")), for: OrganisationID(try row.get("organisation"))),
        formKey: Self.formKey(secret))
    }
  }

  package func end(_ secret: String) async throws {
    _ = try await pool.run(
      "delete from collegiate.session where digest = $1 or expires_at <= now()",
      [.bytes(Secret.digest(secret))])
  }

  /// Derived from the cookie, so that nothing more needs keeping.
  private static func formKey(_ secret: String) -> String {
    Secret.digest("form " + secret).prefix(16).map { String($0, radix: 16) }.joined(separator: "")
  }
}
