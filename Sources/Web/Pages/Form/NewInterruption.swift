import Hummingbird
import PeerReview
import ReadModels
import Workflow

/// The form with which somebody records an interruption of a cycle.
enum NewInterruption {
  static let kind: CommandKind = {
    guard let (kind, _) = CommandKind.route("interruptions/record") else {
      preconditionFailure("There is no command that records an interruption")
    }
    return kind
  }()

  static func show(_ exchange: Exchange) async throws -> Response {
    try await exchange.answer { reader in
      let visit = try exchange.query([PageURL.visit])[PageURL.visit]
      return await (try await form(exchange, reader, visit: visit)).open(reader)
    }
  }

  static func send(_ exchange: Exchange) async throws -> Response {
    try await exchange.answer { reader in
      let log = reader.log
      return try await form(exchange, reader, visit: nil).send(exchange, reader) { outcome in
        .interruption(log: log, InterruptionID(outcome.stream.id))
      }
    }
  }

  private static func form(_ exchange: Exchange, _ reader: PageReader, visit: String?) async throws
    -> CommandForm
  {
    let id = CycleID(exchange.parameter("id"))
    let (actor, directory) = (reader.actor, reader.directory)
    return try await reader.ledger.reading { ledger in
      try form(id, visit, Outlook(actor, ledger), directory, ledger)
    }
  }

  private static func form(
    _ id: CycleID, _ visit: String?, _ outlook: Outlook, _ directory: Directory, _ ledger: isolated Ledger
  ) throws -> CommandForm {
    let streams = ledger.streams(of: id)
    let seen = ledger.seen(outlook) { streams.contains($0) || $0.kind == .framework }
    guard let cycle = seen.cycles[id.text] else {
      throw Problem(.notFound, "There is no cycle \(id) here that you may see.")
    }
    let place = Place(programme: cycle.programme, lea: cycle.lea, cycle: id)
    if ledger.whyNot(kind, on: nil, place, outlook) != nil {
      throw Problem(
        .notPermitted,
        "Interruptions of this self-review are recorded by its visitors, by the university’s facilitators and by \(directory.name(cycle.lea))’s own contributors."
      )
    }
    let form = CommandForm(
      kind: kind, title: "Record an interruption", caption: "\(directory.name(cycle.lea)): \(cycle.focus)",
      submit: "Record the interruption", action: .newInterruption(log: ledger.slug, id),
      back: Link("Self-review", .cycle(log: ledger.slug, id)))
    return filled(form, cycle, seen, outlook, visit)
  }

  private static func filled(
    _ blank: CommandForm, _ cycle: Cycle, _ seen: Consortium, _ outlook: Outlook, _ visit: String?
  ) -> CommandForm {
    var form = blank
    let framework = cycle.framework.flatMap { seen.frameworks[$0.text] }
    let visits = seen.visits.values.filter { isNamed($0, outlook) }.sorted { $0.id.text < $1.id.text }
    form.fixed = ["cycle": .text(cycle.id.text)]
    form.choices["visit"] = visits.map {
      FormOption(value: $0.id.text, label: "The visit of \(VisitInWords($0, Directory.unnamed).days)")
    }
    form.choices["question"] = cycle.questions.map { id in
      FormOption(value: id.text, label: "\(id): \(framework?.question(id)?.text ?? "")")
    }
    form.suggestions["prompted_by.ref"] = suggestions(seen, visits)
    form.initial = visit.map { ["visit": .text($0)] } ?? .object([])
    return form
  }

  /// Only who was there says that something was noticed during a visit.
  private static func isNamed(_ visit: Visit, _ outlook: Outlook) -> Bool {
    visit.from != nil && visit.status != .cancelled
      && (visit.host == outlook.reader.organisation || visit.isOnTeam(outlook.reader.person))
  }

  private static func suggestions(_ seen: Consortium, _ visits: [Visit]) -> [FormOption] {
    let evidence = seen.evidence.values.sorted { NaturalOrder.precedes($0.id.text, $1.id.text) }
      .map { FormOption(value: $0.id.text, label: "Evidence: \($0.title)") }
    let sessions = visits.flatMap(\.agenda).map {
      FormOption(value: String($0.number), label: "Session: \($0.where)")
    }
    return evidence + sessions
  }
}

extension Directory {
  static let unnamed = Directory(organisations: [:], names: [:], pseudonyms: nil)
}
