import PeerReview
import ReadModels
import Workflow

/// Puts an interruption's card together, within the reader's sight.
struct InterruptionMaking {
  let interruption: Interruption
  private let outlook: Outlook
  private let directory: Directory
  private let log: String
  private let seen: Consortium
  private let first: Envelope
  private let row: PageRow?
  private let whyNot: String?

  init?(_ id: InterruptionID, _ outlook: Outlook, _ directory: Directory, _ ledger: isolated Ledger) {
    let stream = StreamID(.interruption, id.text)
    guard let first = ledger.events(stream, outlook)?.first, first.extent == .everything else { return nil }
    let streams = first.recorded.envelope.place.cycle.map { ledger.streams(of: $0) } ?? [stream]
    seen = ledger.seen(outlook) { streams.contains($0) }
    guard let interruption = seen.interruptions[id.text] else { return nil }
    self.interruption = interruption
    self.outlook = outlook
    self.directory = directory
    self.first = first.recorded.envelope
    log = ledger.slug
    row = ledger.rows(InterruptionRegister.self, outlook).first { $0.text("interruption") == id.text }
    whyNot = ledger.whyNot(StreamForm.answerKind, on: stream, first.recorded.envelope.place, outlook)
  }

  func page(done: Bool) -> InterruptionPage? {
    guard let recorded = interruption.recorded else { return nil }
    let lea = directory.name(interruption.lea)
    return InterruptionPage(
      lea: lea, done: done ? "Recorded. It stands below, and \(lea) can answer it." : nil,
      state: InterruptionInWords.badge(interruption.latestAnswer), takenForGranted: recorded.takenForGranted,
      prompts: recorded.promptedBy.map { prompt($0) }, asks: recorded.asks, question: question,
      recorded: recordedLine(recorded), answers: answers,
      isContested: interruption.latestAnswer == .contested,
      outcomes: (row?.list("outcome") ?? []).map { outcome($0) },
      vigilances: interruption.vigilances.map { vigilance($0) },
      buttons: whyNot == nil
        ? [
          Link(
            interruption.isAnswered ? "Answer it again" : "Answer it",
            .interruptionCommand(log: log, interruption.id, name: StreamForm.answerKind.name))
        ] : [],
      reasons: whyNot == nil ? [] : ["Only \(lea) answers: its review lead or its decision-maker."])
  }

  private func prompt(_ prompt: InterruptionPrompt) -> InterruptionPage.Prompt {
    switch prompt.kind {
    case .evidence:
      let id = EvidenceID(prompt.ref ?? "")
      let link = seen.evidence[id.text].map { Link($0.title, .evidence(log: log, id)) }
      return InterruptionPage.Prompt(kind: prompt.kind.label, link: link, what: prompt.what)
    case .session:
      let number = prompt.ref.map { "\(prompt.kind.label), \($0)" }
      return InterruptionPage.Prompt(kind: number ?? prompt.kind.label, link: nil, what: prompt.what)
    case .alternative, .talk:
      return InterruptionPage.Prompt(kind: prompt.kind.label, link: nil, what: prompt.what ?? prompt.ref)
    }
  }

  /// The judgement on the question, where the reader sees one; else the question alone is named.
  private var question: Link? {
    guard let question = interruption.question, let cycle = interruption.cycle else { return nil }
    let judgement = JudgementID(cycle, question)
    let isSeen = seen.judgements[judgement.text] != nil
    return Link("question \(question)", isSeen ? .judgement(log: log, judgement) : .cycle(log: log, cycle))
  }

  private func recordedLine(_ recorded: InterruptionRecorded) -> String {
    let author = interruption.author.map { directory.name($0) } ?? "somebody"
    let organisation = directory.name(interruption.authorOrganisation)
    let side = recorded.origin == .insider ? "an insider" : "an outsider to the department"
    let lag = London.day(of: first.recordedAt) - London.day(of: first.occurredAt)
    let noticed =
      first.occurredAt == first.recordedAt
      ? "" : " Noticed \(InWords.moment(first.occurredAt, first.occurredPrecision))."
    let late = lag > 0 ? " Recorded \(InWords.count(lag, "day")) later." : ""
    return
      "Recorded \(InWords.moment(first.recordedAt)) by \(author), \(organisation): \(side).\(noticed)\(late)"
  }

  private var answers: [InterruptionPage.Answer] {
    interruption.answers.map { answer in
      InterruptionPage.Answer(
        badge: InterruptionInWords.badge(answer.response), reason: answer.reason,
        by: "\(directory.name(answer.by)), \(InWords.moment(answer.at))")
    }
  }

  /// `revised ash-evidence:11.2`, as the register has it, in words.
  private func outcome(_ text: String) -> Link {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    let ref = parts.last ?? ""
    switch parts.first {
    case "revised":
      let id = JudgementID(ref)
      return Link("The judgement on question \(id.question) was revised", .judgement(log: log, id))
    case "reworded":
      return Link("The summary of evidence \(ref) was reworded", .evidence(log: log, EvidenceID(ref)))
    default:
      let cycle = interruption.cycle.map { PageURL.cycle(log: log, $0).text + "#actions" } ?? ""
      return Link("An action was suggested", cycle)
    }
  }

  private func vigilance(_ vigilance: Interruption.Vigilance) -> InterruptionPage.Vigilance {
    let stream = StreamID(vigilance.target.stream)
    let place = stream.flatMap { stream in
      PageURL(stream, log: log).map {
        Link("the \(Words.plain(vigilance.target.field)) of \(stream.kind.rawValue) \(stream.id)", $0)
      }
    }
    let answer = vigilance.answer.map { "\($0.label): \(vigilance.text ?? "")" }
    return InterruptionPage.Vigilance(
      words: vigilance.words, place: place, why: vigilance.why,
      by: "Asked by \(directory.name(vigilance.by))",
      answer: answer)
  }
}
