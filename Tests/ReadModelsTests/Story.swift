import PeerReview
import ReadModels
import TestSupport

/// A log in memory, and views folded over it as a reader gets them.
struct Story: Sendable {
  private(set) var history = History()
  private(set) var consortium = Consortium()

  /// The events recorded by the end of a day in London, or all.
  init(_ log: [Recorded], until day: String? = nil) throws {
    let end = try day.map { London.end(of: try Self.day($0)) }
    for recorded in log {
      if let end, recorded.envelope.recordedAt > end { return }
      history.append(recorded)
      consortium.evolve(recorded)
    }
  }

  /// The worked example as far as it is told.
  static func ashmere(until day: String? = nil) throws -> Story {
    try Story(try Scenario.workedExample().log, until: day)
  }

  /// The day of the last entry.
  var today: CalendarDay {
    history.last.map { London.day(of: $0.envelope.recordedAt) } ?? CalendarDay(number: 0)
  }

  static func day(_ text: String) throws -> CalendarDay {
    guard let day = CalendarDay(text) else { throw NoDay(text: text) }
    return day
  }

  struct NoDay: Error { let text: String }

  /// A view with the reader's sight of `sightOn`, else of the last entry's day, as recorded by the end of
  /// `day`, else now.
  func rows(
    _ view: String, for reader: Actor = .system, asTeam: Bool = false, recordedBy day: String? = nil,
    sightOn: String? = nil
  ) throws -> [Shown] {
    guard let kind = ViewKind.named(view) else { throw NoView(name: view) }
    let sight = Sight(reader, on: try sightOn.map(Self.day) ?? today, in: consortium, asTeam: asTeam)
    var fold = kind.fold()
    var end = Int64(history.count)
    var on = try sightOn.map(Self.day) ?? today
    if let day {
      on = try Self.day(day)
      end = history.position(recordedBy: London.end(of: on))
    }
    fold.extend(history, through: end, where: { _ in true }, as: { sight.of($0) })
    return fold.table(today: on).map { Shown(kind, $0) }
  }

  struct NoView: Error { let name: String }
}

/// A row by the names of its columns.
struct Shown: Sendable {
  private let cells: [String: Cell]

  init(_ kind: ViewKind, _ row: TableRow) {
    cells = Dictionary(zip(kind.columns.map(\.name), row.cells), uniquingKeysWith: { first, _ in first })
  }

  /// As CSV has it; `-` for null.
  subscript(_ column: String) -> String {
    switch cells[column] {
    case nil: "no such column"
    case .null: "-"
    case .some(let cell): cell.text
    }
  }

  /// Several columns in one line.
  func line(_ columns: String...) -> String { columns.map { self[$0] }.joined(separator: " | ") }
}

extension Actor {
  /// `ash-lead`, for whomever its id says it works.
  init(_ id: String) {
    let employer = id.prefix { $0 != "-" }
    self.init(
      PersonID(id), for: OrganisationID(["co", "dp"].contains(employer) ? "office" : String(employer)))
  }
}

extension History {
  func events(of stream: StreamID) -> [Recorded] {
    (0..<count).compactMap { self[Int64($0 + 1)] }.filter { $0.envelope.stream == stream }
  }
}
