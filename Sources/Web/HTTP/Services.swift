import Logging
import Workflow

/// What every operation may use.
package struct Services: Sendable {
  package let ledgers: Ledgers
  package let tokens: Tokens
  package let sessions: Sessions
  package let options: WebOptions
  package let metrics: Metrics
  let knownTokens: TokenCache
  let rates: RateLimiter
  let rendered: RenderedCache
  /// The table of routes, for those answers that describe it.
  let document: APIDocument
}
