import PeerReview
import Postgres

/// Commands as the columns that `collegiate.append` takes: many commands, one statement.
struct AppendCall {
  /// What each guard's row watches, to name it in a conflict.
  private(set) var watched: [(type: String, scope: Place)] = []
  private let appends: [Append]
  private var expected = (command: [Int](), stream: [String](), version: [Int]())
  private var guards = (command: [Int](), after: [Int64]())
  private var events = (command: [Int](), all: [NewEvent]())

  init(_ appends: [Append]) {
    self.appends = appends
    for (index, append) in appends.enumerated() { add(append, number: index + 1) }
  }

  /// Refuses what no call could carry, before it meets its neighbours.
  static func check(_ append: Append) throws(LogError) {
    guard Append.isID(append.commandID) else { throw .malformedCommandID }
    for event in append.events where append.expected[event.stream] == nil {
      throw .unassertedStream(event.stream.description)
    }
  }

  private mutating func add(_ append: Append, number: Int) {
    for (stream, version) in append.expected {
      expected.command.append(number)
      expected.stream.append(stream.description)
      expected.version.append(version)
    }
    for watch in append.guards {
      for type in watch.types {
        guards.command.append(number)
        guards.after.append(append.guardsAfter)
        watched.append((type, watch.scope))
      }
    }
    for event in append.events {
      events.command.append(number)
      events.all.append(event)
    }
  }

  /// The id of the command at `index`, from 0.
  func commandID(_ index: Int) -> String { appends.indices.contains(index) ? appends[index].commandID : "" }

  /// The statement of the call, with what a redaction leaves of payloads, by position.
  func statement(log: Int64, epoch: Int, redacting remainders: [Int64: String]?) -> (String, [Parameter]) {
    let parameters = parameters(log: log, epoch: epoch)
    guard let left = remainders?.sorted(by: { $0.key < $1.key }) else { return (Self.sql, parameters) }
    return (Self.redactSQL, parameters + [.ints(left.map(\.key)), .texts(left.map(\.value))])
  }

  static let sql = "select \(columns) from collegiate.append(\(places(31)))"
  private static let redactSQL = "select \(columns) from collegiate.redact(\(places(33)))"

  private static let columns = """
    command, outcome, commit, first_position, last_position, recorded_at, actor, acting_for, role, stream, \
    expected, guard, found
    """

  private static func places(_ count: Int) -> String {
    (1...count).map { "$\($0)" }.joined(separator: ", ")
  }

  func parameters(log: Int64, epoch: Int) -> [Parameter] {
    [.int(log), .int(epoch), .optional(appends.first?.recordedAt?.postgres)]
      + commandColumns
      + [.ints(expected.command), .textArray(expected.stream), .ints(expected.version)]
      + [.ints(guards.command), .ints(guards.after.map(Optional.some)), .textArray(watched.map(\.type))]
      + scopeColumns(watched.map(\.scope))
      + eventColumns
  }

  private var commandColumns: [Parameter] {
    [
      .texts(appends.map(\.commandID)),
      .bytesList(appends.map(\.digest)),
      .textArray(appends.map(\.actor.text)),
      .textArray(appends.map(\.actingFor.text)),
      .textArray(appends.map(\.role.rawValue)),
      .textArray(appends.map(\.correlationID)),
      .ints(appends.map(\.causationPosition)),
    ]
  }

  private var eventColumns: [Parameter] {
    let all = events.all
    return [
      .ints(events.command),
      .textArray(all.map(\.stream.description)),
      .textArray(all.map(\.type)),
      .ints(all.map(\.schemaVersion)),
      .times(all.map(\.occurredAt?.postgres)),
      .textArray(all.map(\.occurredPrecision.rawValue)),
      .textArray(all.map(\.visibility.rawValue)),
    ] + scopeColumns(all.map(\.place)) + [
      .ints(all.map(\.correctsPosition)),
      .textArray(all.map(\.payload)),
    ]
  }

  private func scopeColumns(_ scopes: [Place]) -> [Parameter] {
    [
      .textArray(scopes.map(\.programme?.text)), .textArray(scopes.map(\.lea?.text)),
      .textArray(scopes.map(\.cycle?.text)),
    ]
  }
}
