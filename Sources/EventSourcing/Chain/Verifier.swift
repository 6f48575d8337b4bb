import PeerReview
import Postgres

/// Recomputes a log's chain, independently of the functions that wrote it, and names the first bad commit.
///
/// It finds whatever was changed, removed, inserted or reordered within the chain. A chain rewritten from some
/// commit to its end, or cut off at its tail, it finds where a checkpoint that was brought speaks of it.
package enum Verifier {
  /// Walks the log in the database up to its present head, a batch at a time. `progress` gets the number of
  /// commits walked, and of all. Read the evidence first: what is signed meanwhile would seem to be cut off.
  package static func verify(
    _ store: EventStore,
    _ log: LogInfo,
    against evidence: CheckpointEvidence? = nil,
    progress: @Sendable (_ commit: Int64, _ of: Int64) -> Void = { _, _ in }
  ) async throws -> Verification {
    guard let log = try await store.log(log.slug) else { throw LogError.unknownLog }
    while true {
      let redaction = try await store.lastRedaction(in: log)
      let found = try await walk(store, log, evidence, progress)
      // What was redacted during the walk was walked half before, half after: only the next says how it is.
      if try await store.lastRedaction(in: log) == redaction { return found }
    }
  }

  private static func walk(
    _ store: EventStore, _ log: LogInfo, _ evidence: CheckpointEvidence?,
    _ progress: @Sendable (_ commit: Int64, _ of: Int64) -> Void
  ) async throws -> Verification {
    let head = try await store.head(of: log)
    var walk = AnchoredWalk(log, evidence)
    while walk.chain.isSound {
      let batch = try await store.commits(in: log, after: walk.chain.result.commits, through: head.commit)
      if batch.isEmpty { break }
      for commit in batch { walk.take(commit) }
      progress(walk.chain.result.commits, head.commit)
    }
    walk.chain.finish(head)
    if walk.chain.isSound, let sentence = try await store.stray(in: log) { walk.chain.fail(sentence) }
    return walk.judged()
  }

  /// Walks an exported file; no database is asked.
  package static func verify(
    file path: String,
    against evidence: CheckpointEvidence? = nil,
    progress: @Sendable (_ commit: Int64, _ of: Int64) -> Void = { _, _ in }
  ) throws -> Verification {
    let lines = try FileLines(path)
    guard let first = try lines.next(), let header = ExportHeader(first) else { throw ExportError.noExport }
    var walk = AnchoredWalk(header.log, evidence)
    while walk.chain.isSound, let line = try lines.next() {
      guard let commit = CommitRecord(line: line) else {
        walk.chain.fail("Line \(lines.count) of the file cannot be read.")
        break
      }
      walk.take(commit)
      progress(walk.chain.result.commits, header.head.commit)
    }
    walk.chain.finish(header.head)
    return walk.judged()
  }
}

/// A walk along the chain that holds each commit against the checkpoints as well.
struct AnchoredWalk {
  var chain: ChainWalk
  private var anchors: Anchors?

  init(_ log: LogInfo, _ evidence: CheckpointEvidence?) {
    chain = ChainWalk(log)
    anchors = evidence.map { Anchors($0, log) }
  }

  mutating func take(_ commit: CommitRecord) {
    chain.take(commit)
    if chain.isSound { anchors?.take(commit) }
  }

  /// What both found, once the walk is over.
  mutating func judged() -> Verification {
    var result = chain.result
    result.anchoring = anchors?.judged(result)
    return result
  }
}

/// Why a file cannot be verified at all.
package enum ExportError: Error, Sendable, Hashable, CustomStringConvertible {
  case noExport
  case unreadable(String)
  /// A line of more than 256 MB.
  case endlessLine
  /// While it was written, words were redacted that it may hold.
  case redactedMeanwhile

  package var description: String {
    switch self {
    case .noExport: "This is not an export of a log: its first line does not say so."
    case .unreadable(let why): "The file cannot be read: \(why)"
    case .endlessLine: "The file holds a line longer than any commit."
    case .redactedMeanwhile:
      "Words were erased while this was written, and it may hold them: throw it away, and export again."
    }
  }
}
