import PeerReview
import Postgres
import TestSupport

@testable import EventSourcing

/// The superuser at the tables, with the triggers off, and a copy from which they are put right again.
actor Tables {
  private static let names = ["log", "commit", "receipt", "event"]
  private let connection: Connection

  init(_ genuine: Genuine) async throws {
    connection = try await Connection.open(genuine.fixture.url)
    try await connection.script(
      "set session_replication_role = replica;"
        + Self.names.map { "create table public.\($0) as table collegiate.\($0)" }.joined(separator: ";"))
  }

  func change(_ sql: String) async throws { try await connection.script(sql) }

  /// Puts back the tables that were named.
  func restore(after sql: String) async throws {
    let touched = Self.names.filter { sql.contains("collegiate.\($0) ") }
    try await connection.script(
      touched.map { name in
        "delete from collegiate.\(name); insert into collegiate.\(name) "
          + (name == "log" ? "overriding system value " : "") + "table public.\(name)"
      }.joined(separator: ";"))
  }

  func close() async { await connection.closeAndJoin() }
}

/// A kind of change to the tables as SQL, and what is to be found of it; nil where it would change nothing.
struct TableMutation: Sendable {
  let name: String
  let make: @Sendable (Genuine, inout Seeded) -> (String, Expected)?

  /// Each as likely as the next, whatever it holds.
  static let groups = [columns, rows, order, ends + [rewriting]]

  private static let columns: [TableMutation] =
    eventValues.map { column, value in
      TableMutation(name: "event.\(column)") { genuine, random in
        let position = random.pick(1...genuine.lastPosition)
        let set = value.replacing("?", with: random.word()).replacing("%", with: "\(random.pick(0..<64))")
        return (
          "update collegiate.event set \(column) = \(set) where log = 1 and position = \(position)",
          .at(genuine.commit(of: position))
        )
      }
    }
    + receiptValues.map { column, value in
      TableMutation(name: "receipt.\(column)") { genuine, random in
        guard let (commit, command) = pickReceipt(genuine, &random) else { return nil }
        let set = value.replacing("?", with: random.word()).replacing("%", with: "\(random.pick(0..<64))")
        return (
          "update collegiate.receipt set \(column) = \(set) where log = 1 and command = '\(command)'",
          .at(commit)
        )
      }
    }
    + commitValues.map { column, value in
      TableMutation(name: "commit.\(column)") { genuine, random in
        let commit = random.pick(1...genuine.last)
        let set = value.replacing("%", with: "\(random.pick(1..<64))")
        return (
          "update collegiate.commit set \(column) = \(set) where log = 1 and number = \(commit)", .at(commit)
        )
      }
    }

  /// `?` is a word, `%` a small number.
  private static let eventValues: KeyValuePairs = [
    "position": "position + 100000", "stream": "'?'", "version": "version + 1000 + %", "type": "'?'",
    "schema_version": "schema_version + 1 + %",
    "occurred_at": "occurred_at + interval '1 microsecond' * (1 + %)",
    "occurred_precision": "case occurred_precision when 'day' then 'month' else 'day' end",
    "visibility": "case visibility when 'own' then 'open' else 'own' end", "programme": "'?'", "lea": "'?'",

    "cycle": "coalesce(cycle, '') || '?'",
    "corrects_position": "coalesce(corrects_position, 0) + 1 + %", "command": "gen_random_uuid()",
    "digest": bitFlipped("digest"), "leaf": bitFlipped("leaf"), "salt": bitFlipped("salt"),
    "payload": "payload || ' '", "redacted_by": "1 + %",
  ]

  private static let receiptValues: KeyValuePairs = [
    "command": "gen_random_uuid()", "first_position": "coalesce(first_position, 2000000) - 1 - %",
    "last_position": "coalesce(last_position, 0) + 1 + %", "actor": "'?'", "acting_for": "acting_for || ' '",
    "role": "'?'", "correlation": "coalesce(correlation, '') || 'x'",
    "causation_position": "coalesce(causation_position, 0) + 1 + %", "digest": bitFlipped("digest"),
  ]

  private static let commitValues: KeyValuePairs = [
    "number": "number + 1000 + %", "first_position": "first_position - %",
    "last_position": "last_position + %",
    "recorded_at": "recorded_at + interval '1 microsecond' * %",
    "recorded_at ": "recorded_at - interval '1 day' * %", "hash": bitFlipped("hash"),
  ]

  private static func bitFlipped(_ column: String) -> String {
    "set_bit(\(column), %, 1 - get_bit(\(column), %))"
  }

  /// Rows that are taken out or put in.
  private static let rows: [TableMutation] = [
    TableMutation(name: "an event is deleted") { genuine, random in
      let position = random.pick(1...genuine.lastPosition)
      return (
        "delete from collegiate.event where log = 1 and position = \(position)",
        .at(genuine.commit(of: position))
      )
    },
    TableMutation(name: "a receipt is deleted") { genuine, random in
      guard let (commit, command) = pickReceipt(genuine, &random) else { return nil }
      return ("delete from collegiate.receipt where log = 1 and command = '\(command)'", .at(commit))
    },
    TableMutation(name: "a commit's row is deleted") { genuine, random in
      let commit = random.pick(1...genuine.last)
      return ("delete from collegiate.commit where log = 1 and number = \(commit)", .at(commit))
    },
    TableMutation(name: "a commit is deleted with all that it holds") { genuine, random in
      let commit = random.pick(1...(genuine.last - 1))
      let record = genuine.commits[Int(commit - 1)]
      return (
        """
        delete from collegiate.event where log = 1 and position between \(record.firstPosition) and \(record.lastPosition);
        delete from collegiate.receipt where log = 1 and commit = \(commit);
        delete from collegiate.commit where log = 1 and number = \(commit)
        """, .at(commit)
      )
    },
    TableMutation(name: "an event is put in outside every commit") { genuine, random in
      let (copied, place) = (
        random.pick(1...genuine.lastPosition), random.pick([0, -5, genuine.lastPosition + 1])
      )
      return (
        """
        insert into collegiate.event select log, \(place), 999, stream, type, schema_version, occurred_at,
          occurred_precision, visibility, programme, lea, cycle, corrects_position, command, digest, leaf, salt,
          redacted_by, payload
        from collegiate.event where log = 1 and position = \(copied)
        """, .at(genuine.last + 1)
      )
    },
    TableMutation(name: "a receipt is put in") { genuine, random in
      guard let (_, command) = pickReceipt(genuine, &random) else { return nil }
      let commit = random.pick(0...(genuine.last + 3))
      let isOutside = commit == 0 || commit > genuine.last
      return (
        """
        insert into collegiate.receipt select log, gen_random_uuid(), \(commit), first_position, last_position, actor,
          acting_for, role, correlation, causation_position, digest, salt
        from collegiate.receipt where log = 1 and command = '\(command)'
        """, .at(isOutside ? genuine.last + 1 : commit)
      )
    },
    TableMutation(name: "a commit's row is put in behind") { genuine, random in
      (
        """
        insert into collegiate.commit select log, number + 1, last_position + 1, last_position, recorded_at, hash
        from collegiate.commit where log = 1 and number = \(genuine.last)
        """, .at(genuine.last + 1)
      )
    },
  ]

  /// Rows that change places.
  private static let order: [TableMutation] = [
    TableMutation(name: "two events change places") { genuine, random in
      let (one, other) = (random.pick(1...genuine.lastPosition), random.pick(1...genuine.lastPosition))
      guard one != other else { return nil }
      return (
        swapped("event", "position", "\(one)", "\(other)"), .at(genuine.commit(of: min(one, other)))
      )
    },
    TableMutation(name: "two commits change places") { genuine, random in
      let (one, other) = (random.pick(1...genuine.last), random.pick(1...genuine.last))
      guard one != other else { return nil }
      return (swapped("commit", "number", "\(one)", "\(other)"), .at(min(one, other)))
    },
    TableMutation(name: "two events change texts") { genuine, random in
      let (one, other) = (random.pick(1...genuine.lastPosition), random.pick(1...genuine.lastPosition))
      guard one != other else { return nil }
      return (
        """
        update collegiate.event as e set payload = o.payload, salt = o.salt, digest = o.digest
        from collegiate.event as o where e.log = 1 and o.log = 1 and (e.position, o.position) in
          ((\(one), \(other)), (\(other), \(one)))
        """, .at(genuine.commit(of: min(one, other)))
      )
    },
    TableMutation(name: "a receipt is moved to another commit") { genuine, random in
      guard let (commit, command) = pickReceipt(genuine, &random) else { return nil }
      let other = random.pick(1...(genuine.last + 3))
      guard commit != other else { return nil }
      return (
        "update collegiate.receipt set commit = \(other) where log = 1 and command = '\(command)'",
        .at(min(commit, other))
      )
    },
    TableMutation(name: "the border between two commits is moved") { genuine, random in
      let commit = random.pick(1...(genuine.last - 1))
      guard !genuine.commits[Int(commit - 1)].events.isEmpty else { return nil }
      return (
        """
        update collegiate.commit set last_position = last_position - 1 where log = 1 and number = \(commit);
        update collegiate.commit set first_position = first_position - 1 where log = 1 and number = \(commit + 1)
        """, .at(commit)
      )
    },
  ]

  private static let ends: [TableMutation] = [
    TableMutation(name: "a salt is removed") { genuine, random in
      let position = random.pick(1...genuine.lastPosition)
      return (
        "update collegiate.event set salt = null where log = 1 and position = \(position)",
        .at(genuine.commit(of: position))
      )
    },
    TableMutation(name: "a redaction is pretended") { genuine, random in
      let (position, by) = (
        random.pick(1...genuine.lastPosition), random.pick(1...(genuine.lastPosition + 5))
      )
      return (
        """
        update collegiate.event set salt = null, payload = '{}', redacted_by = \(by) where log = 1 and
        position = \(position)
        """, .at(genuine.commit(of: position))
      )
    },
    TableMutation(name: "the log's beginning is changed") { genuine, random in
      let change = random.pick([
        "rehearsal = true", "genesis = set_bit(genesis, 77, 1 - get_bit(genesis, 77))",
      ])
      return ("update collegiate.log set \(change) where id = 1", .at(1))
    },
    TableMutation(name: "the tail is cut off") { genuine, random in
      let commit = random.pick(2...genuine.last)
      return (
        """
        delete from collegiate.event where log = 1 and position >= \(genuine.commits[Int(commit - 1)].firstPosition);
        delete from collegiate.receipt where log = 1 and commit >= \(commit);
        delete from collegiate.commit where log = 1 and number >= \(commit)
        """, genuine.expected(cutFrom: commit)
      )
    },
  ]

  /// One text is another, and every hash from there to the end is computed anew.
  private static let rewriting = TableMutation(name: "history is rewritten with all hashes") {
    genuine, random in
    let position = random.pick(1...genuine.lastPosition)
    let at = Int(genuine.commit(of: position) - 1)
    var commits = genuine.commits
    let place = Int(position - commits[at].firstPosition)
    let salt = (0..<16).map { _ in UInt8(random.pick(0...255)) }
    guard let forged = commits[at].events[place].record?.forged(payload: "{}", salt: salt) else { return nil }
    commits[at].events[place] = .shown(forged)
    Chaining.close(&commits, from: at, in: genuine.header.log)
    let hashes = commits[at...].map { "(\($0.number), '\\x\(Digest.hex($0.hash))'::bytea)" }.joined(
      separator: ", ")
    return (
      """
      update collegiate.event set payload = '{}', salt = '\\x\(Digest.hex(salt))', digest = '\\x\(Digest.hex(forged.digest))',
        leaf = '\\x\(Digest.hex(forged.leaf))' where log = 1 and position = \(position);
      update collegiate.commit as c set hash = v.hash from (values \(hashes)) as v (number, hash)
      where c.log = 1 and c.number = v.number
      """, genuine.expected(rewrittenFrom: Int64(at + 1), leaving: genuine.last)
    )
  }

  private static func swapped(_ table: String, _ column: String, _ one: String, _ other: String) -> String {
    [(one, "1000000"), (other, one), ("1000000", other)].map { from, to in
      "update collegiate.\(table) set \(column) = \(to) where log = 1 and \(column) = \(from)"
    }.joined(separator: ";")
  }
}

/// A receipt's commit and its command.
private func pickReceipt(_ genuine: Genuine, _ random: inout Seeded) -> (Int64, String)? {
  let commit = random.pick(genuine.commits)
  return commit.receipts.randomElement(using: &random)?.record.map { (commit.number, $0.command) }
}
