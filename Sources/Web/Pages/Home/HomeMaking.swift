import EventSourcing
import PeerReview
import ReadModels
import Workflow

/// Puts the programme's home together from the views, within the reader's sight.
struct HomeMaking {
  let outlook: Outlook
  let directory: Directory
  private let log: String
  private let name: String
  private let seen: Consortium
  private let overview: [PageRow]
  private let actions: [PageRow]
  private let interruptions: [PageRow]

  init(_ outlook: Outlook, _ directory: Directory, _ ledger: isolated Ledger) {
    self.outlook = outlook
    self.directory = directory
    log = ledger.slug
    name = ledger.info.name
    seen = ledger.seen(outlook) { $0.kind == .visit || $0.kind == .programme }
    overview = ledger.rows(CycleOverview.self, outlook)
    actions = ledger.rows(ActionRegister.self, outlook)
    interruptions = ledger.rows(InterruptionRegister.self, outlook)
  }

  var page: HomePage {
    let programme = seen.programmes.sorted { $0.key < $1.key }.first?.value
    return HomePage(
      title: programme?.name ?? name, purpose: programme?.purpose,
      period: programme?.period.map { InWords.days($0.from, $0.to) }, yours: yours, leas: leas)
  }

  private var yours: [HomePage.YourVisit] {
    seen.visits.values
      .filter { $0.isOnTeam(outlook.reader.person) && $0.status != .cancelled && $0.status != .released }
      .sorted { ($0.from?.number ?? 0, $0.id.text) < ($1.from?.number ?? 0, $1.id.text) }
      .compactMap { visit in
        visit.cycle.map { cycle in
          let isRecordable = visit.status == .begun || visit.status == .held
          return HomePage.YourVisit(
            visit: VisitInWords(visit, directory), cycle: PageURL.cycle(log: log, cycle).text,
            record: isRecordable ? PageURL.newInterruption(log: log, cycle, visit: visit.id).text : nil)
        }
      }
  }

  private var leas: [HomePage.Lea] {
    Dictionary(grouping: overview.filter { $0.text("member") != nil }) { $0.text("member") ?? "" }
      .map { member, rows in
        HomePage.Lea(
          name: directory.name(OrganisationID(member)), anchor: member, cycles: rows.compactMap { card($0) })
      }
      .sorted { ($0.name, $0.anchor) < ($1.name, $1.anchor) }
  }

  private func card(_ row: PageRow) -> HomePage.CycleCard? {
    guard let cycle = row.cycle else { return nil }
    let visit = Visit.foremost(seen.visits.values.filter { $0.cycle == cycle }, on: outlook.today)
    return HomePage.CycleCard(
      focus: Link(row.text("focus") ?? cycle.text, .cycle(log: log, cycle)),
      stage: row.text("stage").flatMap { CycleStage(rawValue: $0)?.label } ?? "Not known",
      since: since(row.whole("days_in_stage") ?? 0),
      paused: row.flag("paused") ? Badge("‖", "Paused", "care") : nil,
      visitLabel: VisitInWords.label(visit), visit: visit.map { VisitInWords($0, directory) },
      warnings: warnings(cycle))
  }

  private func since(_ days: Int) -> String {
    days == 0 ? "since today" : "for \(InWords.count(days, "day"))"
  }

  private func warnings(_ cycle: CycleID) -> [Link] {
    let overdue = actions.filter { $0.cycle == cycle && $0.flag("overdue") }.count
    var warnings: [Link] = []
    if overdue > 0 {
      let url = PageURL.cycle(log: log, cycle).text + "#actions"
      warnings.append(Link(InWords.count(overdue, "action is", "actions are") + " past the day agreed", url))
    }
    return warnings + interruptions.filter { $0.cycle == cycle }.compactMap { unanswered($0) }
  }

  /// An interruption that nobody has answered for 20 working days.
  private func unanswered(_ row: PageRow) -> Link? {
    guard let id = row.text("interruption"), let open = row.whole("open_days"),
      row.list("answer_path").isEmpty
    else { return nil }
    let recorded = outlook.today + -open
    guard outlook.today > WorkingDays.day(Self.patience, after: recorded) else { return nil }
    let url = PageURL.interruption(log: log, InterruptionID(id))
    return Link("An interruption of \(InWords.day(recorded)) has no answer yet", url)
  }

  /// For how many working days an interruption may wait before pages point to it.
  static let patience = 20
}
