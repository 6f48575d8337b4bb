import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Workflow

/// The HTTP service: the API, the pages and what operators look at.
package struct WebServer: Sendable {
  package let routes: Routes
  package let services: Services
  private let logger: Logger

  package init(ledgers: Ledgers, tokens: Tokens, sessions: Sessions, options: WebOptions, logger: Logger) {
    var routes = Routes(API.routes + Operators.routes)
    addPages(to: &routes)
    self.routes = routes
    services = Services(
      ledgers: ledgers, tokens: tokens, sessions: sessions, options: options, metrics: Metrics(),
      knownTokens: TokenCache(keptFor: options.limits.tokenCache),
      rates: RateLimiter(requestsPerMinute: options.requestsPerMinute),
      rendered: RenderedCache(limit: options.limits.rendered), document: APIDocument(routes, options))
    self.logger = logger
  }

  /// The service, to be run in a service group; `onServerRunning` gets the port it listens on.
  package func makeService(
    onServerRunning: @escaping @Sendable (Int) async -> Void = { _ in }
  ) -> some Service {
    let options = services.options
    let responder = WebResponder(routes: routes, services: services, logger: logger)
    return Server(
      childChannelSetup: WebChannel(limits: options.limits, refuse: responder.refuse) {
        await responder.respond(to: $0)
      },
      configuration: ServerConfiguration(address: .hostname(options.host, port: options.port)),
      onServerRunning: { channel in await onServerRunning(channel.localAddress?.port ?? 0) },
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
  }
}
