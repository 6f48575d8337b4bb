import Hummingbird
import PeerReview
import ReadModels
import Workflow

/// The forms of those commands on a judgement or an interruption that pages offer.
enum StreamForm {
  static let judgementKinds = ["revise", "confirm", "record-dissent"].map { kind("judgements/x/\($0)") }
  static let answerKind = kind("interruptions/x/answer")

  private static func kind(_ path: String) -> CommandKind {
    guard let (kind, _) = CommandKind.route(path) else { preconditionFailure("There is no command \(path)") }
    return kind
  }

  /// What stands on the button.
  static func label(_ kind: CommandKind) -> String {
    switch kind.name {
    case "revise": "Revise the judgement"
    case "confirm": "Confirm the judgement"
    case "record-dissent": "Record a dissent"
    case "answer": "Answer the interruption"
    default: kind.summary
    }
  }

  static func show(_ exchange: Exchange) async throws -> Response {
    try await exchange.answer { reader in
      _ = try exchange.query([])
      return await (try await form(exchange, reader)).open(reader)
    }
  }

  static func send(_ exchange: Exchange) async throws -> Response {
    try await exchange.answer { reader in
      let log = reader.log
      return try await form(exchange, reader).send(exchange, reader) { outcome in
        PageURL(outcome.stream, log: log) ?? .home(log: log)
      }
    }
  }

  private static func form(_ exchange: Exchange, _ reader: PageReader) async throws -> CommandForm {
    let command = exchange.parameter("command")
    let id = exchange.parameter("id")
    let kinds = exchange.isAboutJudgement ? judgementKinds : [answerKind]
    guard let kind = kinds.first(where: { $0.name == command }) else {
      throw Problem(.notFound, "There is no form of this name here.")
    }
    let (actor, directory) = (reader.actor, reader.directory)
    return try await reader.ledger.reading { ledger in
      try form(kind, StreamID(kind.stream, id), Outlook(actor, ledger), directory, ledger)
    }
  }

  private static func form(
    _ kind: CommandKind, _ stream: StreamID, _ outlook: Outlook, _ directory: Directory,
    _ ledger: isolated Ledger
  ) throws -> CommandForm {
    guard let (state, head) = ledger.state(of: stream, for: outlook.reader), let cycle = head.place.cycle,
      let page = PageURL(stream, log: ledger.slug)
    else {
      throw Problem(.notFound, "There is no \(stream.kind.rawValue) \(stream.id) here that you may see.")
    }
    if ledger.whyNot(kind, on: stream, head.place, outlook) != nil {
      let roles = InWords.list(kind.roles.map { "the \($0.label.lowercasedFirst)" })
      throw Problem(
        .notPermitted, "\(label(kind)): this is for \(roles) of \(directory.name(head.place.lea)).")
    }
    let streams = ledger.streams(of: cycle)
    let seen = ledger.seen(outlook) { streams.contains($0) || $0.kind == .framework }
    var form = CommandForm(
      kind: kind, title: label(kind), caption: "\(directory.name(head.place.lea)): \(name(stream))",
      submit: label(kind), action: action(stream, kind, ledger.slug), back: Link(name(stream), page),
      stream: stream,
      version: head.version)
    form.context = context(kind, state)
    if kind.stream == .judgement { fill(&form, kind, state, seen, cycle) }
    return form
  }

  private static func name(_ stream: StreamID) -> String {
    stream.kind == .judgement ? "Question \(JudgementID(stream.id).question)" : "Interruption"
  }

  private static func action(_ stream: StreamID, _ kind: CommandKind, _ log: String) -> PageURL {
    stream.kind == .judgement
      ? .judgementCommand(log: log, JudgementID(stream.id), name: kind.name)
      : .interruptionCommand(log: log, InterruptionID(stream.id), name: kind.name)
  }

  /// What the command is about, to be read once more before it is given.
  private static func context(_ kind: CommandKind, _ state: Node) -> [CyclePage.Fact] {
    let named: [(String, String)] =
      kind.stream == .judgement
      ? [("Statement now", "statement")]
      : [("Taken for granted", "taken_for_granted"), ("The question it asks", "asks")]
    return named.compactMap { label, name in state[name]?.text.map { CyclePage.Fact(name: label, value: $0) }
    }
  }

  private static func fill(
    _ form: inout CommandForm, _ kind: CommandKind, _ state: Node, _ seen: Consortium, _ id: CycleID
  ) {
    let names = Set(kind.fields().map(\.name))
    if names.contains("statement_version"), case .number(let version)? = state["statement_version"] {
      form.carried = ["statement_version"]
      form.initial = .object([Node.Member("statement_version", .text(version))])
    }
    guard names.contains("content"), case .object(let members) = form.initial else { return }
    let parts = ["statement", "step", "confidence", "rationale", "evidence", "dimensions", "groups"]
    let content = parts.compactMap { name in state[name].map { Node.Member(name, $0) } }
    form.initial = .object(members + [Node.Member("content", .object(content))])
    let cycle = seen.cycles[id.text]
    if let scale = cycle?.scale.flatMap({ name in
      cycle?.framework.flatMap { seen.frameworks[$0.text]?.scale(name) }
    }) {
      form.choices["content.step"] = scale.steps.map {
        FormOption(value: $0.step, label: "\(InWords.sentence($0.step)): \($0.prose)")
      }
    }
    let evidence = seen.evidence.values.sorted { NaturalOrder.precedes($0.id.text, $1.id.text) }
      .map { FormOption(value: $0.id.text, label: $0.title) }
    form.choices["content.evidence"] = evidence
    form.suggestions["provoked_by.ref"] =
      evidence.map { FormOption(value: $0.value, label: "Evidence: \($0.label)") }
      + seen.interruptions.values.sorted { $0.id.text < $1.id.text }
      .map {
        FormOption(value: $0.id.text, label: "Interruption: \($0.recorded?.takenForGranted.prefix(80) ?? "")")
      }
  }
}

extension Exchange {
  fileprivate var isAboutJudgement: Bool {
    (request.head.path ?? "").split(separator: "/").dropFirst().first == "judgements"
  }
}
