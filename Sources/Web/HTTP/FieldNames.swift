import HTTPTypes

extension HTTPField.Name {
  /// `<epoch>:<position>`: how far an answer reaches, and how far a reader wants to see.
  package static let collegiatePosition = ours("Collegiate-Position")
  package static let idempotencyKey = ours("Idempotency-Key")
  package static let idempotencyReplayed = ours("Idempotency-Replayed")
  /// Names a request in our log and in every error.
  package static let requestID = ours("Request-Id")
  package static let lastEventID = ours("Last-Event-ID")
  package static let link = ours("Link")
  package static let prefer = ours("Prefer")
  /// The scheme that the browser speaks, where a proxy stands between.
  static let forwardedProto = ours("X-Forwarded-Proto")
  static let referrerPolicy = ours("Referrer-Policy")
  static let secFetchSite = ours("Sec-Fetch-Site")

  private static func ours(_ name: String) -> HTTPField.Name {
    guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a header") }
    return field
  }
}
