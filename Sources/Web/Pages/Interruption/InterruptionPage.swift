import Hummingbird
import PeerReview
import ReadModels
import Workflow

/// An interruption as a card: what is taken for granted, what prompted it, what it asks, what the LEA
/// answers, and what followed. Where the LEA contests it, both views stand side by side and nobody decides.
struct InterruptionPage: Page {
  let title = "Interruption"
  let lea: String
  let done: String?
  let state: Badge
  let takenForGranted: String
  let prompts: [Prompt]
  let asks: String
  let question: Link?
  let recorded: String
  let answers: [Answer]
  let isContested: Bool
  let outcomes: [Link]
  let vigilances: [Vigilance]
  let buttons: [Link]
  let reasons: [String]

  struct Prompt: Sendable {
    let kind: String
    let link: Link?
    let what: String?
  }

  struct Answer: Sendable {
    let badge: Badge
    let reason: String
    let by: String
  }

  struct Vigilance: Sendable {
    let words: String
    let place: Link?
    let why: String
    let by: String
    let answer: String?
  }

  static let template = """
    <p class="caption">{{lea}}</p>
    <h1>{{title}}</h1>
    {{#done}}<div class="notice good" role="status"><p><strong>{{.}}</strong></p></div>{{/done}}
    <p>{{#state}}{{>badge}}{{/state}}</p>
    <p class="meta">{{recorded}}</p>
    <div class="columns{{#isContested}} even{{/isContested}}">
    <section aria-labelledby="noticed"><h2 id="noticed">{{#isContested}}What was noticed{{/isContested}}{{^isContested}}Taken for granted{{/isContested}}</h2>
    <blockquote class="statement"><p>{{takenForGranted}}</p></blockquote>
    <h3>Prompted by</h3>
    <ul>{{#prompts}}<li>{{kind}}{{#.link}}: <a href="{{url}}">{{text}}</a>{{/.link}}{{#.what}}<br>{{.}}{{/.what}}</li>{{/prompts}}</ul>
    <h3>The question it asks</h3>
    <p class="asks">{{asks}}</p>
    {{#question}}<p class="meta">It bears on <a href="{{url}}">{{text}}</a>.</p>{{/question}}
    </section>
    <section aria-labelledby="answers"><h2 id="answers">What {{lea}} answers</h2>
    {{^answers}}<p>Nothing yet. Every answer is a good one: to recognise, to explore, to contest or to set aside.</p>{{/answers}}
    {{#answers}}<div class="answer"><p>{{#badge}}{{>badge}}{{/badge}}</p><blockquote class="statement"><p>{{reason}}</p></blockquote><p class="meta">{{by}}</p></div>{{/answers}}
    {{^empty(buttons)}}<p class="buttons">{{#buttons}}<a class="button" href="{{url}}">{{text}}</a> {{/buttons}}</p>{{/empty(buttons)}}
    {{#reasons}}<p class="meta reason">{{.}}</p>{{/reasons}}
    </section></div>
    {{#isContested}}<p>Both views stand. Nobody rules on a contest.</p>{{/isContested}}
    <section aria-labelledby="followed"><h2 id="followed">What followed</h2>
    {{^outcomes}}<p>Nothing that you may see yet.</p>{{/outcomes}}
    <ul>{{#outcomes}}<li>{{#url}}<a href="{{.}}">{{text}}</a>{{/url}}</li>{{/outcomes}}</ul></section>
    {{^empty(vigilances)}}<section aria-labelledby="words"><h2 id="words">Words to look at again</h2>
    {{#vigilances}}<div class="card"><p>“<strong>{{words}}</strong>”{{#.place}} in <a href="{{url}}">{{text}}</a>{{/.place}}</p><p>{{why}}</p><p class="meta">{{by}}</p>
    {{#.answer}}<p>{{.}}</p>{{/.answer}}{{^.answer}}<p class="meta">No answer yet.</p>{{/.answer}}</div>
    {{/vigilances}}</section>{{/empty(vigilances)}}
    """

  static func answer(_ exchange: Exchange) async throws -> Response {
    try await exchange.answer { reader in
      let done = try exchange.query([PageURL.done])[PageURL.done]
      let id = InterruptionID(exchange.parameter("id"))
      let (actor, directory) = (reader.actor, reader.directory)
      let made = await reader.ledger.reading { ledger -> (InterruptionPage, Outlook, CycleID?)? in
        let outlook = Outlook(actor, ledger)
        guard let making = InterruptionMaking(id, outlook, directory, ledger),
          let page = making.page(done: done != nil)
        else { return nil }
        return (page, outlook, making.interruption.cycle)
      }
      guard let (page, outlook, cycle) = made else {
        throw Problem(.notFound, "There is no interruption \(id) here that you may see.")
      }
      return .page(page, await reader.frame(outlook), crumbs: reader.crumbs(cycle))
    }
  }
}
