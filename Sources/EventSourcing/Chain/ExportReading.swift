import PeerReview

/// The first line of an export: which log it is, where its chain starts, and where it ended at that time.
struct ExportHeader {
  static let format = "collegiate-log"
  static let version: Int64 = 1

  let log: LogInfo
  let head: Head

  init(log: LogInfo, head: Head) {
    self.log = log
    self.head = head
  }

  /// Nil unless the line is a header of a version that this program reads.
  init?(_ line: [UInt8]) {
    guard let node = try? JSON.parse(line), node["format"]?.text == Self.format,
      node["version"]?.whole == Self.version, let slug = node["slug"]?.text, let name = node["name"]?.text,
      let epoch = node["epoch"]?.whole, let genesis = node["genesis"]?.bytes,
      case .bool(let isRehearsal)? = node["rehearsal"], let end = node["head"],
      let position = end["position"]?.whole, let commit = end["commit"]?.whole, let hash = end["hash"]?.bytes,
      node.hasOnly(["format", "version", "slug", "name", "rehearsal", "genesis", "epoch", "head"]),
      end.hasOnly(["commit", "position", "hash"])
    else { return nil }
    log = LogInfo(slug: slug, name: name, epoch: Int(epoch), genesis: genesis, isRehearsal: isRehearsal)
    head = Head(position: position, commit: commit, hash: hash, recordedAt: nil, epoch: Int(epoch))
  }

  var node: Node {
    [
      "format": .text(Self.format), "version": Self.version.node, "slug": log.slug.node,
      "name": log.name.node,
      "rehearsal": log.isRehearsal.node, "genesis": .hex(log.genesis), "epoch": log.epoch.node,
      "head": ["commit": head.commit.node, "position": head.position.node, "hash": .hex(head.hash)],
    ]
  }
}

/// A record that says something else than its format allows. A member that nothing here reads could be taken for a
/// part of what is verified, and so could a value that is not of its column's kind.
private struct Unreadable: Error {}

extension CommitRecord {
  /// Nil for a line that is no commit.
  init?(line: [UInt8]) {
    guard let node = try? JSON.parse(line), let commit = try? CommitRecord(node) else { return nil }
    self = commit
  }

  private init(_ node: Node) throws {
    try node.refuseAll(
      but: ["number", "first_position", "last_position", "recorded_at", "hash", "receipts", "events"])
    self.init(
      number: try node.column("number", \.whole), firstPosition: try node.column("first_position", \.whole),
      lastPosition: try node.column("last_position", \.whole),
      recordedAt: try node.column("recorded_at", \.moment), hash: try node.column("hash", \.bytes),
      receipts: try node.column("receipts", \.items).map { try Entry($0, ReceiptRecord.init) },
      events: try node.column("events", \.items).map { try Entry($0, EventRecord.init) })
  }
}

extension Entry {
  /// An object that is a leaf and nothing else, or a record.
  init(_ node: Node, _ read: (Node) throws -> Record) throws {
    if case .object(let members) = node, members.count == 1, let leaf = node["leaf"]?.bytes, leaf.count == 32
    {
      self = .hidden(leaf: leaf)
    } else {
      self = .shown(try read(node))
    }
  }
}

extension ReceiptRecord {
  init(_ node: Node) throws {
    try node.refuseAll(
      but: [
        "command", "first_position", "last_position", "actor", "acting_for", "role", "correlation",
        "causation_position", "digest",
      ])
    self.init(
      command: try node.column("command", \.text),
      firstPosition: try node.optional("first_position", \.whole),
      lastPosition: try node.optional("last_position", \.whole), actor: try node.column("actor", \.text),
      actingFor: try node.column("acting_for", \.text), role: try node.column("role", \.text),
      correlation: try node.optional("correlation", \.text),
      causationPosition: try node.optional("causation_position", \.whole),
      digest: try node.column("digest", \.bytes))
  }
}

extension EventRecord {
  init(_ node: Node) throws {
    try node.refuseAll(
      but: [
        "position", "stream", "version", "type", "schema_version", "occurred_at", "occurred_precision",
        "visibility", "programme", "lea", "cycle", "corrects_position", "command", "digest", "leaf",
        "redacted_by", "salt", "payload",
      ])
    self.init(
      position: try node.column("position", \.whole), stream: try node.column("stream", \.text),
      version: try node.column("version", \.whole), type: try node.column("type", \.text),
      schemaVersion: try node.column("schema_version", \.whole),
      occurredAt: try node.column("occurred_at", \.moment),
      occurredPrecision: try node.column("occurred_precision", \.text),
      visibility: try node.column("visibility", \.text), programme: try node.optional("programme", \.text),
      lea: try node.optional("lea", \.text), cycle: try node.optional("cycle", \.text),
      correctsPosition: try node.optional("corrects_position", \.whole),
      command: try node.column("command", \.text), digest: try node.column("digest", \.bytes),
      leaf: try node.column("leaf", \.bytes), redactedBy: try node.optional("redacted_by", \.whole),
      text: try Text(node))
  }
}

extension EventRecord.Text {
  fileprivate init(_ node: Node) throws {
    let (payload, salt) = (try node.optional("payload", \.text), try node.optional("salt", \.bytes))
    switch (payload, salt) {
    case (let payload?, let salt?): self = .whole(payload: payload, salt: salt)
    case (let payload?, nil): self = .remainder(payload: payload)
    case (nil, nil): self = .withheld
    case (nil, _?): throw Unreadable()
    }
  }
}

extension Node {
  fileprivate func hasOnly(_ names: Set<String>) -> Bool {
    if case .object(let members) = self { members.allSatisfy { names.contains($0.name) } } else { false }
  }

  fileprivate func refuseAll(but names: Set<String>) throws {
    guard hasOnly(names) else { throw Unreadable() }
  }

  /// A column that is always there.
  fileprivate func column<T>(_ name: String, _ read: (Node) -> T?) throws -> T {
    guard let value = try optional(name, read) else { throw Unreadable() }
    return value
  }

  /// Nil where the column is left out, as it is null.
  fileprivate func optional<T>(_ name: String, _ read: (Node) -> T?) throws -> T? {
    guard let value = self[name] else { return nil }
    guard let value = read(value) else { throw Unreadable() }
    return value
  }

  fileprivate var items: [Node]? {
    if case .list(let items) = self { items } else { nil }
  }
}

extension Node {
  var whole: Int64? {
    if case .number(let literal) = self { Int64(literal) } else { nil }
  }

  var bytes: [UInt8]? { text.flatMap { Digest.bytes(hex: $0) } }

  var moment: Moment? { text.flatMap { Moment($0) } }
}
