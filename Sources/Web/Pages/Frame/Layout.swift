import PeerReview

/// What all pages share: the head, the banner of a rehearsal, who is signed in, the way back, the foot.
struct Layout: Sendable {
  static let name = "Layout"

  let title: String
  /// Before the title where a form came back.
  let isError: Bool
  let content: String
  let style = PageAsset.style.url
  let icon = PageAsset.icon.url
  let frame: Frame?
  let crumbs: [Link]
  let docs = "/api/v1/docs"

  /// What is shown of the log and of whoever looks at it.
  struct Frame: Sendable {
    let log: String
    let home: String
    /// A rehearsal's own date, in words.
    let rehearsal: String?
    let signedIn: SignedIn?
    let asOf: String?
  }

  struct SignedIn: Sendable {
    let name: String
    let roles: String
    let signOut: String
    let formKey: String
  }

  static let template = """
    <!doctype html>
    <html lang="en-GB">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{{#isError}}Error: {{/isError}}{{title}}{{#frame}} – {{log}}{{/frame}} – Collegiate</title>
    <link rel="stylesheet" href="{{style}}">
    <link rel="icon" href="{{icon}}" type="image/svg+xml">
    </head>
    <body>
    <a class="skip" href="#main">Skip to the content</a>
    <header class="top">
    <div class="width">
    <p class="product"><a href="/">Collegiate</a></p>
    {{#frame}}<p class="log"><a href="{{home}}">{{log}}</a></p>
    {{#signedIn}}<div class="who"><p>Signed in as <strong>{{name}}</strong><br>{{roles}}</p>
    <form method="post" action="{{signOut}}"><input type="hidden" name="_key" value="{{formKey}}"><button class="quiet">Sign out</button></form></div>
    {{/signedIn}}{{/frame}}
    </div>
    </header>
    {{#frame}}{{#rehearsal}}<section class="rehearsal" aria-label="Rehearsal"><div class="width"><p><strong>Rehearsal.</strong> The people and events here are invented, and nothing you record touches a real review. In this log it is <strong>{{.}}</strong>.</p></div></section>
    {{/rehearsal}}{{/frame}}
    <div class="width">
    {{^empty(crumbs)}}<nav class="crumbs" aria-label="Breadcrumb"><ol>{{#crumbs}}<li><a href="{{url}}">{{text}}</a></li>{{/crumbs}}</ol></nav>
    {{/empty(crumbs)}}
    <main id="main" tabindex="-1">
    {{{content}}}
    </main>
    </div>
    <footer class="foot">
    <div class="width">
    {{#frame}}{{#asOf}}<p>{{.}}</p>{{/asOf}}{{/frame}}
    <p>Every figure here can be had by a script: <a href="{{docs}}">the API and its documents</a>.</p>
    </div>
    </footer>
    </body>
    </html>
    """
}
