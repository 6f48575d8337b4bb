import EventSourcing
import PeerReview

/// How a consortium begins: its log, and, as the product itself, its office, its coordinator and that
/// person's role, by letter.
package struct Installation: Sendable {
  package let slug: String
  package let name: String
  package let coordinator: PersonID
  package let letter: String
  package let isRehearsal: Bool

  package init(slug: String, name: String, coordinator: PersonID, letter: String, rehearsal: Bool) {
    self.slug = slug
    self.name = name
    self.coordinator = coordinator
    self.letter = letter
    isRehearsal = rehearsal
  }

  /// Makes the log where there is none, and its first entries where they are missing; may be repeated.
  package func perform(in ledgers: Ledgers) async throws -> Ledger {
    if try await ledgers.store.log(slug) == nil {
      _ = try await ledgers.store.createLog(slug: slug, name: name, rehearsal: isRehearsal)
    }
    guard let ledger = try await ledgers.ledger(slug) else { throw LogError.unknownLog }
    try await ledger.catchUp()
    for step in steps { try await perform(step.path, step.body, in: ledger) }
    return ledger
  }

  private var steps: [(path: String, body: Node)] {
    let office: Node = [
      "organisation": "office", "name": .text("\(name) Office"), "short_name": "Office", "kind": "partner",
    ]
    let person: Node = ["id": .text(coordinator.text), "organisation": "office"]
    return [
      ("organisations/register", office), ("people/register", person),
      ("people/\(coordinator)/grant-role", ["role": "co", "letter_ref": .text(letter)]),
    ]
  }

  private func perform(_ path: String, _ body: Node, in ledger: Ledger) async throws {
    guard let (kind, id) = CommandKind.route(path) else { preconditionFailure("There is no command \(path)") }
    do {
      _ = try await ledger.perform(Call(kind, id: id, body, by: .system))
    } catch let refused as Refused where [.alreadyRegistered, .exists].contains(refused.refusal.code) {
      return  // done the first time
    }
  }
}
