import ArgumentParser
import EventSourcing
import Foundation
import PeerReview
import Postgres
import Workflow

/// Why the tool stops, in a sentence for whoever typed the command.
struct Failure: Error {
  let code: Int32
  let sentence: String

  /// Refused or failed.
  static func failed(_ sentence: String) -> Failure { Failure(code: 1, sentence: sentence) }
  /// The words or the input are wrong.
  static func usage(_ sentence: String) -> Failure { Failure(code: 2, sentence: sentence) }
  /// A check found something.
  static func wrong(_ sentence: String) -> Failure { Failure(code: 4, sentence: sentence) }

  /// What the errors of the modules below mean here.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as PostgresError:
      let isAway = error.kind == .unreachable || error.kind == .connectionLost
      self.init(
        code: isAway ? 3 : 1, sentence: isAway ? "The database cannot be reached: \(error)" : "\(error)")
    case let refused as Refused:
      self.init(code: 1, sentence: "\(refused.refusal.code.rawValue): \(refused.refusal.detail)")
    case let invalid as InvalidInput:
      self.init(code: 2, sentence: invalid.errors.map(\.description).joined(separator: "\n"))
    case let malformed as JSON.Malformed:
      self.init(code: 2, sentence: "The JSON is malformed at byte \(malformed.offset): \(malformed.detail)")
    default: self.init(code: 1, sentence: "\(error)")
    }
  }

  init(code: Int32, sentence: String) {
    self.code = code
    self.sentence = sentence
  }
}

extension ExitCode {
  /// Says what went wrong on standard error and leaves with the code that scripts can tell apart.
  static func leave(with error: any Error) -> Never {
    let code = Tool.exitCode(for: error)
    if error is CleanExit || error is ExitCode || code == .success || code == .validationFailure {
      let text = Tool.fullMessage(for: error)
      if !text.isEmpty { (code == .success ? Console.out : Console.err)(text) }
      Foundation.exit(code == .validationFailure ? 2 : code.rawValue)
    }
    let failure = Failure(error)
    Console.err("collegiate: \(failure.sentence)")
    Foundation.exit(failure.code)
  }
}
