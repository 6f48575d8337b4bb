import PeerReview
import TestSupport

@testable import EventSourcing

/// The strongest attacker: history is changed from some commit on, and everything after it computed anew.
extension RecordMutation {
  static let rewritings: [RecordMutation] = [
    rewriting("a text is rewritten, and all hashes after it") { commits, at, random in
      guard case .shown(let event) = commits[at].events.randomElement(using: &random),
        let place = commits[at].events.firstIndex(where: { $0.record?.position == event.position }),
        let forged = event.forged(
          payload: #"{"n":"forged"}"#, salt: (0..<16).map { _ in random.pick(0...255) })
      else { return false }
      commits[at].events[place] = .shown(forged)
      return true
    },
    rewriting("a receipt is rewritten, and all hashes after it") { commits, at, random in
      guard let place = commits[at].receipts.indices.randomElement(using: &random),
        let receipt = commits[at].receipts[place].record,
        let forged = receipt.forged("actor", random.word().node)
      else { return false }
      commits[at].receipts[place] = .shown(forged)
      return true
    },
    rewriting("an event is taken out, and all after it moved up and computed anew") { commits, at, random in
      guard !commits[at].events.isEmpty else { return false }
      commits[at].events.remove(at: random.pick(commits[at].events.indices))
      return true
    },
    rewriting("a commit is taken out, and all after it renumbered and computed anew") { commits, at, random in
      guard at < commits.count - 1 else { return false }
      commits.remove(at: at)
      return true
    },
  ]

  private static func rewriting(
    _ name: String, _ change: @escaping @Sendable (inout [CommitRecord], Int, inout Seeded) -> Bool
  ) -> RecordMutation {
    RecordMutation(name: name) { edited, genuine, random in
      let at = random.pick(genuine.commits.indices)
      var commits = genuine.commits
      guard change(&commits, at, &random) else { return nil }
      Chaining.close(&commits, from: at, in: genuine.header.log)
      edited.commits.removeLast(edited.commits.count - at)
      edited.rewritten = Array(commits[at...])
      edited.head = nil
      return genuine.expected(rewrittenFrom: Int64(at + 1), leaving: Int64(commits.count))
    }
  }
}

/// Gives commits new numbers, positions, leaves and hashes so that they follow from one another.
enum Chaining {
  static func close(_ commits: inout [CommitRecord], from start: Int, in log: LogInfo) {
    for at in start..<commits.count {
      let before = at > 0 ? commits[at - 1] : nil
      let first = (before?.lastPosition ?? 0) + 1
      var events: [Entry<EventRecord>] = []
      for entry in commits[at].events {
        guard let event = entry.record else { continue }
        let position = first + Int64(events.count)
        let moved = event.position == position ? event : event.forged("position", position.node)
        if let moved { events.append(.shown(moved)) }
      }
      let old = commits[at]
      func made(_ hash: [UInt8]) -> CommitRecord {
        CommitRecord(
          number: Int64(at + 1), firstPosition: first, lastPosition: first + Int64(events.count) - 1,
          recordedAt: old.recordedAt, hash: hash, receipts: old.receipts, events: events)
      }
      commits[at] = made(made([]).computedHash(after: before?.hash ?? log.opening))
    }
  }
}

extension EventRecord {
  /// Another text, with a digest and a leaf that fit.
  func forged(payload: String, salt: [UInt8]) -> EventRecord? {
    var node = node(.whole)
    node.set("payload", payload.node)
    node.set("salt", .hex(salt))
    node.set("digest", .hex(Digest.sha256(salt + Array(payload.utf8))))
    return Self.fitted(node)
  }

  /// Another value in one column, with a leaf that fits.
  func forged(_ column: String, _ value: Node) -> EventRecord? {
    var node = node(.whole)
    node.set(column, value)
    return Self.fitted(node)
  }

  private static func fitted(_ node: Node) -> EventRecord? {
    var node = node
    guard let draft = try? EventRecord(node) else { return nil }
    node.set("leaf", .hex(draft.computedLeaf))
    return try? EventRecord(node)
  }
}

extension ReceiptRecord {
  func forged(_ column: String, _ value: Node) -> ReceiptRecord? {
    var node = node
    node.set(column, value)
    return try? ReceiptRecord(node)
  }
}

extension Node {
  func list(_ name: String) -> [Node] {
    if case .list(let items)? = self[name] { items } else { [] }
  }

  /// Gives a member of an object another value; nil takes it away.
  mutating func set(_ name: String, _ value: Node?) {
    guard case .object(var members) = self else { return }
    let at = members.firstIndex { $0.name == name }
    if let at { members.remove(at: at) }
    if let value { members.insert(Member(name, value), at: at ?? members.count) }
    self = .object(members)
  }

  mutating func change(_ name: String, _ edit: (inout [Node]) -> Void) {
    var items = list(name)
    edit(&items)
    set(name, .list(items))
  }

  mutating func edit(_ name: String, _ place: Int, _ edit: (inout Node) -> Void) {
    change(name) { edit(&$0[place]) }
  }

  /// Gives a member another value of its kind, near the old one or far from it.
  mutating func alter(_ name: String, _ random: inout Seeded) {
    let numbers: Set = [
      "position", "version", "schema_version", "corrects_position", "first_position",
      "last_position", "causation_position", "number",
    ]
    let hexes: Set = ["digest", "leaf", "salt", "hash"]
    let optional: Set = [
      "programme", "lea", "cycle", "corrects_position", "correlation", "causation_position",
    ]
    let old = self[name]
    if old != nil, optional.contains(name), random.pick([true, false, false]) { return set(name, nil) }
    if numbers.contains(name) {
      let bit = Int64(1) << Int64(random.pick(0..<62))
      set(name, ((old?.whole ?? 0) ^ bit).node)
    } else if hexes.contains(name), var bytes = old?.bytes {
      bytes[random.pick(bytes.indices)] ^= 1 << random.pick([UInt8]([0, 1, 2, 3, 4, 5, 6, 7]))
      set(name, .hex(bytes))
    } else if let moment = old?.moment {
      let step = Int64(random.pick([-86_400_000_000, -1, 1, 1_000_000, 3_600_000_000]))
      set(name, Moment(microseconds: moment.microseconds + step).node)
    } else if name == "command" {
      set(name, random.uuid().node)
    } else {
      var text = old?.text ?? ""
      if random.pick([true, false]), !text.isEmpty {
        text.removeLast()
      } else {
        text += random.pick(["x", " ", "\u{301}"])
      }
      set(name, text.node)
    }
  }
}
