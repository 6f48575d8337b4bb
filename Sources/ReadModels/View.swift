import PeerReview

/// An event as one reader sees it.
package struct Seen: Sendable {
  package let recorded: Recorded
  package let extent: Sight.Extent

  package init(_ recorded: Recorded, _ extent: Sight.Extent) {
    self.recorded = recorded
    self.extent = extent
  }

  package var envelope: Envelope { recorded.envelope }
  package var event: Event { recorded.event }
  /// The London day on which it was recorded, and on which it happened: few folds ask for either.
  package var recordedOn: CalendarDay { London.day(of: envelope.recordedAt) }
  package var occurredOn: CalendarDay { London.day(of: envelope.occurredAt) }
}

/// A view: a value that folds the events its reader may see into rows, and knows neither SQL nor HTTP.
/// It can be thrown away and folded again at any time.
package protocol View: Sendable {
  associatedtype Row: Sendable
  /// `visit_calendar`, in every format.
  static var name: String { get }
  /// Raised when its rows mean something else; a new version is built beside the old one.
  static var version: Int { get }
  static var question: String { get }
  static var columns: [Column<Row>] { get }
  /// SQL for its rows, each with its `log`, where the log's own tables hold them all and a table of copies is not
  /// needed; nil for every view that has to be folded.
  static var query: String? { get }

  var rows: Rows<Row> { get set }
  init()
  /// Throws where an event cannot be folded: its stream is then parked in this view, and no other.
  mutating func fold(_ seen: Seen) throws
  /// A row's own cells. Asked of the view, so that the compiler makes code for each: what serves all of them takes
  /// twice as long.
  static func cells(_ row: Row, _ extent: Sight.Extent, _ today: CalendarDay) -> [Cell]
}

extension View {
  package static var query: String? { nil }

  package static func cells(_ row: Row, _ extent: Sight.Extent, _ today: CalendarDay) -> [Cell] {
    columns.map { $0.isContent && extent < .everything ? .null : $0.cell(row, today) }
  }
}

/// Why an event could not be folded.
package struct FoldFault: Error, Sendable, Equatable {
  package let detail: String
  package init(_ detail: String) { self.detail = detail }
}
