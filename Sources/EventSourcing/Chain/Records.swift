import PeerReview

/// One commit with all that it holds, as it is verified and exported.
struct CommitRecord: Sendable {
  let number: Int64
  let firstPosition: Int64
  let lastPosition: Int64
  let recordedAt: Moment
  let hash: [UInt8]
  /// By command id.
  var receipts: [Entry<ReceiptRecord>] = []
  /// By position.
  var events: [Entry<EventRecord>] = []
}

/// A receipt or an event of a commit; an export shows of some no more than the leaf that the hash needs.
enum Entry<Record: Leaf>: Sendable {
  case shown(Record)
  case hidden(leaf: [UInt8])

  var leaf: [UInt8] {
    switch self {
    case .shown(let record): record.leaf
    case .hidden(let leaf): leaf
    }
  }

  var record: Record? {
    if case .shown(let record) = self { record } else { nil }
  }
}

protocol Leaf: Sendable {
  /// 32 bytes that stand for it in the commit's hash.
  var leaf: [UInt8] { get }
}

/// A receipt's columns without its salt, which nothing but a repeat of the request is compared with.
struct ReceiptRecord: Leaf {
  let command: String
  let firstPosition: Int64?
  let lastPosition: Int64?
  let actor: String
  let actingFor: String
  let role: String
  let correlation: String?
  let causationPosition: Int64?
  let digest: [UInt8]

  var leaf: [UInt8] {
    var columns = Packed("receipt")
    columns.add(uuid: command)
    columns.add(firstPosition)
    columns.add(lastPosition)
    columns.add(actor)
    columns.add(actingFor)
    columns.add(role)
    columns.add(correlation)
    columns.add(causationPosition)
    columns.add(digest)
    return columns.digest
  }
}

/// An event's columns as they are stored, with whatever stands in them.
package struct EventRecord: Leaf {
  package let position: Int64
  package let stream: String
  package let version: Int64
  package let type: String
  let schemaVersion: Int64
  let occurredAt: Moment
  let occurredPrecision: String
  package let visibility: String
  package let programme: String?
  package let lea: String?
  package let cycle: String?
  let correctsPosition: Int64?
  let command: String
  let digest: [UInt8]
  /// As stored; `computedLeaf` is what the columns give.
  let leaf: [UInt8]
  let redactedBy: Int64?
  let text: Text

  enum Text: Sendable {
    case whole(payload: String, salt: [UInt8])
    /// What a redaction left. The salt is gone, so it cannot be compared with the event's digest; the event that
    /// says so holds one of its own.
    case remainder(payload: String)
    /// Left out of an export.
    case withheld

    var payload: String? {
      switch self {
      case .whole(let payload, _), .remainder(let payload): payload
      case .withheld: nil
      }
    }
  }

  var computedLeaf: [UInt8] {
    var columns = Packed("event")
    columns.add(position)
    columns.add(stream)
    columns.add(version)
    columns.add(type)
    columns.add(schemaVersion)
    columns.add(occurredAt)
    columns.add(occurredPrecision)
    columns.add(visibility)
    columns.add(programme)
    columns.add(lea)
    columns.add(cycle)
    columns.add(correctsPosition)
    columns.add(uuid: command)
    columns.add(digest)
    return columns.digest
  }
}

extension CommitRecord {
  /// What the hash comes to over the hash before it and what the commit holds.
  func computedHash(after previous: [UInt8]) -> [UInt8] {
    var columns = Packed("commit")
    columns.add(previous)
    columns.add(number)
    columns.add(firstPosition)
    columns.add(lastPosition)
    columns.add(recordedAt)
    columns.add(Digest.sha256(events.flatMap(\.leaf)))
    columns.add(Digest.sha256(receipts.flatMap(\.leaf)))
    return columns.digest
  }
}

extension LogInfo {
  /// The hash of the log before its first commit.
  var opening: [UInt8] {
    var columns = Packed("log")
    columns.add(genesis)
    columns.add(slug)
    columns.add([isRehearsal ? 1 : 0])
    return columns.digest
  }
}
