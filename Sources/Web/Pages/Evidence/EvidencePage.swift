import Hummingbird
import PeerReview
import ReadModels
import Workflow

/// One piece of evidence: what it is, what it shows, what it may hide, and how its words were changed.
struct EvidencePage: Page {
  let title: String
  let lea: String
  /// Why the reader sees no more than its title.
  let outline: String?
  let recorded: String
  let late: String?
  let summary: String?
  let rewordings: [Rewording]
  let caveats: [Caveat]
  let facts: [CyclePage.Fact]
  let judgements: [Link]

  struct Rewording: Sendable {
    let when: String
    let reason: String
    let difference: Difference
    let link: Link?
  }

  struct Caveat: Sendable {
    let kind: String
    let note: String
  }

  static let template = """
    <p class="caption">{{lea}}: evidence</p>
    <h1>{{title}}</h1>
    <p class="meta">{{recorded}} {{#late}}<span class="badge care"><span aria-hidden="true">↷</span> {{.}}</span>{{/late}}</p>
    {{#outline}}<p>{{.}}</p>{{/outline}}
    {{#summary}}<section aria-labelledby="shows"><h2 id="shows">What it shows</h2><blockquote class="statement"><p>{{.}}</p></blockquote></section>
    <section aria-labelledby="caveats"><h2 id="caveats">What it may hide</h2>
    {{^caveats}}<p>No caveat is recorded.</p>{{/caveats}}
    <ul>{{#caveats}}<li><strong>{{kind}}.</strong> {{note}}</li>{{/caveats}}</ul></section>
    {{/summary}}
    {{^empty(facts)}}<dl class="facts wide">{{#facts}}<div><dt>{{.name}}</dt><dd>{{value}}</dd></div>
    {{/facts}}</dl>{{/empty(facts)}}
    {{^empty(judgements)}}<section aria-labelledby="cited"><h2 id="cited">Judgements that cite it</h2><ul>{{#judgements}}<li><a href="{{url}}">{{text}}</a></li>{{/judgements}}</ul></section>{{/empty(judgements)}}
    {{^empty(rewordings)}}<section aria-labelledby="reworded"><h2 id="reworded">How its words changed</h2>
    {{#rewordings}}<article class="version"><p class="meta">{{when}}</p><div class="columns"><div>{{#difference}}{{>difference}}{{/difference}}</div><div class="why"><h3>Why it changed</h3><p>{{reason}}</p>{{#.link}}<p>Provoked by <a href="{{url}}">{{text}}</a></p>{{/.link}}</div></div></article>
    {{/rewordings}}</section>{{/empty(rewordings)}}
    """

  static func answer(_ exchange: Exchange) async throws -> Response {
    try await exchange.answer { reader in
      _ = try exchange.query([])
      let id = EvidenceID(exchange.parameter("id"))
      let (actor, directory) = (reader.actor, reader.directory)
      let made = await reader.ledger.reading { ledger -> (EvidencePage, Outlook, CycleID?)? in
        let outlook = Outlook(actor, ledger)
        return EvidenceMaking(id, outlook, directory, ledger).map { ($0.page, outlook, $0.cycle) }
      }
      guard let (page, outlook, cycle) = made else {
        throw Problem(.notFound, "There is no evidence \(id) here that you may see.")
      }
      return .page(page, await reader.frame(outlook), crumbs: reader.crumbs(cycle))
    }
  }
}
