import PeerReview

/// A form: what is wrong with what was sent, what must be read first, then one field after the other.
struct FormPage: Page {
  let title: String
  let caption: String
  let lead: String
  let context: [CyclePage.Fact]
  let action: String
  let problems: Problems?
  let warnings: Warnings?
  let changes: Changes?
  let hidden: [Hidden]
  let fields: [FormField]
  let tucked: Tucked?
  let submit: String
  let cancel: String

  struct Hidden: Sendable {
    let name: String
    let value: String
  }

  /// The summary at the top, each line a link to its field.
  struct Problems: Sendable {
    let lines: [Line]

    struct Line: Sendable {
      let detail: String
      let target: String?
    }
  }

  /// What somebody must have read before the command goes through.
  struct Warnings: Sendable {
    let options: [FormOption]
  }

  /// What others recorded since the form was opened.
  struct Changes: Sendable {
    let entries: [Entry]

    struct Entry: Sendable {
      let text: String
      let wording: String?
    }
  }

  /// Fields that few need.
  struct Tucked: Sendable {
    let summary: String
    let isOpen: Bool
    let fields: [FormField]
  }

  static let template = """
    {{#problems}}<div class="problems" role="alert" aria-labelledby="problems" tabindex="-1"><h2 id="problems">There is a problem</h2>
    <ul>{{#lines}}<li>{{#.target}}<a href="#{{.}}">{{detail}}</a>{{/.target}}{{^.target}}{{detail}}{{/.target}}</li>{{/lines}}</ul></div>{{/problems}}
    <p class="caption">{{caption}}</p>
    <h1>{{title}}</h1>
    <p class="lead">{{lead}}</p>
    {{#changes}}<div class="notice" role="note"><h2>What changed since you opened this form</h2>
    <ul>{{#entries}}<li>{{text}}{{#.wording}}<blockquote class="statement"><p>{{.}}</p></blockquote>{{/.wording}}</li>{{/entries}}</ul>
    <p>Nothing of yours was recorded, and your text is still below. Read both; then change yours, send it as it is, or leave it.</p></div>{{/changes}}
    {{^empty(context)}}<dl class="facts wide">{{#context}}<div><dt>{{.name}}</dt><dd>{{value}}</dd></div>{{/context}}</dl>{{/empty(context)}}
    <form method="post" action="{{action}}" novalidate>
    {{#hidden}}<input type="hidden" name="{{.name}}" value="{{.value}}">
    {{/hidden}}
    {{#warnings}}<fieldset class="field wrong"><legend>Read this first</legend>
    {{#options}}<div class="choice"><input type="checkbox" id="{{.id}}" name="acknowledge" value="{{.value}}"{{#isChosen}} checked{{/isChosen}}><label for="{{.id}}">I have read this: {{.label}}</label></div>
    {{/options}}</fieldset>{{/warnings}}
    {{#fields}}{{>field}}
    {{/fields}}
    {{#tucked}}<details{{#isOpen}} open{{/isOpen}}><summary>{{summary}}</summary>{{#fields}}{{>field}}{{/fields}}</details>{{/tucked}}
    <p class="buttons"><button>{{submit}}</button> <a href="{{cancel}}">Cancel</a></p>
    </form>
    """
}
