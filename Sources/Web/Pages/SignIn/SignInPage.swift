import PeerReview

/// Whom to sign in as: in a rehearsal anybody may be anybody. A real log has no such page, and says how to
/// get in instead.
struct SignInPage: Page {
  let title: String
  let log: String
  let isRehearsal: Bool
  let goOn: String?
  let action: String
  let groups: [Group]

  /// One organisation's people.
  struct Group: Sendable {
    let name: String
    let people: [Persona]
  }

  struct Persona: Sendable {
    let id: String
    let name: String
    let roles: String
    /// Visits that are planned or under way, in words.
    let visits: String?
  }

  static let template = """
    <h1>{{title}}</h1>
    {{#isRehearsal}}
    <p class="lead">This is a rehearsal, so you may be anybody in it. What you see and what you may do follow from whom you choose, as they would for that person.</p>
    <form method="post" action="{{action}}">
    {{#goOn}}<input type="hidden" name="go_on" value="{{.}}">{{/goOn}}
    {{#groups}}<section class="personas"><h2>{{name}}</h2>
    <ul>
    {{#people}}<li><div><strong>{{.name}}</strong><br>{{roles}}{{#.visits}}<br>{{.}}{{/.visits}}</div>
    <button name="person" value="{{id}}">Sign in<span class="hidden"> as {{.name}}</span></button></li>
    {{/people}}</ul></section>
    {{/groups}}
    </form>
    {{/isRehearsal}}
    {{^isRehearsal}}
    <p class="lead">{{log}} is a real consortium, so nobody can choose here whom to be.</p>
    <p>For now its people work through the API, each with a personal token that whoever runs this service makes for them with <code>collegiate token create</code>. Signing in to these pages with your council's own account comes later.</p>
    <p>If you should have access and have none, ask your programme coordinator.</p>
    {{/isRehearsal}}
    """
}
