import Hummingbird
import PeerReview
import ReadModels
import Workflow

/// Where each LEA of the programme is: alphabetically, with what waits for somebody, and without figures
/// that could be compared.
struct HomePage: Page {
  let title: String
  let purpose: String?
  let period: String?
  let yours: [YourVisit]
  let leas: [Lea]

  /// A visit on whose team the reader is.
  struct YourVisit: Sendable {
    let visit: VisitInWords
    let cycle: String
    let record: String?
  }

  struct Lea: Sendable {
    let name: String
    let anchor: String
    let cycles: [CycleCard]
  }

  struct CycleCard: Sendable {
    let focus: Link
    let stage: String
    let since: String
    let paused: Badge?
    /// "Next visit", or "Last visit" where none is to come.
    let visitLabel: String
    let visit: VisitInWords?
    let warnings: [Link]
  }

  static let template = """
    <h1>{{title}}</h1>
    {{#purpose}}<p class="lead">{{.}}</p>{{/purpose}}
    {{#period}}<p class="meta">{{.}}</p>{{/period}}
    {{^empty(yours)}}<section aria-labelledby="yours"><h2 id="yours">Your visits</h2>
    <ul class="cards">
    {{#yours}}<li class="card">{{#visit}}<h3><a href="{{cycle}}">Visit to {{host}}</a></h3>
    <p>{{days}} {{#status}}{{>badge}}{{/status}}</p>{{/visit}}
    {{#.record}}<p><a class="button" href="{{.}}">Record an interruption<span class="hidden"> from the visit to {{visit.host}}</span></a></p>{{/.record}}</li>
    {{/yours}}</ul></section>{{/empty(yours)}}
    <section aria-labelledby="leas"><h2 id="leas">The local education authorities</h2>
    <p class="meta">In alphabetical order. Nobody is ranked here.</p>
    {{^leas}}<p>None has joined yet, or none that you may see.</p>{{/leas}}
    <ul class="cards">
    {{#leas}}<li class="card" id="{{anchor}}"><h3>{{.name}}</h3>
    {{#empty(cycles)}}<p>Has joined; no self-review is open yet.</p>{{/empty(cycles)}}
    {{#cycles}}<div class="cycle">
    <p class="focus"><a href="{{focus.url}}">{{focus.text}}</a></p>
    <dl class="facts">
    <div><dt>Stage</dt><dd>{{stage}}, {{since}}{{#.paused}} {{>badge}}{{/.paused}}</dd></div>
    <div><dt>{{visitLabel}}</dt><dd>{{#.visit}}{{days}} {{#status}}{{>badge}}{{/status}}{{/.visit}}{{^.visit}}None planned yet{{/.visit}}</dd></div>
    </dl>
    {{^empty(warnings)}}<ul class="warnings">{{#warnings}}<li><span aria-hidden="true">▲</span> <span class="hidden">Waiting: </span><a href="{{url}}">{{text}}</a></li>{{/warnings}}</ul>{{/empty(warnings)}}
    </div>{{/cycles}}
    </li>
    {{/leas}}</ul></section>
    """

  static func answer(_ exchange: Exchange) async throws -> Response {
    try await exchange.answer { reader in
      _ = try exchange.query([])
      let directory = reader.directory
      let actor = reader.actor
      let (page, outlook) = await reader.ledger.reading { ledger in
        let outlook = Outlook(actor, ledger)
        return (HomeMaking(outlook, directory, ledger).page, outlook)
      }
      return .page(page, await reader.frame(outlook), crumbs: [Link("All consortia", .logs)])
    }
  }
}
