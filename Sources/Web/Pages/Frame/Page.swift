import Mustache

/// A page: a value whose properties are what its template names.
protocol Page: Sendable {
  /// The page's body, in Mustache; every value is escaped.
  static var template: String { get }
  /// What stands in the window's title and in the heading of the page.
  var title: String { get }
}

/// The templates, compiled once when the service starts: one that does not compile stops it there.
struct Templates: Sendable {
  static let all = Templates()

  /// Pieces that several templates use, by name.
  static let partials: [String: String] = [
    "badge": Badge.template,
    "listing": CyclePage.listing,
    "legend": JudgementPage.legend,
    "field": FormField.template,
    "control": FormControl.template,
    "control-error": FormControl.errorTemplate,
    "control-state": FormControl.stateTemplate,
    "difference": Difference.template,
    "chart": EvolutionChart.template,
  ]

  static let pages: [any Page.Type] = [
    LogsPage.self, SignInPage.self, HomePage.self, CyclePage.self, JudgementPage.self, InterruptionPage.self,
    EvidencePage.self, FormPage.self, ErrorPage.self,
  ]

  private let library: MustacheLibrary

  private init() {
    var sources = Self.partials
    for page in Self.pages { sources[Self.name(page)] = page.template }
    sources[Layout.name] = Layout.template
    var templates: [String: MustacheTemplate] = [:]
    for (name, source) in sources {
      do {
        templates[name] = try MustacheTemplate(string: source)
      } catch {
        preconditionFailure("The template of \(name) does not compile: \(error)")
      }
    }
    library = MustacheLibrary(templates: templates)
  }

  func render<P: Page>(_ page: P) -> String { render(page, Self.name(P.self)) }

  func render(_ layout: Layout) -> String { render(layout, Layout.name) }

  private func render(_ model: Any, _ name: String) -> String {
    guard let html = library.render(model, withTemplate: name) else {
      preconditionFailure("There is no template for \(name)")
    }
    return html
  }

  private static func name(_ type: any Page.Type) -> String { "\(type)" }
}

/// A link with its words.
struct Link: Sendable, Equatable {
  let text: String
  let url: String

  init(_ text: String, _ url: PageURL) {
    self.text = text
    self.url = url.text
  }

  init(_ text: String, _ url: String) {
    self.text = text
    self.url = url
  }
}

/// A state in words with a symbol; the colour says nothing that the two do not.
struct Badge: Sendable, Equatable {
  let symbol: String
  let words: String
  /// One of the style sheet's: `plain`, `good`, `care`, `stop`.
  let tone: String

  init(_ symbol: String, _ words: String, _ tone: String = "plain") {
    self.symbol = symbol
    self.words = words
    self.tone = tone
  }

  static let template = """
    <span class="badge {{tone}}"><span aria-hidden="true">{{symbol}}</span> {{words}}</span>
    """
}
