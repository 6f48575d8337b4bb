import PeerReview
import Postgres

extension AppendCall {
  /// What the call's rows say of each of its commands; nil for the deferred.
  func answers(_ rows: Rows, count: Int) throws -> [Appended?] {
    var answers = [Appended?](repeating: nil, count: count)
    for row in rows {
      let index = try row.get(0, as: Int.self) - 1
      guard answers.indices.contains(index) else {
        throw PostgresError(.decoding, "The append answered for a command that was not sent.")
      }
      switch try row.get(1, as: String.self) {
      case "appended": answers[index] = .appended(try Receipt(row, at: 2, commandID: commandID(index)))
      case "replayed": answers[index] = .replayed(try Receipt(row, at: 2, commandID: commandID(index)))
      case "reused": answers[index] = .reused
      case "epoch":
        answers[index] = .conflict([.epoch(held: try row.get("expected"), current: try row.get("found"))])
      case "conflict":
        var conflicts: [Conflict] = []
        if case .conflict(let before) = answers[index] { conflicts = before }
        answers[index] = .conflict(conflicts + [try conflict(row)])
      default: continue
      }
    }
    return answers
  }

  /// What one row of a conflict says.
  private func conflict(_ row: Row) throws -> Conflict {
    let found = try row.get("found", as: Int64.self)
    if let place = try row.get("guard", as: Int?.self) {
      guard watched.indices.contains(place - 1) else {
        throw PostgresError(.decoding, "The append answered for a guard that was not asked.")
      }
      return .guarded(type: watched[place - 1].type, watched[place - 1].scope, position: found)
    }
    guard let stream = StreamID(try row.get("stream", as: String.self)) else {
      throw LogError.unreadable(position: 0, column: "stream")
    }
    return .version(stream, expected: try row.get("expected"), found: Int(found))
  }
}
