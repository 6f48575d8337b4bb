import FoundationEssentials
import PeerReview
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import EventSourcing

/// Random tampering with a log of some hundred commits, and for each the commit that `verify` must name.
///
/// `COLLEGIATE_TAMPER_SEED` has a run again; `COLLEGIATE_TAMPER_RUNS` says how many mutations, of which seven
/// tenths are made to the records of an export, a fifth to the tables, and a tenth to the bytes of a file; and how
/// many more, another fifth, to an export from which words were erased.
@Suite struct `Tampering at random` {
  private let seed = TamperSettings.seed

  @Test func `An export's records: each mutation is found, at the commit where it is`() async throws {
    var random = Seeded(seed)
    try await withGenuine(&random, commits: 200) { [seed] genuine in
      let walks = Walks(genuine)
      // Without a mutation nothing is found, or the rest would prove nothing.
      #expect(walks.verify(walks.untouched).isWhole)
      let tally = walks.tamper(RecordMutation.groups[...], TamperSettings.runs * 7 / 10, seed, chance: 1)
      tally.report("records of an export", seed)
      let kinds = RecordMutation.groups.joined().count
      if tally.count > 20 * kinds { #expect(tally.kinds == kinds) }
    }
  }

  /// Without the mutations that compute all hashes anew: they would have to erase anew as well.
  @Test func `An export from which words were erased: each mutation is found, at the commit where it is`()
    async throws
  {
    var random = Seeded(seed ^ 6)
    try await withGenuine(&random, commits: 150, erased: true) { [seed] genuine in
      let walks = Walks(genuine)
      let untouched = walks.verify(walks.untouched)
      #expect(untouched.isWhole && untouched.redactions.count > 5)
      let tally = walks.tamper(RecordMutation.groups.dropLast(), TamperSettings.runs / 5, seed, chance: 7)
      tally.report("records of an export with erased words", seed)
    }
  }

  @Test func `The tables: each mutation is found, at the commit where it is`() async throws {
    var random = Seeded(seed ^ 2)
    try await withGenuine(&random, commits: 150) { [seed] genuine in
      let tables = try await Tables(genuine)
      var random = Seeded(seed ^ 3)
      var tally = Tally()
      while tally.count < TamperSettings.runs / 5 {
        let mutation = random.pick(random.pick(TableMutation.groups))
        guard let (sql, expected) = mutation.make(genuine, &random) else { continue }
        tally.add(mutation.name, expected)
        try await tables.change(sql)
        let found = try await Verifier.verify(
          genuine.fixture.store, genuine.fixture.log, against: genuine.evidence)
        let mismatch = genuine.mismatch(found, expected)
        #expect(mismatch == nil, "seed \(seed), mutation \(tally.count), \(mutation.name): \(sql)")
        try await tables.restore(after: sql)
      }
      await tables.close()
      tally.report("tables", seed)
      let whole = try await Verifier.verify(
        genuine.fixture.store, genuine.fixture.log, against: genuine.evidence)
      #expect(whole.isWhole)
    }
  }

  /// A letter's case is left alone: of a hash, an id or the Z of a time it means nothing.
  @Test func `A file's bytes: each flipped bit is found, at the commit whose line it is in`() async throws {
    var random = Seeded(seed ^ 4)
    try await withGenuine(&random, commits: 120) { [seed] genuine in
      let lines =
        [JSON.text(genuine.header.node)] + genuine.commits.map { JSON.text($0.node { _ in .whole }) }
      let path = FileManager.default.temporaryDirectory.appending(path: "collegiate-\(newID()).jsonl").path()
      defer { try? FileManager.default.removeItem(atPath: path) }
      var random = Seeded(seed ^ 5)
      var tally = Tally()
      while tally.count < TamperSettings.runs / 10 {
        let at = random.pick(1..<lines.count)
        var bytes = Array(lines[at].utf8)
        let place = random.pick(bytes.indices)
        bytes[place] ^= random.pick([1, 2, 4, 8, 16, 64, 128])
        tally.add("a bit is flipped", .at(Int64(at)))
        var text = lines.map { Array($0.utf8) }
        text[at] = bytes
        try Data(text.joined(separator: [UInt8(ascii: "\n")])).write(to: URL(filePath: path))
        let mismatch = genuine.mismatch(
          try Verifier.verify(file: path, against: genuine.evidence), .at(Int64(at)))
        #expect(mismatch == nil, "seed \(seed), mutation \(tally.count), line \(at + 1), byte \(place)")
      }
      tally.report("bytes of a file", seed)
    }
  }
}

/// Verifies edited exports; what comes before the first edit was walked once and is not walked again.
private struct Walks {
  private let genuine: Genuine
  private let nodes: [Node]
  /// As the walk stands after each number of commits.
  private var walks: [AnchoredWalk]

  init(_ genuine: Genuine) {
    self.genuine = genuine
    nodes = genuine.commits.map { $0.node { _ in .whole } }
    walks = [AnchoredWalk(genuine.header.log, genuine.evidence)]
    for commit in genuine.commits {
      var walk = walks[walks.count - 1]
      walk.take(commit)
      walks.append(walk)
    }
  }

  var untouched: Edited { Edited(log: genuine.header.log, head: genuine.header.head, commits: nodes) }

  /// Makes mutations out of groups, and expects of each that it is found where it is.
  func tamper(_ groups: ArraySlice<[RecordMutation]>, _ times: Int, _ seed: UInt64, chance: UInt64) -> Tally {
    var random = Seeded(seed ^ chance)
    var tally = Tally()
    while tally.count < times {
      let mutation = random.pick(random.pick(groups))
      var edited = untouched
      guard let expected = mutation.apply(&edited, genuine, &random) else { continue }
      tally.add(mutation.name, expected)
      let mismatch = genuine.mismatch(verify(edited), expected)
      #expect(mismatch == nil, "seed \(seed), mutation \(tally.count), \(mutation.name)")
    }
    return tally
  }

  func verify(_ edited: Edited) -> Verification {
    let isSameLog = edited.log == genuine.header.log
    let same = isSameLog ? zip(nodes, edited.commits).prefix { $0 == $1 }.count : 0
    var walk = isSameLog ? walks[same] : AnchoredWalk(edited.log, genuine.evidence)
    for node in edited.commits.dropFirst(same) where walk.chain.isSound {
      if let commit = CommitRecord(line: Array(JSON.text(node).utf8)) {
        walk.take(commit)
      } else {
        walk.chain.fail("The record cannot be read.")
      }
    }
    for commit in edited.rewritten { walk.take(commit) }
    walk.chain.finish(edited.head)
    return walk.judged()
  }
}

/// What was tried.
struct Tally {
  private var names: [String: Int] = [:]
  private(set) var count = 0
  private var unseen = 0
  private var among = 0

  var kinds: Int { names.count }

  mutating func add(_ name: String, _ expected: Expected) {
    names[name, default: 0] += 1
    count += 1
    switch expected {
    case .at: break
    case .among: among += 1
    case .unseen: unseen += 1
    }
  }

  func report(_ what: String, _ seed: UInt64) {
    print(
      "Tampering, seed \(seed): \(count) mutations of the \(what) in \(kinds) kinds; \(count - among - unseen) to be "
        + "named exactly, \(among) between two checkpoints, \(unseen) after the last checkpoint (not to be seen)"
    )
  }
}
