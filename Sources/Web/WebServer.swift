import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
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
  package func makeApplication(
    onServerRunning: @escaping @Sendable (Int) async -> Void = { _ in }
  ) -> some ApplicationProtocol {
    let limits = services.options.limits
    return Application(
      responder: WebResponder(routes: routes, services: services, logger: logger),
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          additionalChannelHandlers: [MalformedRequestHandler()],
          idleTimeout: .nanoseconds(Int64(limits.idle / .nanoseconds(1))),
          // Twice our own limit, so that what is just too large gets an answer that says so.
          httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: limits.headers * 2, maxHeaderListSize: limits.headers * 2))),
      configuration: ApplicationConfiguration(
        address: .hostname(services.options.host, port: services.options.port), serverName: "Collegiate"),
      onServerRunning: { channel in await onServerRunning(channel.localAddress?.port ?? 0) },
      logger: Logger(label: logger.label) { _ in ServerLogHandler(logger.handler) })
  }
}
