import PeerReview
import TestSupport

@testable import EventSourcing

/// An export that somebody edits: its commits as trees, and what its header says.
struct Edited {
  var log: LogInfo
  var head: Head?
  var commits: [Node]
  /// What stands in place of the commits after these.
  var rewritten: [CommitRecord] = []
}

/// A kind of change to an export, and what is to be found of it. It returns nil where it would change nothing.
struct RecordMutation: Sendable {
  let name: String
  let apply: @Sendable (inout Edited, Genuine, inout Seeded) -> Expected?

  /// Each as likely as the next, whatever it holds.
  static let groups = [columns, rows, order, ends, rewritings]

  private static let ends: [RecordMutation] = [
    RecordMutation(name: "an event is marked as redacted") { edited, genuine, random in
      guard let (at, place) = pickEvent(genuine, &random) else { return nil }
      let by = Int64(random.pick(1...Int(genuine.lastPosition) + 5))
      let isHidden = random.pick([true, false])
      guard isHidden || edited.commits[at].list("events")[place]["redacted_by"]?.whole != by else {
        return nil
      }
      edited.commits[at].edit("events", place) { event in
        event.set("redacted_by", by.node)
        guard isHidden else { return }
        event.set("salt", nil)
        event.set("payload", nil)
      }
      return .at(isHidden ? genuine.first(withoutReasonsIn: Int64(at + 1)) : Int64(at + 1))
    },
    RecordMutation(name: "the tail is cut off, and the header left") { edited, genuine, random in
      let cut = random.pick(1...genuine.commits.count - 1)
      edited.commits.removeLast(edited.commits.count - cut)
      return .at(Int64(cut + 1))
    },
    RecordMutation(name: "the tail is cut off with its header") { edited, genuine, random in
      let cut = random.pick(1...genuine.commits.count - 1)
      edited.commits.removeLast(edited.commits.count - cut)
      edited.head = nil
      return genuine.expected(cutFrom: Int64(cut + 1))
    },
    RecordMutation(name: "the log's beginning is changed") { edited, genuine, random in
      var genesis = genuine.header.log.genesis
      genesis[random.pick(0..<32)] ^= 1 << random.pick([UInt8]([0, 1, 2, 3, 4, 5, 6, 7]))
      let isRehearsal = random.pick([true, false])
      edited.log = LogInfo(
        slug: edited.log.slug, name: edited.log.name, epoch: edited.log.epoch,
        genesis: isRehearsal ? edited.log.genesis : genesis, isRehearsal: isRehearsal)
      return .at(1)
    },
  ]

  /// Any column of any record, by a bit or a value.
  private static let columns: [RecordMutation] = ["events", "receipts", "commit"].map { kind in
    RecordMutation(name: "a column of \(kind) is changed") { edited, genuine, random in
      let at = random.pick(edited.commits.indices)
      if kind == "commit" {
        let column = random.pick(["number", "first_position", "last_position", "recorded_at", "hash"])
        edited.commits[at].alter(column, &random)
        return .at(Int64(at + 1))
      }
      let count = edited.commits[at].list(kind).count
      guard count > 0 else { return nil }
      let columns = kind == "events" ? eventColumns : receiptColumns
      let column = random.pick(columns)
      edited.commits[at].edit(kind, random.pick(0..<count)) { $0.alter(column, &random) }
      return .at(Int64(at + 1))
    }
  }

  private static let eventColumns = [
    "position", "stream", "version", "type", "schema_version", "occurred_at", "occurred_precision",
    "visibility",
    "programme", "lea", "cycle", "corrects_position", "command", "digest", "leaf", "salt", "payload",
  ]
  private static let receiptColumns = [
    "command", "first_position", "last_position", "actor", "acting_for", "role", "correlation",
    "causation_position", "digest",
  ]

  /// Whole records that are taken out, put in, or stand twice.
  private static let rows: [RecordMutation] = ["events", "receipts"].flatMap { kind in
    [
      RecordMutation(name: "one of \(kind) is deleted") { edited, genuine, random in
        let at = random.pick(edited.commits.indices)
        guard !edited.commits[at].list(kind).isEmpty else { return nil }
        edited.commits[at].change(kind) { $0.remove(at: random.pick($0.indices)) }
        return .at(Int64(at + 1))
      },
      RecordMutation(name: "one of \(kind) stands twice") { edited, genuine, random in
        let at = random.pick(edited.commits.indices)
        guard !edited.commits[at].list(kind).isEmpty else { return nil }
        edited.commits[at].change(kind) { $0.insert(random.pick($0), at: random.pick($0.indices)) }
        return .at(Int64(at + 1))
      },
      RecordMutation(name: "one of \(kind) is put in") { edited, genuine, random in
        let (from, at) = (random.pick(edited.commits.indices), random.pick(edited.commits.indices))
        guard var copy = edited.commits[from].list(kind).first else { return nil }
        copy.set("command", random.uuid().node)
        edited.commits[at].change(kind) { $0.insert(copy, at: random.pick(0...$0.count)) }
        return .at(Int64(at + 1))
      },
      RecordMutation(name: "one of \(kind) is moved to another commit") { edited, genuine, random in
        let (from, to) = (random.pick(edited.commits.indices), random.pick(edited.commits.indices))
        guard from != to, let moved = edited.commits[from].list(kind).last else { return nil }
        edited.commits[from].change(kind) { $0.removeLast() }
        edited.commits[to].change(kind) { $0.insert(moved, at: random.pick(0...$0.count)) }
        return .at(Int64(min(from, to) + 1))
      },
    ]
  }

  private static let order: [RecordMutation] = [
    RecordMutation(name: "a commit is deleted") { edited, genuine, random in
      let at = random.pick(edited.commits.indices)
      edited.commits.remove(at: at)
      return .at(Int64(at + 1))
    },
    RecordMutation(name: "a commit stands twice") { edited, genuine, random in
      let at = random.pick(edited.commits.indices)
      edited.commits.insert(edited.commits[at], at: at + 1)
      return .at(Int64(at + 2))
    },
    RecordMutation(name: "two commits change places") { edited, genuine, random in
      let (one, other) = (random.pick(edited.commits.indices), random.pick(edited.commits.indices))
      guard one != other else { return nil }
      edited.commits.swapAt(one, other)
      return .at(Int64(min(one, other) + 1))
    },
    RecordMutation(name: "two events change places") { edited, genuine, random in
      guard let one = pickEvent(genuine, &random), let other = pickEvent(genuine, &random), one != other
      else { return nil }
      let (first, second) = (
        edited.commits[one.0].list("events")[one.1], edited.commits[other.0].list("events")[other.1]
      )
      edited.commits[one.0].edit("events", one.1) { $0 = second }
      edited.commits[other.0].edit("events", other.1) { $0 = first }
      return .at(Int64(min(one.0, other.0) + 1))
    },
    RecordMutation(name: "two events change texts") { edited, genuine, random in
      guard let one = pickEvent(genuine, &random), let other = pickEvent(genuine, &random), one != other
      else { return nil }
      let (first, second) = (
        edited.commits[one.0].list("events")[one.1], edited.commits[other.0].list("events")[other.1]
      )
      for column in ["payload", "salt", "digest"] {
        edited.commits[one.0].edit("events", one.1) { $0.set(column, second[column]) }
        edited.commits[other.0].edit("events", other.1) { $0.set(column, first[column]) }
      }
      return .at(Int64(min(one.0, other.0) + 1))
    },
    RecordMutation(name: "the border between two commits is moved") { edited, genuine, random in
      let at = random.pick(0..<edited.commits.count - 1)
      guard let moved = edited.commits[at].list("events").last else { return nil }
      edited.commits[at].change("events") { $0.removeLast() }
      edited.commits[at + 1].change("events") { $0.insert(moved, at: 0) }
      edited.commits[at].set("last_position", (genuine.commits[at].lastPosition - 1).node)
      edited.commits[at + 1].set("first_position", genuine.commits[at].lastPosition.node)
      return .at(Int64(at + 1))
    },
  ]
}

/// The place of an event: the index of its commit, and its own within it.
private func pickEvent(_ genuine: Genuine, _ random: inout Seeded) -> (Int, Int)? {
  let position = Int64(random.pick(1...Int(genuine.lastPosition)))
  let commit = genuine.commit(of: position)
  guard commit > 0 else { return nil }
  return (Int(commit - 1), Int(position - genuine.commits[Int(commit - 1)].firstPosition))
}
