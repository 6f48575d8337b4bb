import EventSourcing
import PeerReview
import ReadModels
import Workflow

/// From where a page looks at a log: with one reader's sight, up to one position.
struct Outlook: Sendable {
  let reader: Actor
  let position: Int64
  /// The day that counts as today.
  let today: CalendarDay
  /// Whether it is the log as it stands.
  let isPresent: Bool

  init(_ reader: Actor, _ ledger: isolated Ledger) {
    self.reader = reader
    position = ledger.head
    today = ledger.today
    isPresent = true
  }

  /// The log as recorded by the end of a day.
  init(_ reader: Actor, asAt day: CalendarDay, _ ledger: isolated Ledger) {
    self.reader = reader
    position = ledger.position(recordedBy: London.end(of: day))
    today = min(day, ledger.today)
    isPresent = false
  }
}

extension Ledger {
  /// Answers from one moment of the log: nothing is recorded between two looks.
  func reading<T: Sendable>(_ body: @Sendable (isolated Ledger) throws -> T) rethrows -> T { try body(self) }

  /// The state of the streams that pass, folded from what the reader sees in full and from nothing else.
  func seen(_ outlook: Outlook, where passes: (StreamID) -> Bool) -> Consortium {
    let sight = sight(of: outlook.reader)
    var seen = Consortium()
    for stream in consortium.streams.keys.sorted(by: { $0.description < $1.description }) where passes(stream)
    {
      for recorded in events(of: stream)
      where recorded.envelope.position <= outlook.position && sight.of(recorded) == .everything {
        seen.evolve(recorded)
      }
    }
    return seen
  }

  /// The events of one stream that the reader sees in full; nil where it may not see that there is one.
  func events(_ stream: StreamID, _ outlook: Outlook) -> [(recorded: Recorded, extent: Sight.Extent)]? {
    let events = events(of: stream, for: outlook.reader)?.filter {
      $0.recorded.envelope.position <= outlook.position
    }
    return events?.isEmpty == true ? nil : events
  }

  /// The rows of a view.
  func rows(_ view: (some View).Type, _ outlook: Outlook) -> [PageRow] {
    guard let kind = ViewKind.named(view.name) else { preconditionFailure("\(view) is not among the views") }
    let table = table(kind, for: outlook.reader, asAt: outlook.isPresent ? .now : .position(outlook.position))
    return table.rows.map { PageRow(kind, $0) }
  }
}

/// A row of a view, its cells by name.
struct PageRow: Sendable {
  private let cells: [String: Cell]

  init(_ kind: ViewKind, _ row: TableRow) {
    cells = Dictionary(zip(kind.columns.map(\.name), row.cells), uniquingKeysWith: { first, _ in first })
  }

  subscript(_ name: String) -> Cell { cells[name] ?? .null }

  func text(_ name: String) -> String? {
    if case .text(let text) = self[name] { text } else { nil }
  }

  func whole(_ name: String) -> Int? {
    if case .whole(let number) = self[name] { number } else { nil }
  }

  func day(_ name: String) -> CalendarDay? {
    if case .day(let day) = self[name] { day } else { nil }
  }

  func moment(_ name: String) -> Moment? {
    if case .moment(let moment) = self[name] { moment } else { nil }
  }

  func list(_ name: String) -> [String] {
    if case .list(let items) = self[name] { items } else { [] }
  }

  func flag(_ name: String) -> Bool { self[name] == .flag(true) }

  var lea: OrganisationID? { text("lea").map { OrganisationID($0) } }
  var cycle: CycleID? { text("cycle").map { CycleID($0) } }
}
