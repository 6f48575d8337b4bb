import PeerReview
import ReadModels
import Workflow

/// Puts a judgement's page together, from what the reader sees of its stream.
struct JudgementMaking {
  let id: JudgementID
  let outlook: Outlook
  let directory: Directory
  let log: String
  let cycle: Cycle
  let framework: Framework?
  /// Its events, in order, that the reader sees in full.
  let events: [(event: JudgementEvent, envelope: Envelope)]
  let seen: Consortium
  /// Why the reader may not give each of the commands on it; nil where it may.
  private let commands: [(kind: CommandKind, whyNot: String?)]
  private let isOutline: Bool
  private let now: PageRow?
  private let lateVersions: Set<Int>

  init?(_ id: JudgementID, _ outlook: Outlook, _ directory: Directory, _ ledger: isolated Ledger) {
    let stream = StreamID(.judgement, id.text)
    guard JudgementID.allows(id.text), let events = ledger.events(stream, outlook) else { return nil }
    let streams = ledger.streams(of: id.cycle)
    seen = ledger.seen(outlook) { streams.contains($0) || $0.kind == .framework }
    guard let cycle = seen.cycles[id.cycle.text] else { return nil }
    self.id = id
    self.outlook = outlook
    self.directory = directory
    self.cycle = cycle
    log = ledger.slug
    framework = cycle.framework.flatMap { [seen] in seen.frameworks[$0.text] }
    self.events = events.compactMap { event in
      guard event.extent == .everything, case .judgement(let happened) = event.recorded.event else {
        return nil
      }
      return (happened, event.recorded.envelope)
    }
    isOutline = events.allSatisfy { $0.extent != .everything }
    let place = events.first?.recorded.envelope.place ?? .common
    commands = StreamForm.judgementKinds.map { ($0, ledger.whyNot($0, on: stream, place, outlook)) }
    now = ledger.rows(JudgementNow.self, outlook).first { $0.text("judgement") == id.text }
    lateVersions = Set(
      ledger.rows(JudgementHistory.self, outlook)
        .filter { $0.text("judgement") == id.text && $0.flag("late_evidence") }.compactMap {
          $0.whole("statement_version")
        })
  }

  func page(done: Bool) -> JudgementPage {
    let evolution = evolution
    let title = "Question \(id.question)"
    func chart(_ id: String, _ width: Int) -> EvolutionChart? {
      evolution.map { EvolutionChart($0, id: id, title: "\(title): step by step in time", width: width) }
    }
    return JudgementPage(
      title: title, question: framework?.question(id.question)?.text ?? "", lea: directory.name(cycle.lea),
      done: done ? "Recorded. It stands below." : nil,
      state: now.map { JudgementInWords.state($0) } ?? JudgementInWords.state(.proposed), now: nowShown,
      outline: isOutline
        ? "You see how far this judgement has come. What it says is \(directory.name(cycle.lea))’s own."
        : nil,
      buttons: isOwn ? buttons : [], reasons: reasons, wide: chart("wide", 760), narrow: chart("narrow", 360),
      cards: evolution == nil ? cards : [], table: table, versions: versions, dissents: dissents(on: nil),
      confirmations: confirmations)
  }

  private var isOwn: Bool { cycle.lea == outlook.reader.organisation }

  private var buttons: [Link] {
    commands.filter { $0.whyNot == nil && isUseful($0.kind) }.map {
      Link(StreamForm.label($0.kind), .judgementCommand(log: log, id, name: $0.kind.name))
    }
  }

  /// What is confirmed already needs no button to confirm it.
  private func isUseful(_ kind: CommandKind) -> Bool {
    kind.name != "confirm" || now?.text("state") != JudgementState.confirmed.rawValue
  }

  /// Why there is no button, once for a visitor and once for each command that another role gives.
  private var reasons: [String] {
    let lea = directory.name(cycle.lea)
    guard isOwn else {
      return [
        "This judgement is \(lea)’s alone. You act for \(directory.name(outlook.reader.organisation)), so you can read what is shared with you; revising, confirming and dissenting are for \(lea)’s own people."
      ]
    }
    return commands.filter { $0.whyNot != nil }.map {
      "\(StreamForm.label($0.kind)): this is for \(InWords.list($0.kind.roles.map { "the \($0.label.lowercasedFirst)" })) of \(lea)."
    }
  }

  private var nowShown: JudgementPage.Now? {
    var content: JudgementContent?
    var version = 0
    for (event, _) in events {
      switch event {
      case .proposed(let e): (content, version) = (e.content, e.statementVersion)
      case .revised(let e): (content, version) = (e.to, e.statementVersion)
      case .confirmed, .dissentRecorded: break
      }
    }
    guard let content else { return nil }
    let considered = content.dimensions.map(\.label) + content.groups
    return JudgementPage.Now(
      statement: content.statement, step: content.step.map { InWords.sentence($0) },
      confidence: content.confidence.label, version: version, rationale: content.rationale,
      evidence: content.evidence.map { Link(title($0), .evidence(log: log, $0)) },
      considered: considered.isEmpty ? nil : considered.joined(separator: "; "))
  }

  func title(_ evidence: EvidenceID) -> String {
    seen.evidence[evidence.text]?.title ?? "Evidence \(evidence)"
  }

  func by(_ envelope: Envelope) -> String {
    "\(envelope.role.label.lowercasedFirst) of \(directory.name(envelope.actingFor))"
  }

  func isLate(_ version: Int) -> Bool { lateVersions.contains(version) }
}
