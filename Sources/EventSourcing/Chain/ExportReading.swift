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
      let position = end["position"]?.whole, let commit = end["commit"]?.whole, let hash = end["hash"]?.bytes
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

extension CommitRecord {
  /// Nil for a line that is no commit.
  init?(line: [UInt8]) {
    guard let node = try? JSON.parse(line), let number = node["number"]?.whole,
      let first = node["first_position"]?.whole, let last = node["last_position"]?.whole,
      let recordedAt = node["recorded_at"]?.moment, let hash = node["hash"]?.bytes,
      case .list(let receipts)? = node["receipts"], case .list(let events)? = node["events"]
    else { return nil }
    self.init(
      number: number,
      firstPosition: first,
      lastPosition: last,
      recordedAt: recordedAt,
      hash: hash,
      receipts: receipts.compactMap { Entry($0, ReceiptRecord.init) },
      events: events.compactMap { Entry($0, EventRecord.init) }
    )
    guard self.receipts.count == receipts.count, self.events.count == events.count else { return nil }
  }
}

extension Entry {
  /// An object that is a leaf and nothing else, or a record.
  init?(_ node: Node, _ read: (Node) -> Record?) {
    if case .object(let members) = node, members.count == 1, let leaf = node["leaf"]?.bytes, leaf.count == 32
    {
      self = .hidden(leaf: leaf)
    } else if let record = read(node) {
      self = .shown(record)
    } else {
      return nil
    }
  }
}

extension ReceiptRecord {
  init?(_ node: Node) {
    guard let command = node["command"]?.text, let actor = node["actor"]?.text,
      let actingFor = node["acting_for"]?.text, let role = node["role"]?.text,
      let digest = node["digest"]?.bytes
    else { return nil }
    self.init(
      command: command,
      firstPosition: node["first_position"]?.whole,
      lastPosition: node["last_position"]?.whole,
      actor: actor,
      actingFor: actingFor,
      role: role,
      correlation: node["correlation"]?.text,
      causationPosition: node["causation_position"]?.whole,
      digest: digest
    )
  }
}

extension EventRecord {
  init?(_ node: Node) {
    guard let position = node["position"]?.whole, let stream = node["stream"]?.text,
      let version = node["version"]?.whole, let type = node["type"]?.text,
      let schemaVersion = node["schema_version"]?.whole, let occurredAt = node["occurred_at"]?.moment,
      let precision = node["occurred_precision"]?.text, let visibility = node["visibility"]?.text,
      let command = node["command"]?.text, let digest = node["digest"]?.bytes, let leaf = node["leaf"]?.bytes
    else { return nil }
    let text: Text =
      if let payload = node["payload"]?.text {
        node["salt"]?.bytes.map { .whole(payload: payload, salt: $0) } ?? .remainder(payload: payload)
      } else {
        .withheld
      }
    self.init(
      position: position,
      stream: stream,
      version: version,
      type: type,
      schemaVersion: schemaVersion,
      occurredAt: occurredAt,
      occurredPrecision: precision,
      visibility: visibility,
      programme: node["programme"]?.text,
      lea: node["lea"]?.text,
      cycle: node["cycle"]?.text,
      correctsPosition: node["corrects_position"]?.whole,
      command: command,
      digest: digest,
      leaf: leaf,
      redactedBy: node["redacted_by"]?.whole,
      text: text
    )
  }
}

extension Node {
  var whole: Int64? {
    if case .number(let literal) = self { Int64(literal) } else { nil }
  }

  var bytes: [UInt8]? { text.flatMap { Digest.bytes(hex: $0) } }

  var moment: Moment? { text.flatMap { Moment($0) } }
}
