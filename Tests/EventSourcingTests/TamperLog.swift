import FoundationEssentials
import PeerReview
import TestSupport

@testable import EventSourcing

/// The seed and the number of mutations, as given or by chance and by default.
enum TamperSettings {
  static let seed =
    environment("COLLEGIATE_TAMPER_SEED").flatMap { UInt64($0) } ?? .random(in: 0...999_999_999)
  static let runs = environment("COLLEGIATE_TAMPER_RUNS").flatMap { Int($0) } ?? 1000

  private static func environment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
}

/// A log of some hundred commits as it was written, with checkpoints of some of them.
struct Genuine: Sendable {
  let fixture: Fixture
  let header: ExportHeader
  let commits: [CommitRecord]
  /// Commit numbers that were signed, ascending.
  let signed: [Int64]
  let evidence: CheckpointEvidence

  /// Number of the commit that holds a position.
  func commit(of position: Int64) -> Int64 {
    commits.first { $0.firstPosition <= position && position <= $0.lastPosition }?.number ?? 0
  }

  /// Of each event whose words were erased its own commit, and that of the event that says so.
  private var erased: [(commit: Int64, by: Int64)] {
    commits.flatMap { at in
      at.events.compactMap { $0.record?.redactedBy.map { (at.number, commit(of: $0)) } }
    }
  }

  /// The first commit that is not whole without what a commit says of erased words.
  func first(withoutReasonsIn commit: Int64) -> Int64 {
    erased.filter { $0.by == commit }.map(\.commit).reduce(commit, min)
  }

  var last: Int64 { Int64(commits.count) }
  var lastPosition: Int64 { commits.last?.lastPosition ?? 0 }
}

/// What `verify` must say of a mutation.
enum Expected: Sendable, Equatable {
  /// The first bad commit is just this.
  case at(Int64)
  /// It is one of these: no checkpoint is nearer.
  case among(ClosedRange<Int64>)
  /// No checkpoint speaks of it: whole as far as it goes, and not anchored there. The negative control.
  case unseen(commits: Int64)
}

extension Genuine {
  /// History rewritten from a commit to the end with all hashes.
  func expected(rewrittenFrom commit: Int64, leaving commits: Int64) -> Expected {
    guard let next = signed.first(where: { $0 >= commit }) else { return .unseen(commits: commits) }
    return .among((anchor(before: commit) + 1)...next)
  }

  /// The tail cut off from a commit on. What was erased before it, for a reason that stands in it, has lost that.
  func expected(cutFrom commit: Int64) -> Expected {
    if let orphan = erased.filter({ $0.commit < commit && $0.by >= commit }).map(\.commit).min() {
      return .at(orphan)
    }
    guard signed.contains(where: { $0 >= commit }) else { return .unseen(commits: commit - 1) }
    return .among((anchor(before: commit) + 1)...commit)
  }

  func anchor(before commit: Int64) -> Int64 { signed.last { $0 < commit } ?? 0 }

  /// Nil where the report says what it must.
  func mismatch(_ found: Verification, _ expected: Expected) -> String? {
    let isRight =
      switch expected {
      case .at(let commit): found.fault?.commit == commit && found.firstBad == commit...commit
      case .among(let range): found.fault == nil && found.firstBad == range
      case .unseen(let commits):
        found.isWhole && found.commits == commits && found.anchoredThrough == anchor(before: commits + 1)
          && found.unanchored?.upperBound == (commits > found.anchoredThrough ? commits : nil)
      }
    return isRight ? nil : "expected \(expected), found \(String(describing: found.firstBad)): \(found)"
  }
}

/// Makes the log with the product's own append, and signs about every twentieth commit but none of the last tenth.
/// Where words are `erased`, about every tenth commit is followed by one that does so to some events before it.
func withGenuine(
  _ random: inout Seeded, commits count: Int, erased: Bool = false,
  _ body: @escaping @Sendable (Genuine) async throws -> Void
) async throws {
  var made = random
  random = Seeded(random.next())
  try await withLog { [made] log in
    var random = made
    var versions: [StreamID: Int] = [:]
    for number in 1...count {
      let batch = varied(number, &versions, &random)
      for answer in try await log.store.append(batch, to: log.log) where answer.receipt == nil {
        throw Unexpected(what: "the append answered \(answer)")
      }
      if erased, random.pick(0..<10) == 0 { try await log.redactSome(&random) }
    }
    try await body(try await genuine(log, &random))
  }
  made = random
}

extension Fixture {
  /// Erases the text of one to three events.
  fileprivate func redactSome(_ random: inout Seeded) async throws {
    let head = try await store.head(of: log).position
    guard head > 0 else { return }
    var texts: [Int64: [String]] = [:]
    for _ in 0..<random.pick([1, 1, 3]) {
      let position = Int64(random.pick(1...Int(head)))
      guard let event = try await store.event(at: position, in: log), event.redactedBy == nil,
        event.envelope.type != "TextRedacted"
      else { continue }
      texts[position] = ["text"]
    }
    guard !texts.isEmpty else { return }
    let answer = try await redact(texts, id: random.uuid())
    guard answer.receipt != nil else { throw Unexpected(what: "the redaction answered \(answer)") }
  }
}

struct Unexpected: Error, CustomStringConvertible {
  let what: String
  var description: String { what }
}

/// One to three commands, of which some lead to nothing and some to several events.
private func varied(_ number: Int, _ versions: inout [StreamID: Int], _ random: inout Seeded) -> [Append] {
  var batch: [Append] = []
  for _ in 0..<random.pick([1, 1, 2, 3]) {
    let stream = StreamID(random.pick([.visit, .judgement]), "s\(random.pick(0..<40))")
    guard !batch.contains(where: { $0.expected[stream] != nil }) else { continue }
    let events = (0..<random.pick([0, 1, 1, 1, 2, 3])).map { part in
      NewEvent(
        stream: stream, type: random.pick(["VisitHeld", "JudgementRevised", "OfferMade"]),
        schemaVersion: random.pick([1, 1, 2]),
        occurredAt: random.pick([nil, Moment(microseconds: 1_700_000_000_000_000 + Int64(number))]),
        occurredPrecision: random.pick([.instant, .day]), visibility: random.pick([.own, .team, .open]),
        place: Place(
          programme: random.pick([nil, ProgrammeID("prog-1")]),
          lea: random.pick([nil, OrganisationID("ash")]),
          cycle: random.pick([nil, CycleID("ash-2025")])),
        correctsPosition: random.pick([nil, nil, Int64(number)]),
        payload: #"{"n":\#(number),"part":\#(part),"text":"\#(random.pick(["naïve – 你好", "plain", ""]))"}"#)
    }
    batch.append(
      Append(
        commandID: random.uuid(), request: "visits/hold {\(number)}",
        actor: PersonID(random.pick(["ash-lead", "bir-lead"])),
        actingFor: OrganisationID("ash"), role: random.pick([.ll, .co]),
        correlationID: random.pick([nil, "corr-1"]),
        causationPosition: random.pick([nil, Int64(number)]), expected: [stream: versions[stream] ?? 0],
        events: events))
    versions[stream, default: 0] += events.count
  }
  return batch
}

private func genuine(_ log: Fixture, _ random: inout Seeded) async throws -> Genuine {
  let head = try await log.store.head(of: log.log)
  var commits: [CommitRecord] = []
  while let batch = Optional(
    try await log.store.commits(in: log.log, after: Int64(commits.count), through: .max)),
    !batch.isEmpty
  { commits += batch }
  let key = CheckpointKey()
  var contents = CheckpointFile.Contents()
  for commit in commits.prefix(commits.count * 9 / 10) where random.pick(0..<20) == 0 {
    let checkpoint = try key.sign(Checkpoint(of: commit, in: log.log, key: key))
    contents.entries.append(.init(line: contents.entries.count + 1, checkpoint: checkpoint))
  }
  return Genuine(
    fixture: log, header: ExportHeader(log: log.log, head: head), commits: commits,
    signed: contents.entries.map(\.checkpoint.commit),
    evidence: CheckpointEvidence(contents, keys: [key.publicKey]))
}

extension Checkpoint {
  /// What a key says of a commit that it sees; without its signature.
  init(
    of commit: CommitRecord, in log: LogInfo, epoch: Int? = nil, signedAt: Moment? = nil, keeps: Int64? = nil,
    key: CheckpointKey
  ) {
    self.init(
      slug: log.slug, genesis: log.genesis, epoch: epoch ?? log.epoch, commit: commit.number,
      position: commit.lastPosition, hash: commit.hash, recordedAt: commit.recordedAt,
      signedAt: signedAt ?? commit.recordedAt, keeps: keeps, key: key.publicKey.id)
  }
}
