import PeerReview
import Postgres

/// One redaction, as it can be done again where a restore has brought the words back: it holds none of them.
package struct RedactionEntry: Sendable, Hashable {
  /// The log's slug.
  package let log: String
  /// Of the `TextRedacted` event.
  package let position: Int64
  package let basis: String
  package let texts: [Text]

  /// An event and its fields. Its leaf says that it is the same event, redacted or not, wherever it stands again.
  package struct Text: Sendable, Hashable {
    package let position: Int64
    package let leaf: [UInt8]
    package let fields: [String]
  }

  /// As one line of a list.
  package var line: String {
    JSON.text([
      "log": log.node, "position": position.node, "basis": basis.node,
      "texts": .list(
        texts.map {
          ["position": $0.position.node, "leaf": .hex($0.leaf), "fields": .list($0.fields.map(\.node))]
        }),
    ])
  }

  /// Nil for a line that is none.
  package init?(line: String) {
    guard let node = try? JSON.parse(line), let log = node["log"]?.text, let basis = node["basis"]?.text,
      let position = node["position"]?.whole, case .list(let texts)? = node["texts"]
    else { return nil }
    (self.log, self.position, self.basis) = (log, position, basis)
    self.texts = texts.compactMap { text in
      guard let position = text["position"]?.whole, let leaf = text["leaf"]?.bytes,
        case .list(let fields)? = text["fields"]
      else { return nil }
      return Text(position: position, leaf: leaf, fields: fields.compactMap(\.text))
    }
    guard self.texts.count == texts.count else { return nil }
  }

  /// Nil unless the event is a redaction that can be read.
  fileprivate init?(_ event: EventRecord, in log: String, _ leaves: [Int64: [UInt8]]) {
    guard event.type == "TextRedacted", let payload = event.text.payload,
      let node = try? JSON.parse(payload), case .list(let texts)? = node["texts"]
    else { return nil }
    (self.log, position, basis) = (log, event.position, node["basis"]?.text ?? "")
    self.texts = texts.compactMap { text in
      guard let position = text["position"]?.whole, let leaf = leaves[position],
        case .list(let fields)? = text["fields"]
      else { return nil }
      return Text(position: position, leaf: leaf, fields: fields.compactMap(\.text))
    }
  }
}

/// Gathers redactions along a log's commits.
package struct RedactionList: Sendable {
  package private(set) var entries: [RedactionEntry] = []
  private let log: String
  private var leaves: [Int64: [UInt8]] = [:]

  /// Those of a log in the database.
  package init(_ log: LogInfo, in store: EventStore) async throws {
    self.log = log.slug
    var number: Int64 = 0
    while let last = try await store.commits(in: log, after: number, through: .max).map({ take($0) }).last {
      number = last
    }
  }

  /// Those of an exported log.
  package init(file path: String) throws {
    let lines = try FileLines(path)
    guard let first = try lines.next(), let header = ExportHeader(first) else { throw ExportError.noExport }
    log = header.log.slug
    while let line = try lines.next() {
      guard let commit = CommitRecord(line: line) else {
        throw ExportError.unreadable("line \(lines.count) is no commit")
      }
      _ = take(commit)
    }
  }

  private mutating func take(_ commit: CommitRecord) -> Int64 {
    for event in commit.events.compactMap(\.record) {
      leaves[event.position] = event.leaf
      if let entry = RedactionEntry(event, in: log, leaves) { entries.append(entry) }
    }
    return commit.number
  }
}

extension EventStore {
  /// The leaf of the event at a position, nil where there is none.
  package func leaf(at position: Int64, in log: LogInfo) async throws -> [UInt8]? {
    try await pool.run(
      "select leaf from collegiate.event where log = $1 and position = $2", [.int(log.id), .int(position)]
    ).first?.get("leaf")
  }
}
