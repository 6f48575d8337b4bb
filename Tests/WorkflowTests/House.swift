import EventSourcing
import Logging
import PeerReview
import Postgres
import ReadModels
import TestSupport
import Testing
import WorkedExample
import Workflow

/// The worked example in a database, as far as a test wants it, and another process beside this one.
struct House: Sendable {
  let pool: Pool
  /// The superuser's connection string.
  let url: String
  let ledgers: Ledgers
  let ledger: Ledger

  /// The log as another process knows it: a memory of its own over the same database.
  func otherProcess() async throws -> Ledger {
    try #require(try await Ledgers(pool, logger: quietLogger()).ledger(ledger.slug))
  }

  /// Performs a command, named as in the API's path.
  @discardableResult
  func perform(
    _ path: String, as person: String, _ body: String = "{}", id: String? = nil, ifMatch: Int? = nil,
    at: String? = nil, in process: Ledger? = nil
  ) async throws -> Outcome {
    let (kind, target) = try #require(CommandKind.route(path))
    let call = Call(
      kind, id: target, try JSON.parse(body), by: Actor(person), commandID: id, expectedVersion: ifMatch,
      at: try at.map { try #require(Moment($0)) })
    return try await (process ?? ledger).perform(call)
  }

  /// The code with which a command is refused, nil where it goes through.
  func refusal(
    _ path: String, as person: String, _ body: String = "{}", id: String? = nil, ifMatch: Int? = nil
  ) async throws
    -> Refusal.Code?
  {
    do {
      try await perform(path, as: person, body, id: id, ifMatch: ifMatch)
      return nil
    } catch let refused as Refused {
      return refused.refusal.code
    }
  }

  /// Everything that a command could have left behind.
  func traces() async throws -> String {
    try await value(
      """
      select concat_ws(' ', (select count(*) from collegiate.event), (select count(*) from collegiate.commit),
        (select count(*) from collegiate.receipt), (select count(*) from collegiate.person),
        (select md5(string_agg(p::text, ',' order by id)) from collegiate.person p))
      """)
  }

  func value<T: PostgresReadable & Sendable>(_ sql: String) async throws -> T {
    let row = try #require(try await pool.run(sql).first)
    return try row.get(0)
  }

  func count(_ sql: String) async throws -> Int { try await value("select count(*) \(sql)") }
}

/// Performs the worked example until a day, or whole, in a database of its own.
func withHouse(until day: String? = nil, _ body: @Sendable (House) async throws -> Void) async throws {
  let until = try day.map { try #require(CalendarDay($0)) }
  try await withDatabase { pool, url in
    let ledgers = Ledgers(pool, logger: quietLogger())
    _ = try await Rehearsal(slug: WorkedExample.slug, name: WorkedExample.name, until: until).perform(
      in: ledgers)
    let ledger = try #require(try await ledgers.ledger(WorkedExample.slug))
    try await body(House(pool: pool, url: url, ledgers: ledgers, ledger: ledger))
  }
}

func quietLogger() -> Logger {
  var logger = Logger(label: "test")
  logger.logLevel = .critical
  return logger
}

/// A UUID of which only its last digits count.
func uuid(_ number: Int) -> String {
  let digits = String(number)
  return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
}

extension Actor {
  /// `ash-lead`, for whomever its id says it works.
  init(_ id: String) {
    let employer = id.prefix { $0 != "-" }
    self.init(
      PersonID(id), for: OrganisationID(["co", "dp"].contains(employer) ? "office" : String(employer)))
  }
}

extension Table {
  /// The cells of one column, by the rows' keys, as CSV has them.
  func column(_ name: String) -> [String] {
    guard let index = kind.columns.firstIndex(where: { $0.name == name }) else { return ["no such column"] }
    return rows.map { $0.cells[index].text }
  }
}

extension Ledger {
  func table(_ view: String, for person: String, asAt: AsAt = .now, seenBy: SeenBy = .oneself) throws -> Table
  {
    let kind = try #require(ViewKind.named(view))
    return table(kind, for: Actor(person), asAt: asAt, seenBy: seenBy)
  }
}
