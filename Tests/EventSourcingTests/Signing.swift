import FoundationEssentials
import PeerReview
import TestSupport
import Testing

@testable import EventSourcing

/// A key, and a checkpoint file of its own that goes away with the test.
struct Signing: Sendable {
  let key = CheckpointKey()
  let path = FileManager.default.temporaryDirectory.appending(path: "collegiate-\(newID()).checkpoints")
    .path()

  var file: CheckpointFile { CheckpointFile(path) }

  var lines: [String] {
    get throws { try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init) }
  }

  /// Writes a checkpoint as the product does.
  @discardableResult
  func write(_ log: Fixture, key: CheckpointKey? = nil, at now: Moment = .now, afterRestore: Bool = false)
    async throws
    -> CheckpointWriter.Outcome
  {
    var writer = CheckpointWriter(log.store, file, key ?? self.key)
    return try await writer.write(log.log, at: now, afterRestore: afterRestore)
  }

  func evidence(_ keys: [CheckpointKey]? = nil, until: Moment? = nil) throws -> CheckpointEvidence {
    CheckpointEvidence(try file.read(), keys: (keys ?? [key]).map(\.publicKey), until: until)
  }

  /// Puts text into the file as another hand would.
  func scrawl(_ text: String) throws {
    let old = FileManager.default.contents(atPath: path) ?? Data()
    try (old + Data(text.utf8)).write(to: URL(filePath: path))
  }
}

func withSigning(_ body: (Signing) async throws -> Void) async throws {
  let signing = Signing()
  defer { try? FileManager.default.removeItem(atPath: signing.path) }
  try await body(signing)
}

extension Moment {
  static var now: Moment { Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1e6)) }

  func after(seconds: Int64) -> Moment { Moment(microseconds: microseconds + seconds * 1_000_000) }
}

extension Fixture {
  /// What a superuser does who wants commits from 7 on to be gone; then others may come in their place.
  func cutTail(raisingEpoch: Bool = false) async throws {
    try await tamper(
      """
      delete from collegiate.event where log = 1 and position >= 9;
      delete from collegiate.receipt where log = 1 and commit >= 7;
      delete from collegiate.commit where log = 1 and number >= 7
      """ + (raisingEpoch ? "; update collegiate.log set epoch = epoch + 1 where id = 1" : ""))
  }

  /// One more commit, in whatever epoch the log is.
  func append(_ stream: String = newID(), payload: String = "{}") async throws {
    let now = try #require(try await store.log(log.slug))
    let answer = try await store.append(adding(visit(stream), at: 0, payload: payload), to: now)
    try #require(answer.receipt != nil)
  }

  /// The export's lines.
  func exported() async throws -> [String] {
    var text = ""
    try await LogExport.write(log, from: store) { text += $0 }
    return text.split(separator: "\n").map(String.init)
  }
}
