import Foundation
import Synchronization

/// Lines for people and scripts: answers on standard output, progress and errors on standard error.
enum Console {
  static func out(_ line: String) { write(line + "\n", to: .standardOutput) }
  static func err(_ line: String) { write(line + "\n", to: .standardError) }

  fileprivate static func write(_ text: String, to handle: FileHandle) {
    // A reader that went away (`collegiate events tail | head`) is no error of ours.
    try? handle.write(contentsOf: Data(text.utf8))
  }
}

/// Shows how far long work has come: one line that is rewritten on a terminal, a plain line now and then
/// elsewhere.
final class Progress: Sendable {
  private let what: String
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let shownAt = Mutex<ContinuousClock.Instant?>(nil)

  init(_ what: String) { self.what = what }

  func show(_ done: Int, of total: Int) {
    let now = ContinuousClock.now
    let pause: Duration = isTerminal ? .milliseconds(100) : .seconds(5)
    let isDue = shownAt.withLock { last in
      guard last.map({ now - $0 > pause }) ?? true else { return false }
      last = now
      return true
    }
    guard isDue else { return }
    let text = "\(what): \(done) of \(total)"
    Console.write(isTerminal ? "\r\u{1b}[K\(text)" : text + "\n", to: .standardError)
  }

  func finish() {
    if isTerminal { Console.write("\r\u{1b}[K", to: .standardError) }
  }
}
