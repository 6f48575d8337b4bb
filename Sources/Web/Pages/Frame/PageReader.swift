import Hummingbird
import PeerReview
import ReadModels
import Workflow

/// Somebody who is signed in to a log and looks at its pages.
struct PageReader: Sendable {
  let ledger: Ledger
  let session: Sessions.Session
  let directory: Directory

  var log: String { ledger.slug }
  var actor: Actor { session.actor }
}

extension Exchange {
  /// The log that the path names, brought up to the database.
  func pageLedger() async throws -> Ledger {
    let slug = parameter("log")
    guard let ledger = try await services.ledgers.ledger(slug) else {
      throw Problem(.notFound, "There is no consortium \(slug.prefix(63)) here.")
    }
    // Who has just sent a form may have been answered by another service, and must see what was recorded.
    try await ledger.freshen(within: query[PageURL.done] == nil ? .milliseconds(100) : .zero)
    return ledger
  }

  /// Whoever is signed in to the log that the path names; nil where nobody is.
  func signedIn() async throws -> PageReader? {
    let ledger = try await pageLedger()
    guard let session = try await session(log: ledger.slug) else { return nil }
    return PageReader(
      ledger: ledger, session: session, directory: try await ledger.directory(for: session.actor))
  }

  /// Answers somebody who is signed in, and sends everybody else to sign in and back again.
  func answer(_ body: (PageReader) async throws -> Response) async throws -> Response {
    guard let reader = try await signedIn() else {
      let goOn = request.method == .post ? nil : request.head.path
      return .seeOther(PageURL.signIn(log: parameter("log"), goOn: goOn).text)
    }
    if request.method == .post { try SameOrigin.require(self) }
    return try await body(reader)
  }
}
