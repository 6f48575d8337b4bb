import Hummingbird

/// Adds the pages that people look at to the table of routes. Their templates are compiled here, so that a
/// service with one that does not compile never starts.
package func addPages(to routes: inout Routes) {
  _ = Templates.all
  for (method, pattern, answer) in pages { routes.add(Route(method, pattern.rawValue, handle: answer)) }
  routes.problemPage = ErrorPage.problems
}

private typealias Answer = @Sendable (Exchange) async throws -> Response

private let pages: [(Route.Method, PageURL.Pattern, Answer)] = [
  (.get, .logs, LogsPage.answer),
  (.get, .asset, PageAsset.answer),
  (.get, .signIn, SignIn.show),
  (.post, .signIn, SignIn.begin),
  (.post, .signOut, SignIn.end),
  (.get, .home, HomePage.answer),
  (.get, .cycle, CyclePage.answer),
  (.get, .judgement, JudgementPage.answer),
  (.get, .interruption, InterruptionPage.answer),
  (.get, .evidence, EvidencePage.answer),
  (.get, .newInterruption, NewInterruption.show),
  (.post, .newInterruption, NewInterruption.send),
  (.get, .judgementCommand, StreamForm.show),
  (.post, .judgementCommand, StreamForm.send),
  (.get, .interruptionCommand, StreamForm.show),
  (.post, .interruptionCommand, StreamForm.send),
]
