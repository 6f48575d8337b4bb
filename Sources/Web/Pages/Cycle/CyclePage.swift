import Hummingbird
import PeerReview
import ReadModels
import Workflow

/// One self-review of one LEA: what it is about, where it is, and all that happened in it.
struct CyclePage: Page {
  let title: String
  let lea: String
  let factor: String
  let why: String
  let stages: [Stage]
  let paused: Badge?
  let facts: [Fact]
  let visitLabel: String
  let visit: VisitInWords?
  let record: String?
  let judgements: Listing<Judgement>
  let evidence: Listing<Item>
  let interruptions: Listing<Item>
  let actions: Listing<Item>
  let timeline: [Entry]
  let picker: Picker

  struct Stage: Sendable {
    let name: String
    let symbol: String
    /// In words, for those who do not see the symbol.
    let standing: String
    let isPresent: Bool
  }

  struct Fact: Sendable {
    let name: String
    let value: String
  }

  /// A list, or why there is none.
  struct Listing<Entry: Sendable>: Sendable {
    let items: [Entry]
    let note: String?
  }

  struct Judgement: Sendable {
    let question: String
    let link: Link
    let state: Badge
    let step: String
  }

  struct Item: Sendable {
    let text: String
    let url: String?
    let badge: Badge
    let more: String?
  }

  struct Entry: Sendable {
    let text: String
    let url: String?
    let links: [Link]
    let by: String
    let occurred: String
    let recorded: String
    /// Only where the two differ.
    let hasLag: Bool
    let late: String?
  }

  /// Choosing a day of the past.
  struct Picker: Sendable {
    let action: String
    let day: String
    let latest: String
    /// What is shown, where it is the past.
    let past: String?
    let isOpenYet: Bool
  }

  static let template = """
    <p class="caption">{{lea}}: self-review</p>
    <h1>{{title}}</h1>
    {{#picker}}{{#.past}}<div class="notice" role="status"><p><strong>{{.}}</strong> <a href="{{action}}">Back to the present</a></p>{{^isOpenYet}}<p>This self-review had not been opened by then.</p>{{/isOpenYet}}</div>{{/.past}}
    {{#isOpenYet}}
    <ol class="stages" aria-label="Stages">
    {{#stages}}<li{{#isPresent}} class="now" aria-current="step"{{/isPresent}}><span aria-hidden="true">{{symbol}}</span> {{name}}<span class="hidden">: {{standing}}</span></li>
    {{/stages}}</ol>
    {{#.paused}}<p>{{>badge}}</p>{{/.paused}}
    <dl class="facts wide">
    <div><dt>Factor of the framework</dt><dd>{{factor}}</dd></div>
    <div><dt>Why it is of high leverage</dt><dd>{{why}}</dd></div>
    {{#facts}}<div><dt>{{.name}}</dt><dd>{{value}}</dd></div>
    {{/facts}}</dl>
    <section aria-labelledby="visit"><h2 id="visit">{{visitLabel}}</h2>
    {{#visit}}<p>{{days}} {{#status}}{{>badge}}{{/status}}</p>
    {{#.place}}<p>{{.}}</p>{{/.place}}
    {{#hasTeam}}<h3>The team</h3><ul>{{#team}}<li>{{.name}}, {{organisation}} ({{part}})</li>{{/team}}</ul>{{/hasTeam}}
    {{^hasTeam}}<p>Nobody has accepted yet.</p>{{/hasTeam}}{{/visit}}
    {{^visit}}<p>No visit is planned yet.</p>{{/visit}}</section>
    <section aria-labelledby="judgements"><h2 id="judgements">Judgements</h2>
    {{#judgements}}{{#.note}}<p>{{.}}</p>{{/.note}}
    {{^empty(items)}}<ul class="rows">
    {{#items}}<li><a href="{{link.url}}">{{link.text}}</a><p class="question">{{question}}</p><p>{{#state}}{{>badge}}{{/state}} {{step}}</p></li>
    {{/items}}</ul>{{/empty(items)}}{{/judgements}}</section>
    <section aria-labelledby="interruptions"><h2 id="interruptions">Interruptions</h2>
    {{#record}}<p><a class="button" href="{{.}}">Record an interruption</a></p>{{/record}}
    {{#interruptions}}{{>listing}}{{/interruptions}}</section>
    <section aria-labelledby="actions"><h2 id="actions">Actions</h2>
    {{#actions}}{{>listing}}{{/actions}}</section>
    <section aria-labelledby="evidence"><h2 id="evidence">Evidence</h2>
    {{#evidence}}{{>listing}}{{/evidence}}</section>
    {{/isOpenYet}}
    <section aria-labelledby="timeline"><h2 id="timeline">Timeline</h2>
    <form method="get" action="{{action}}" class="inline">
    <div><label for="as_at">Look at the cycle as recorded by the end of</label>
    <input type="date" id="as_at" name="as_at" value="{{day}}" max="{{latest}}" required></div>
    <button class="quiet">Show that day</button>
    </form>
    {{/picker}}
    <p class="meta">The newest first. What was written down later than it happened says so, and nothing is taken out.</p>
    <ol class="timeline" reversed>
    {{#timeline}}<li>
    <p class="what">{{#.url}}<a href="{{.}}">{{text}}</a>{{/.url}}{{^.url}}{{text}}{{/.url}}</p>
    {{^empty(links)}}<p class="meta">See {{#links}}<a href="{{url}}">{{text}}</a>{{^last()}}, {{/last()}}{{/links}}</p>{{/empty(links)}}
    <p class="meta">{{#hasLag}}Happened {{occurred}}. Recorded{{/hasLag}}{{^hasLag}}Happened and recorded{{/hasLag}} {{recorded}}, by the {{by}}. {{#.late}}<span class="badge care"><span aria-hidden="true">↷</span> {{.}}</span>{{/.late}}</p>
    </li>
    {{/timeline}}</ol></section>
    """

  /// A list of things with a state, or the reason why it is empty.
  static let listing = """
    {{#.note}}<p>{{.}}</p>{{/.note}}
    {{^empty(items)}}<ul class="rows">
    {{#items}}<li><p>{{#.url}}<a href="{{.}}">{{text}}</a>{{/.url}}{{^.url}}{{text}}{{/.url}}</p><p>{{#badge}}{{>badge}}{{/badge}}{{#.more}} {{.}}{{/.more}}</p></li>
    {{/items}}</ul>{{/empty(items)}}
    """

  static func answer(_ exchange: Exchange) async throws -> Response {
    try await exchange.answer { reader in
      let day = try asAt(exchange)
      let id = CycleID(exchange.parameter("id"))
      let (actor, directory) = (reader.actor, reader.directory)
      let made = await reader.ledger.reading { ledger -> (CyclePage, Outlook)? in
        let outlook = day.map { Outlook(actor, asAt: $0, ledger) } ?? Outlook(actor, ledger)
        return CycleMaking(id, outlook, directory, ledger)?.page.map { ($0, outlook) }
      }
      guard let (page, outlook) = made else {
        throw Problem(.notFound, "There is no cycle \(id) here that you may see.")
      }
      return .page(page, await reader.frame(outlook), crumbs: crumbs(reader))
    }
  }

  private static func crumbs(_ reader: PageReader) -> [Link] {
    [Link("All consortia", .logs), Link("Programme", .home(log: reader.log))]
  }

  private static func asAt(_ exchange: Exchange) throws -> CalendarDay? {
    guard let text = try exchange.query([PageURL.asAt])[PageURL.asAt], !text.isEmpty else { return nil }
    guard let day = CalendarDay(text) else {
      throw Problem.invalid(PageURL.asAt, "invalid_date", "Choose a day that exists, written as 2026-01-20.")
    }
    return day
  }
}
