import Logging
import Synchronization
import Testing

@testable import Web

@Suite struct `The server's log` {
  /// Keeps what it is told.
  private struct Keeping: LogHandler {
    final class Kept: Sendable { let lines = Mutex<[String]>([]) }

    let kept: Kept
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let names = metadata.keys.sorted().joined(separator: " ")
      kept.lines.withLock { $0.append("\(event.message) [\(names)]") }
    }
  }

  @Test func `leaves out the id that only the server knows, and nothing else`() {
    let kept = Keeping.Kept()
    var logger = Logger(label: "test") { _ in ServerLogHandler(Keeping(kept: kept)) }
    logger[metadataKey: "hb.request.id"] = "7"
    logger[metadataKey: "route"] = "visits"
    logger.info("heard")
    logger.debug("too quiet")
    logger.logLevel = .debug
    logger.debug("heard as well")
    #expect(kept.lines.withLock { $0 } == ["heard [route]", "heard as well [route]"])
    // Whoever asks for it unwraps what it gets.
    #expect(logger[metadataKey: "hb.request.id"] != nil)
  }
}
