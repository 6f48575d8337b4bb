import Logging

/// What the HTTP server logs with: the service's own handler, but without the id that the server gives each request.
/// Nobody else knows that id (ours is `Request-Id`), and to note it would cost more than to find the route.
struct ServerLogHandler: LogHandler {
  private static let unused = "hb.request.id"
  private var base: any LogHandler

  init(_ base: any LogHandler) { self.base = base }

  var logLevel: Logger.Level {
    get { base.logLevel }
    set { base.logLevel = newValue }
  }

  var metadata: Logger.Metadata {
    get { base.metadata }
    set { base.metadata = newValue }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    // The server takes it for granted that the id is there.
    get { key == Self.unused ? "unused" : base[metadataKey: key] }
    set { if key != Self.unused { base[metadataKey: key] = newValue } }
  }

  func log(event: LogEvent) { base.log(event: event) }
}
