import EventSourcing
import Logging
import PeerReview
import Postgres
import ReadModels
import TestSupport

/// A log in a database of its own, whose history is a story told in memory: what projectors write from.
struct Projecting: Sendable {
  let pool: Pool
  /// The superuser's connection string.
  let url: String
  let log: LogInfo
  let story: Story

  func projector(_ holder: String, _ views: [ViewKind] = ViewKind.followed, lease: Duration = .seconds(60))
    -> Projector
  {
    Projector(pool, views, holder: holder, lease: lease, logger: quiet)
  }

  private var quiet: Logger {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
  }

  /// The story's first events, and the day of the last of them.
  func start(_ count: Int) -> (history: History, today: CalendarDay) {
    var history = History()
    for position in 1...Int64(count) { if let event = story.history[position] { history.append(event) } }
    return (history, history.last.map { London.day(of: $0.envelope.recordedAt) } ?? story.today)
  }

  var whole: (history: History, today: CalendarDay) { start(story.history.count) }

  /// A view's table as it stands, whole rows as text.
  func table(_ view: ViewKind) async throws -> [String] {
    try await pool.run(
      "select row_to_json(t)::text from reporting.\(view.name)_v\(view.version) t where log = $1 order by row_key",
      [.text(log.slug)]
    ).map { try $0.get(0) }
  }

  func tables(_ views: [ViewKind] = ViewKind.followed) async throws -> [[String]] {
    var tables: [[String]] = []
    for view in views { tables.append(try await table(view)) }
    return tables
  }

  func cursor(_ view: ViewKind) async throws -> Cursor? {
    try await Cursors(pool).status(of: log).first { $0.name == view.name }
  }

  /// The superuser's hand.
  func tamper(_ sql: String) async throws {
    let connection = try await Connection.open(url)
    try await connection.script(sql)
    await connection.closeAndJoin()
  }
}

extension Projector {
  func rebuild(
    _ view: ViewKind, _ log: LogInfo, _ history: History, today: CalendarDay
  ) async throws -> Rebuilt {
    try await rebuild(view, log, today: today) { history }
  }
}

func withProjecting(_ body: @Sendable (Projecting) async throws -> Void) async throws {
  let story = try Story.ashmere()
  try await withDatabase { pool, url in
    let log = try await EventStore(pool).createLog(slug: "six-dales", name: "Six Dales", rehearsal: true)
    try await body(Projecting(pool: pool, url: url, log: log, story: story))
  }
}

/// Counts each stream's events, and stumbles over one type of event where it is told to.
protocol Counting: View where Row == CountedStream {
  static var stumblesOver: String? { get }
}

struct CountedStream: Sendable {
  let stream: String
  var events = 0
}

extension Counting {
  static var name: String { "stream_counts" }
  static var version: Int { 1 }
  static var question: String { "How often did something happen?" }
  static var columns: [Column<CountedStream>] {
    [
      Column("counted", \.stream, "The stream"), Column("events", \.events, "Its events"),
    ]
  }

  mutating func fold(_ seen: Seen) throws {
    if seen.envelope.type == Self.stumblesOver { throw FoldFault("It stumbles over this.") }
    let name = seen.envelope.stream.description
    var row = rows[RowKey(name)] ?? CountedStream(stream: name)
    row.events += 1
    rows.set(RowKey(name), row, by: seen)
  }
}

/// A row for each event, which nothing changes any more.
struct EachEvent: View {
  typealias Row = Recorded
  static let name = "each_event"
  static let version = 1
  static let question = "What happened?"
  static let columns: [Column<Row>] = [
    Column("position", \.envelope.position, "Its place"), Column("type", \.envelope.type, "What happened"),
  ]
  var rows = Rows<Row>()

  mutating func fold(_ seen: Seen) { rows.set(RowKey("\(seen.envelope.position)"), seen.recorded, by: seen) }
}

struct SureFooted: Counting {
  static var stumblesOver: String? { nil }
  var rows = Rows<CountedStream>()
}

struct Stumbling: Counting {
  static var stumblesOver: String? { "SessionRecorded" }
  var rows = Rows<CountedStream>()
}
