/// Where the service listens, and within which limits.
package struct WebOptions: Sendable {
  package var host: String
  /// 0 for any free one.
  package var port: Int
  /// Of one token; 0 for no limit.
  package var requestsPerMinute: Int
  package var limits: Limits

  package init(
    host: String = "127.0.0.1", port: Int = 8080, requestsPerMinute: Int = 3000, limits: Limits = Limits()
  ) {
    self.host = host
    self.port = port
    self.requestsPerMinute = requestsPerMinute
    self.limits = limits
  }

  package struct Limits: Sendable {
    /// Bytes of a body.
    package var body = 1 << 20
    /// Bytes of an address: path and query.
    package var uri = 8192
    /// Bytes of all headers together.
    package var headers = 32768
    /// For one request, its body's arrival included.
    package var time = Duration.seconds(30)
    /// For a connection on which nothing is asked.
    package var idle = Duration.seconds(75)
    /// How long a read waits for a position that it was asked to include.
    package var freshness = Duration.seconds(2)
    /// For how long a token that was found valid is not looked up again: a revoked one works no longer.
    package var tokenCache = Duration.seconds(2)
    /// Bytes of rendered answers that are kept.
    package var rendered = 64 << 20
    /// Between comments on an event stream on which nothing happens.
    package var keepAlive = Duration.seconds(15)

    package init() {}
  }
}
