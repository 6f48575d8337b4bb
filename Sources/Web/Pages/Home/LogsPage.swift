import EventSourcing
import Hummingbird
import PeerReview
import Workflow

/// The consortia whose logs are kept here: the way in.
struct LogsPage: Page {
  let title = "Collegiate"
  let logs: [Entry]

  struct Entry: Sendable {
    let name: String
    let slug: String
    let isRehearsal: Bool
    let clock: String
    /// Where somebody is signed in already.
    let signedIn: SignedIn?
    let signIn: String
  }

  struct SignedIn: Sendable {
    let name: String
    let home: String
  }

  static let template = """
    <h1>{{title}}</h1>
    <p class="lead">Local education authorities review themselves here, with the support and challenge of their neighbours.</p>
    {{^logs}}<p>No consortium has a log here yet. <code>collegiate demo</code> performs a rehearsal to look at; <code>collegiate consortium create</code> begins a real one.</p>{{/logs}}
    <ul class="cards">
    {{#logs}}<li class="card">
    <h2>{{name}}</h2>
    {{#isRehearsal}}<p><span class="badge care"><span aria-hidden="true">◇</span> Rehearsal</span> <code>{{slug}}</code>: invented people and events. Its own date is {{clock}}.</p>{{/isRehearsal}}
    {{^isRehearsal}}<p><code>{{slug}}</code></p>{{/isRehearsal}}
    {{#signedIn}}<p><a class="button" href="{{home}}">Go on as {{name}}</a></p>{{/signedIn}}
    {{^signedIn}}{{#isRehearsal}}<p><a class="button" href="{{signIn}}">Choose whom to sign in as<span class="hidden"> in {{slug}}</span></a></p>{{/isRehearsal}}
    {{^isRehearsal}}<p><a href="{{signIn}}">How to get in<span class="hidden"> to {{name}}</span></a></p>{{/isRehearsal}}{{/signedIn}}
    </li>
    {{/logs}}</ul>
    """

  static func answer(_ exchange: Exchange) async throws -> Response {
    _ = try exchange.query([])
    var entries: [Entry] = []
    for ledger in try await exchange.services.ledgers.all() {
      try await ledger.freshen()
      entries.append(try await entry(ledger, exchange))
    }
    return .page(LogsPage(logs: entries.sorted { ($0.name, $0.slug) < ($1.name, $1.slug) }), nil)
  }

  private static func entry(_ ledger: Ledger, _ exchange: Exchange) async throws -> Entry {
    let (info, clock) = await ledger.reading { ($0.info, $0.clock.now) }
    var signedIn: SignedIn?
    if let session = try await exchange.session(log: ledger.slug) {
      let name = try await ledger.names()[session.actor.person] ?? session.actor.person.text
      signedIn = SignedIn(name: name, home: PageURL.home(log: ledger.slug).text)
    }
    return Entry(
      name: info.name, slug: ledger.slug, isRehearsal: ledger.isRehearsal, clock: InWords.moment(clock),
      signedIn: signedIn, signIn: PageURL.signIn(log: ledger.slug).text)
  }
}
