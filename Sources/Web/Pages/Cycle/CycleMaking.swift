import PeerReview
import ReadModels
import Workflow

/// Puts a cycle's page together, within the reader's sight.
struct CycleMaking {
  let id: CycleID
  let outlook: Outlook
  let directory: Directory
  let log: String
  let seen: Consortium
  let rows: Rows
  /// The cycle as it is now, for its name where the past has none yet.
  private let present: Cycle
  /// The day of the log, whatever day is looked at.
  private let latest: CalendarDay
  /// Whether the reader may record an interruption here.
  private let mayInterrupt: Bool

  /// What the views say of this cycle.
  struct Rows {
    let judgements: [PageRow]
    let interruptions: [PageRow]
    let actions: [PageRow]
    let timeline: [PageRow]
    let evidence: [(id: EvidenceID, title: String)]
  }

  init?(_ id: CycleID, _ outlook: Outlook, _ directory: Directory, _ ledger: isolated Ledger) {
    let now = Outlook(outlook.reader, ledger)
    guard let present = ledger.seen(now, where: { $0 == StreamID(.cycle, id.text) }).cycles[id.text] else {
      return nil
    }
    self.id = id
    self.outlook = outlook
    self.directory = directory
    self.present = present
    log = ledger.slug
    latest = ledger.today
    let streams = ledger.streams(of: id)
    seen = ledger.seen(outlook) { streams.contains($0) || $0.kind == .framework }
    func own(_ view: (some View).Type) -> [PageRow] { ledger.rows(view, outlook).filter { $0.cycle == id } }
    rows = Rows(
      judgements: own(JudgementNow.self), interruptions: own(InterruptionRegister.self),
      actions: own(ActionRegister.self), timeline: own(CycleTimeline.self),
      evidence: streams.filter { $0.kind == .evidence }.sorted { NaturalOrder.precedes($0.id, $1.id) }
        .compactMap { stream in
          ledger.title(ofEvidence: stream, outlook).map { (EvidenceID(stream.id), $0) }
        })
    mayInterrupt =
      outlook.isPresent && present.isOpen
      && ledger.whyNot(
        NewInterruption.kind, on: nil, Place(programme: present.programme, lea: present.lea, cycle: id),
        outlook) == nil
  }

  var page: CyclePage? {
    let cycle = seen.cycles[id.text]
    let shown = cycle ?? present
    let visit = Visit.foremost(seen.visits.values, on: outlook.today)
    return CyclePage(
      title: present.focus, lea: directory.name(present.lea), factor: factor(shown),
      why: shown.whyHighLeverage,
      stages: stages(shown), paused: shown.isPaused ? Badge("‖", "Paused", "care") : nil, facts: facts(shown),
      visitLabel: VisitInWords.label(visit), visit: visit.map { VisitInWords($0, directory) },
      record: mayInterrupt ? PageURL.newInterruption(log: log, id).text : nil, judgements: judgements,
      evidence: evidence, interruptions: interruptions, actions: actions, timeline: timeline,
      picker: CyclePage.Picker(
        action: PageURL.cycle(log: log, id).text, day: outlook.today.description, latest: latest.description,
        past: outlook.isPresent ? nil : "As recorded by the end of \(InWords.weekday(outlook.today)).",
        isOpenYet: cycle != nil))
  }

  private var framework: Framework? { present.framework.flatMap { seen.frameworks[$0.text] } }

  private func factor(_ cycle: Cycle) -> String {
    guard let factor = cycle.factor else { return "None" }
    return framework?.factor(factor).map { "\(factor): \($0.name)" } ?? factor.text
  }

  private func stages(_ cycle: Cycle) -> [CyclePage.Stage] {
    CycleStage.allCases.map { stage in
      if stage == cycle.stage {
        return CyclePage.Stage(
          name: stage.label, symbol: "●", standing: "the emphasis lies here now", isPresent: true)
      }
      let isReached = cycle.stagesReached.contains(stage)
      return CyclePage.Stage(
        name: stage.label, symbol: isReached ? "✓" : "○",
        standing: isReached ? "the emphasis has lain here" : "not reached", isPresent: false)
    }
  }

  private func facts(_ cycle: Cycle) -> [CyclePage.Fact] {
    let pinned =
      cycle.pinned.map { "Version \($0.version), \($0.status == .adopted ? "adopted" : "still a draft")" }
      ?? "None pinned yet"
    let instrument = framework?.number.map { "Version \($0)" } ?? cycle.framework?.text ?? "None"
    let statement =
      cycle.statement.map { "Statement \($0.n), shared on \(InWords.day($0.on))" } ?? "None shared yet"
    return [
      CyclePage.Fact(name: "Definition of inclusion", value: pinned),
      CyclePage.Fact(name: "Framework", value: instrument),
      CyclePage.Fact(name: "Questions taken up", value: InWords.list(cycle.questions.map(\.text))),
      CyclePage.Fact(name: "Self-review statement", value: statement),
    ]
  }

  func question(_ id: String?) -> String {
    id.flatMap { framework?.question(QuestionID($0))?.text } ?? "Question \(id ?? "")"
  }
}
