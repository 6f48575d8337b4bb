import Hummingbird
import PeerReview
import ReadModels
import Workflow

/// One judgement: what the LEA thinks now, every wording before it, and what moved it from one to the next.
struct JudgementPage: Page {
  let title: String
  let question: String
  let lea: String
  let done: String?
  let state: Badge
  let now: Now?
  /// Why the reader sees how far it has come and not what it says.
  let outline: String?
  let buttons: [Link]
  let reasons: [String]
  let wide: EvolutionChart?
  let narrow: EvolutionChart?
  /// In place of a chart, where the cycle uses no scale.
  let cards: [Card]
  let table: [Row]
  let versions: [Version]
  let dissents: [Dissent]
  let confirmations: [Confirmation]

  struct Now: Sendable {
    let statement: String
    let step: String?
    let confidence: String
    let version: Int
    let rationale: String
    let evidence: [Link]
    let considered: String?
  }

  struct Card: Sendable {
    let heading: String
    let statement: String
  }

  struct Row: Sendable {
    let day: String
    let what: String
    let step: String
    let confirmed: String
    let provoked: String
  }

  struct Version: Sendable {
    let number: Int
    let anchor: String
    let when: String
    let by: String
    let movement: String?
    let difference: Difference
    let isFirst: Bool
    let why: String
    let provocations: [Provoked]
    let dissents: [Dissent]
  }

  /// What made the LEA look again.
  struct Provoked: Sendable {
    let kind: String
    let link: Link?
    let plain: String?
    let late: String?
  }

  struct Dissent: Sendable {
    let heading: String
    let view: String
  }

  struct Confirmation: Sendable {
    let text: String
    let more: String?
  }

  static func answer(_ exchange: Exchange) async throws -> Response {
    try await exchange.answer { reader in
      let done = try exchange.query([PageURL.done])[PageURL.done]
      let id = JudgementID(exchange.parameter("id"))
      let (actor, directory) = (reader.actor, reader.directory)
      let made = await reader.ledger.reading { ledger -> (JudgementPage, Outlook)? in
        let outlook = Outlook(actor, ledger)
        return JudgementMaking(id, outlook, directory, ledger).map { ($0.page(done: done != nil), outlook) }
      }
      guard let (page, outlook) = made else {
        throw Problem(.notFound, "There is no judgement \(id) here that you may see.")
      }
      return .page(page, await reader.frame(outlook), crumbs: reader.crumbs(id.cycle))
    }
  }
}

extension PageReader {
  /// The way back from something that belongs to a cycle.
  func crumbs(_ cycle: CycleID?) -> [Link] {
    [Link("All consortia", .logs), Link("Programme", .home(log: log))]
      + (cycle.map { [Link("Self-review", .cycle(log: log, $0))] } ?? [])
  }
}
