import Crypto
import PeerReview
import Postgres

/// Personal bearer tokens: shown once, kept as a digest, each acting as one person for one organisation.
package struct Tokens: Sendable {
  private let pool: Pool

  package init(_ pool: Pool) { self.pool = pool }

  package enum Scope: String, CaseIterable, Sendable {
    /// Views, streams, events.
    case read
    /// Views only.
    case report
    /// Commands.
    case command
  }

  /// What is kept of a token.
  package struct Token: Sendable {
    package let id: String
    package let log: String
    package let actor: Actor
    package let scopes: Set<Scope>
    package let label: String
    package let createdAt: Moment
    package let expiresAt: Moment
    package let revokedAt: Moment?
  }

  /// Makes a token and returns its secret, which nobody can show again.
  package func create(
    log: Int64, for actor: Actor, scopes: Set<Scope>, label: String, days: Int
  ) async throws -> (secret: String, id: String) {
    let secret = "collegiate_" + Secret.mint()
    let id = UUIDv7.mint(at: Clock.system)
    _ = try await pool.run(
      """
      insert into collegiate.token (id, log, person, organisation, scopes, digest, label, created_at, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7, now(), now() + make_interval(days => $8::int))
      """,
      [
        .text(id), .int(log), .text(actor.person.text), .text(actor.organisation.text),
        .texts(scopes.map(\.rawValue).sorted()), .bytes(Secret.digest(secret)), .text(label),
        .int(Int64(days)),
      ])
    return (secret, id)
  }

  /// The live token behind a secret; nil where there is none, or it expired or was revoked.
  package func authenticate(_ secret: String) async throws -> Token? {
    let rows = try await pool.run(
      "select \(Self.columns) from \(Self.source) where t.digest = $1 and t.revoked_at is null and t.expires_at > now()",
      [.bytes(Secret.digest(secret))])
    return try rows.first.map(Self.token)
  }

  package func list(log: Int64, label: String? = nil) async throws -> [Token] {
    try await pool.run(
      """
      select \(Self.columns) from \(Self.source)
      where t.log = $1 and ($2::text is null or t.label = $2) order by t.created_at, t.id
      """, [.int(log), .optional(label)]
    ).map(Self.token)
  }

  /// Revokes a log's live tokens with this id or this label; returns how many.
  package func revoke(log: Int64, id: String? = nil, label: String? = nil) async throws -> Int {
    try await pool.run(
      """
      update collegiate.token set revoked_at = now()
      where log = $1 and revoked_at is null and expires_at > now() and (id = $2 or label = $3)
      """, [.int(log), .optional(id), .optional(label)]
    ).affected
  }

  private static let source = "collegiate.token t join collegiate.log l on l.id = t.log"
  private static let columns = """
    t.id::text as id, l.slug, t.person, t.organisation, t.scopes, t.label, t.created_at, t.expires_at, t.revoked_at
    """

  private static func token(_ row: Row) throws -> Token {
    let scopes: [String] = try row.get("scopes")
    return Token(
      id: try row.get("id"), log: try row.get("slug"),
      actor: Actor(
        PersonID(try row.get("person")), for: OrganisationID(try row.get("organisation"))),
      scopes: Set(scopes.compactMap(Scope.init(rawValue:))), label: try row.get("label"),
      createdAt: moment(try row.get("created_at")), expiresAt: moment(try row.get("expires_at")),
      revokedAt: try row.get("revoked_at", as: PostgresTime?.self).map(moment))
  }

  private static func moment(_ time: PostgresTime) -> Moment { Moment(microseconds: time.microseconds) }
}

/// 256 bits that nobody can guess, and what is kept of them.
enum Secret {
  static func mint() -> String {
    SymmetricKey(size: .bits256).withUnsafeBytes { bytes in
      bytes.map { byte in
        let hex = String(byte, radix: 16)
        return hex.count == 1 ? "0" + hex : hex
      }.joined()
    }
  }

  static func digest(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Array(secret.utf8))) }
}
