import Crypto
import EventSourcing
import PeerReview
import ReadModels
import WorkedExample

/// Performs the worked example through the one door for change, on a simulated clock, into a log marked as
/// a rehearsal. Each step has a command id of its own that never changes, so that a broken-off rehearsal is
/// taken up where it stopped and a complete one stays as it is.
package struct Rehearsal: Sendable {
  package let slug: String
  package let name: String
  /// The last day performed; nil for the whole story.
  package let until: CalendarDay?

  package init(slug: String, name: String, until: CalendarDay?) {
    self.slug = slug
    self.name = name
    self.until = until
  }

  /// How it went.
  package struct Result: Sendable {
    /// Commands performed now; those that an earlier run had performed are not counted.
    package let performed: Int
    package let head: Int64
  }

  /// Why the story could not go on.
  package struct Broken: Error, CustomStringConvertible {
    package let description: String
  }

  package func perform(
    in ledgers: Ledgers, progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws -> Result {
    let ledger = try await log(in: ledgers)
    let steps = (WorkedExample.installation + WorkedExample.steps)
      .filter { step in until.map { step.day <= $0 } ?? true }
    var performed = 0
    for (index, step) in steps.enumerated() {
      if try await perform(step, in: ledger) { performed += 1 }
      progress(index + 1, steps.count)
    }
    return Result(performed: performed, head: await ledger.head)
  }

  private func log(in ledgers: Ledgers) async throws -> Ledger {
    if try await ledgers.store.log(slug) == nil {
      _ = try await ledgers.store.createLog(slug: slug, name: name, rehearsal: true)
    }
    guard let ledger = try await ledgers.ledger(slug), ledger.isRehearsal else {
      throw Broken(description: "\(slug) is no rehearsal: the worked example is not performed in it.")
    }
    try await ledger.catchUp()
    return ledger
  }

  /// Whether the step was performed now, and not by an earlier run; one that must be refused is none.
  private func perform(_ step: Step, in ledger: Ledger) async throws -> Bool {
    guard let (kind, id) = CommandKind.route(step.path) else {
      throw Broken(description: "There is no command \(step.path).")
    }
    let call = Call(
      kind, id: id, try JSON.parse(step.body), by: step.sender,
      commandID: commandID(step), expectedVersion: step.ifMatch, at: step.at)
    do {
      let outcome = try await ledger.perform(call)
      guard !step.isRefused else {
        throw Broken(description: "\(step.path) on \(step.day) should have been refused.")
      }
      return !outcome.isReplay
    } catch let refused as Refused where refused.refusal.code == step.refusal {
      return false
    } catch let refused as Refused {
      throw Broken(
        description: "\(step.path) by \(step.actor) on \(step.day) was refused: "
          + "\(refused.refusal.code.rawValue): \(refused.refusal.detail)")
    } catch let invalid as InvalidInput {
      throw Broken(description: "\(step.path) on \(step.day): \(invalid.errors)")
    }
  }

  /// The same UUID for the same step of the same log, every time.
  private func commandID(_ step: Step) -> String {
    let digest = Array(SHA256.hash(data: Array("\(slug) \(step.at) \(step.actor) \(step.path)".utf8)))
    let hex = digest.prefix(16).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    var id = ""
    for (index, digit) in hex.enumerated() {
      if [8, 12, 16, 20].contains(index) { id += "-" }
      id.append(index == 12 ? "8" : index == 16 ? "a" : digit)
    }
    return id
  }
}
