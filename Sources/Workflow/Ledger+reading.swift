import EventSourcing
import PeerReview
import ReadModels

/// Whose eyes a view is read with.
package enum SeenBy: Sendable, Hashable {
  case oneself
  /// As the visiting team sees the reader's own LEA, before anything is shared more widely.
  case team
}

/// A view as one reader sees it at one position.
package struct Table: Sendable {
  package let kind: ViewKind
  package let rows: [TableRow]
  /// The position that the rows are of, and when it was recorded.
  package let position: Int64
  package let recordedAt: Moment?
  package let epoch: Int
  /// The day that counts as today in it.
  package let today: CalendarDay
  /// Streams that wait, because an event of theirs cannot be folded.
  package let parked: [StreamID]
}

/// What a later page of one answer must agree with the first page on.
package struct Pin: Sendable, Equatable {
  /// Where the log ended.
  package let position: Int64
  package let today: CalendarDay

  package init(position: Int64, today: CalendarDay) {
    self.position = position
    self.today = today
  }
}

extension Ledger {
  /// A view for a reader, now or at a point of the past; the sight is the reader's present one.
  package func table(
    _ kind: ViewKind, for reader: Actor, asAt: AsAt = .now, seenBy: SeenBy = .oneself, pin: Pin? = nil
  ) -> Table {
    let sight = sight(of: reader, seenBy)
    var fold: any ReaderFold
    var end = min(pin?.position ?? head, head)
    var today = pin?.today ?? today
    switch asAt {
    case .now where end < head || today != self.today:
      fold = kind.fold()
      fold.extend(history, through: end, where: { _ in true }, as: { sight.of($0) })
    case .now:
      let key = OpenFolds.Key(view: kind.name, reader: reader, seenBy: seenBy)
      fold = folds.take(key, on: today) ?? kind.fold()
      fold.extend(history, through: end, where: { _ in true }, as: { sight.of($0) })
      folds.keep(fold, key)
    case .position(let position):
      fold = kind.fold()
      end = min(max(0, position), head)
      today = pin?.today ?? day(at: end)
      fold.extend(history, through: end, where: { _ in true }, as: { sight.of($0) })
    case .happened(let moment):
      fold = kind.fold()
      today = pin?.today ?? London.day(of: moment)
      let begun = streamsBegun(by: moment)
      fold.extend(
        history, through: end,
        where: { $0.envelope.occurredAt <= moment && begun.contains($0.envelope.stream) },
        as: { sight.of($0) })
    }
    return table(kind, fold, through: end, today: today)
  }

  func table(_ kind: ViewKind, _ fold: any ReaderFold, through end: Int64, today: CalendarDay) -> Table {
    Table(
      kind: kind, rows: fold.table(today: today), position: end,
      recordedAt: history[end]?.envelope.recordedAt, epoch: epoch, today: today,
      parked: fold.parked.keys.sorted { $0.description < $1.description })
  }

  /// The day on which a position was recorded; today for the head.
  func day(at position: Int64) -> CalendarDay {
    guard position < head else { return today }
    return history[position].map { London.day(of: $0.envelope.recordedAt) } ?? today
  }

  /// Streams whose first event had happened by then: without it the rest means nothing.
  private func streamsBegun(by moment: Moment) -> Set<StreamID> {
    Set(
      (0..<head).compactMap { history[$0 + 1]?.envelope }
        .filter { $0.version == 1 && $0.occurredAt <= moment }.map(\.stream))
  }

  package func sight(of reader: Actor, _ seenBy: SeenBy = .oneself) -> Sight {
    Sight(reader, on: today, in: consortium, asTeam: seenBy == .team)
  }

  /// The last position that was recorded by the end of a moment.
  package func position(recordedBy moment: Moment) -> Int64 { history.position(recordedBy: moment) }

  /// The events after a position that a reader may see, with how much of each; `next` passes those that it
  /// may not see.
  package func feed(
    after position: Int64, limit: Int, for reader: Actor
  ) -> (events: [(recorded: Recorded, extent: Sight.Extent)], next: Int64) {
    let sight = sight(of: reader)
    var events: [(Recorded, Sight.Extent)] = []
    var at = max(0, position)
    while at < head, events.count < limit, let recorded = history[at + 1] {
      at += 1
      let extent = sight.of(recorded)
      if extent != .nothing { events.append((recorded, extent)) }
    }
    return (events, at)
  }

  /// A stream's events as a reader sees them; nil where it may not see the stream, or there is none.
  package func events(
    of stream: StreamID, for reader: Actor
  ) -> [(recorded: Recorded, extent: Sight.Extent)]? {
    let sight = sight(of: reader)
    guard consortium.streams[stream] != nil, sight.ofStream(stream) != .nothing else { return nil }
    return events(of: stream, after: 0).compactMap { recorded in
      let extent = sight.of(recorded)
      return extent == .nothing ? nil : (recorded, extent)
    }
  }

  /// One event, with how much of it the reader sees; nil where it may not see it.
  package func event(
    at position: Int64, for reader: Actor
  ) -> (recorded: Recorded, extent: Sight.Extent)? {
    guard let recorded = history[position] else { return nil }
    let extent = sight(of: reader).of(recorded)
    return extent == .nothing ? nil : (recorded, extent)
  }

  /// A stream's state as an object of its declared properties, folded from the events that the reader may
  /// see, with where they stand: a later event that it may not see does not show in the count either. Nil
  /// where it may not see the stream.
  package func state(of stream: StreamID, for reader: Actor) -> (state: Node, head: StreamHead)? {
    guard let events = events(of: stream, for: reader), let extent = events.map(\.extent).min() else {
      return nil
    }
    var seen = Consortium()
    for event in events { seen.evolve(event.recorded) }
    guard let head = seen.streams[stream] else { return nil }
    return (Consortium.state(of: stream.kind, from: events.map(\.recorded), extent), head)
  }
}
