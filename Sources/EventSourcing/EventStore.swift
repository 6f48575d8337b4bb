import PeerReview
import Postgres

/// The logs of all consortia in one database. What is promised of it is in `schema/README.md`.
package struct EventStore: Sendable {
  package let pool: Pool
  let appenders = Appenders()

  /// `pool` connects as, or takes on, the role `collegiate_service`.
  package init(_ pool: Pool) { self.pool = pool }

  /// Makes an empty log; throws `LogError` where the slug is taken or malformed.
  package func createLog(slug: String, name: String, rehearsal: Bool) async throws -> LogInfo {
    do {
      let rows = try await pool.run(
        "select \(LogInfo.columns) from collegiate.create_log($1, $2, $3)",
        [.text(slug), .text(name), .bool(rehearsal)]
      )
      guard let row = rows.first else { throw LogError.unknownLog }
      return try LogInfo(row)
    } catch let error as PostgresError {
      switch error.sqlState {
      case "23505": throw LogError.logExists(slug)
      case "23514": throw LogError.malformedLog(error.constraint?.contains("name") == true ? "name" : "slug")
      default: throw error
      }
    }
  }

  /// All logs, by slug.
  package func logs() async throws -> [LogInfo] {
    try await pool.run("select \(LogInfo.columns) from collegiate.log order by slug").map { try LogInfo($0) }
  }

  /// The log under a slug, nil where there is none; in the epoch of the server that answers.
  package func log(_ slug: String) async throws -> LogInfo? {
    try await pool.run("select \(LogInfo.currentColumns) from collegiate.log where slug = $1", [.text(slug)])
      .first.map { try LogInfo($0) }
  }

  /// Where the log ends now, and in which epoch: looking is what notices that another server has taken over.
  package func head(of log: LogInfo) async throws -> Head {
    guard let row = try await pool.run(Self.headQuery, [.int(log.id)]).first else {
      throw LogError.unknownLog
    }
    return Head(
      position: try row.get("last_position"),
      commit: try row.get("number"),
      hash: try row.get("hash"),
      recordedAt: try row.get("recorded_at", as: PostgresTime?.self).map { Moment($0) },
      epoch: try row.get("epoch"),
      isOnStandby: try row.get("standby")
    )
  }

  /// Where every log ends now, and in which epoch it stands: one statement for all of them, which costs a few
  /// microseconds a log. A log that finds itself on another server has its epoch raised, as by `head(of:)`.
  package func ends() async throws -> [LogEnd] {
    let askedAt = ContinuousClock.now
    return try await pool.run(Self.endsQuery).map { row in
      LogEnd(
        slug: try row.get("slug"), epoch: try row.get("epoch"), position: try row.get("last_position"),
        isOnStandby: try row.get("standby"), askedAt: askedAt)
    }
  }

  /// The server's identity is asked for once, not for each log; on a standby it cannot be.
  private static let endsQuery = """
    select l.slug, pg_is_in_recovery() as standby, coalesce(c.last_position, 0) as last_position,
      case
        when pg_is_in_recovery() then l.epoch
        when l.timeline = (select collegiate.timeline())
          and l.system_identifier = (select collegiate.system_identifier()) then l.epoch
        else collegiate.current_epoch(l.id)
      end as epoch
    from collegiate.log l
    left join lateral (
      select c.last_position from collegiate.commit c where c.log = l.id order by c.number desc limit 1) as c
      on true
    order by l.slug
    """

  static let headQuery = """
    select collegiate.current_epoch(l.id) as epoch, pg_is_in_recovery() as standby,
      coalesce(c.number, 0) as number, coalesce(c.last_position, 0) as last_position, c.recorded_at,
      coalesce(c.hash, collegiate.opening(l.genesis, l.slug, l.rehearsal)) as hash
    from collegiate.log l
    left join lateral (
      select * from collegiate.commit c where c.log = l.id order by c.number desc limit 1) as c on true
    where l.id = $1
    """
}

extension Moment {
  init(_ time: PostgresTime) { self.init(microseconds: time.microseconds) }

  var postgres: PostgresTime { PostgresTime(microseconds: microseconds) }
}
