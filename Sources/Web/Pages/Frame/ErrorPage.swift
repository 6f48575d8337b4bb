import HTTPTypes
import Hummingbird
import PeerReview
import Workflow

/// What people get instead of a page: what happened, and what they can do.
struct ErrorPage: Page {
  let title: String
  let detail: String
  let errors: [String]
  let requestID: String
  let home: Link

  static let template = """
    <h1>{{title}}</h1>
    <p class="lead">{{detail}}</p>
    {{^empty(errors)}}<ul>{{#errors}}<li>{{.}}</li>{{/errors}}</ul>{{/empty(errors)}}
    <p><a href="{{home.url}}">{{home.text}}</a></p>
    <p class="meta">If you ask somebody about this, give them this number: <code>{{requestID}}</code></p>
    """

  /// For those who look at pages, not for scripts.
  static let problems = ProblemPage(
    isWanted: { exchange in
      let path = exchange.request.head.path ?? "/"
      guard !["/api/", "/healthz", "/readyz", "/metrics"].contains(where: path.hasPrefix) else {
        return false
      }
      return exchange.header(.accept)?.contains("text/html") ?? false
    },
    render: { problem, exchange in await page(problem, exchange) })

  private static func page(_ problem: Problem, _ exchange: Exchange) async -> Response {
    let log = exchange.firstSegment
    let reader = try? await exchange.reader(of: log)
    let detail = detail(problem)
    let page = ErrorPage(
      title: title(problem.kind.status), detail: detail,
      errors: problem.errors.map(\.detail).filter { $0 != detail }, requestID: exchange.id,
      home: reader.map { Link("Back to the programme", .home(log: $0.log)) } ?? Link("All consortia", .logs))
    var response = Response.page(
      page, await reader?.frame(), status: HTTPResponse.Status(code: problem.kind.status))
    response.headers.append(contentsOf: problem.headers)
    response.headers[.cacheControl] = "no-store"
    return response
  }

  /// Names of fields are for scripts; people get the sentences about them.
  private static func detail(_ problem: Problem) -> String {
    if problem.kind.status == 500 {
      return "This is a mistake of ours. Nothing that you did is at fault, and it is in our log."
    }
    return problem.kind.code == ProblemCode.invalidInput.rawValue
      ? problem.errors.first?.detail ?? problem.detail : problem.detail
  }

  private static func title(_ status: Int) -> String {
    switch status {
    case 403: "This is not yours to do"
    case 404: "There is nothing here that you may see"
    case 422: "Something in this cannot be read"
    case 503: "The service is busy"
    case 500...: "Something went wrong"
    default: "This cannot be done"
    }
  }
}

extension Exchange {
  fileprivate var firstSegment: String {
    let path = request.head.path?.split(separator: "?", omittingEmptySubsequences: false).first ?? "/"
    return path.split(separator: "/").first.map(String.init) ?? ""
  }

  /// Whoever is signed in to a log; an error page must not end in another error.
  fileprivate func reader(of log: String) async throws -> PageReader? {
    guard Slug.allows(log), let session = try await session(log: log),
      let ledger = try await services.ledgers.ledger(log)
    else { return nil }
    return PageReader(
      ledger: ledger, session: session, directory: try await ledger.directory(for: session.actor))
  }
}
