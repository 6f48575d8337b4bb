import EventSourcing
import PeerReview
import Postgres

/// How a rebuild went: how many rows it wrote, and how many of those it found were not the same.
package struct Rebuilt: Sendable {
  package let view: String
  package let rows: Int
  package let differences: Int
}

/// Each time a view was to be put in its place, its table was further than what had been read of the log.
package struct RebuildOvertaken: Error, CustomStringConvertible {
  package var description: String { "The view was followed faster than the log could be read. Try again." }
}

extension Projector {
  /// Folds a view of a log afresh, compares it with its table as far as that has come, and puts it in its place in one
  /// step. Takes the lease over from whoever follows, who then begins anew. A view that is a query is only compared.
  ///
  /// `history` reads the log. It is asked for again while the table is further, or words were erased since: a table is
  /// never put back, nor do words come back. Throws `RebuildOvertaken` where that comes to no end.
  package func rebuild(
    _ view: ViewKind, _ log: LogInfo, today: CalendarDay, _ history: () async throws -> History
  ) async throws -> Rebuilt {
    try await prepare()
    if view.query != nil { return try await compare(view, log, await history(), today) }
    live[Key(log: log.id, view: view.name)] = nil
    var (fold, redaction) = (view.fold(), Int64(0))
    for _ in 0..<50 {
      let history = try await history()
      if history.lastRedaction != redaction { (fold, redaction) = (view.fold(), history.lastRedaction) }
      // Most of the work, while the follower goes on.
      let reached = try await pool.transaction { try $0.position(of: view.name, view.version, in: log) }
      fold.extend(history, through: min(reached ?? .max, Int64(history.count)))
      guard let (rebuilt, state) = try await replace(view, log, fold, history, today) else { continue }
      // What it holds now, it can go on from, and give up.
      live[Key(log: log.id, view: view.name)] = state
      return rebuilt
    }
    throw RebuildOvertaken()
  }

  /// A view that is a query has no table to be put in its place.
  private func compare(
    _ view: ViewKind, _ log: LogInfo, _ history: History, _ today: CalendarDay
  ) async throws -> Rebuilt {
    let (end, table) = (Int64(history.count), ReportingTable(kind: view))
    var fold = view.fold()
    fold.extend(history, through: end)
    let rows = fold.table(today: today)
    let differences = try await pool.transaction { connection in
      try table.differences(rows, log: log.slug, through: end, connection)
    }
    return Rebuilt(view: view.name, rows: rows.count, differences: differences)
  }

  /// Nil, and nothing done, where the history does not reach as far as the table, or holds words that are gone.
  private func replace(
    _ view: ViewKind, _ log: LogInfo, _ folded: any ReaderFold, _ history: History, _ today: CalendarDay
  ) async throws -> (Rebuilt, Live)? {
    let (holder, lease, end, table) = (holder, lease, Int64(history.count), ReportingTable(kind: view))
    return try await pool.transaction { connection in
      let reached = try connection.position(of: view.name, view.version, in: log) ?? end
      guard reached <= end, try connection.lastRedaction(in: log) <= history.lastRedaction else { return nil }
      var fold = folded
      fold.extend(history, through: reached)
      var rows = fold.table(today: today)
      let differences = try table.differences(rows, log: log.slug, connection)
      if reached < end {
        fold.extend(history, through: end)
        rows = fold.table(today: today)
      }
      let cursor = try connection.restart(
        name: view.name, version: view.version, in: log, holder: holder, for: lease, takingOver: true)
      guard let cursor else { throw LeaseLost(follower: view.name) }
      try table.clear(log: log.slug, connection)
      try table.write(rows, log: log.slug, connection)
      try connection.park(fold.parked, cursor)
      _ = fold.takeChanges(today: today)
      return (
        Rebuilt(view: view.name, rows: rows.count, differences: differences),
        Live(
          fold: fold, cursor: try connection.advance(cursor, to: end, lease: lease), writtenOn: today,
          redaction: history.lastRedaction)
      )
    }
  }
}
