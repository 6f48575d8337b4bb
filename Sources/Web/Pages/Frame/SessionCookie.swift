import HTTPTypes
import Hummingbird
import Workflow

/// The cookie of a session: one for each log, so that two rehearsals may be open side by side. Scripts
/// cannot read it, other sites' forms do not send it, and over https no other host can have set it.
struct SessionCookie: Sendable {
  let log: String
  let isSecure: Bool

  init(_ exchange: Exchange, log: String) {
    self.log = log
    isSecure = exchange.isSecure
  }

  private var name: String { (isSecure ? "__Host-" : "") + "collegiate-" + log }

  func secret(_ exchange: Exchange) -> String? { exchange.request.cookies[name]?.value }

  func set(_ secret: String, on response: inout Response) {
    response.setCookie(cookie(secret, seconds: Sessions.hours * 3600))
  }

  func clear(on response: inout Response) { response.setCookie(cookie("gone", seconds: 0)) }

  private func cookie(_ value: String, seconds: Int) -> Cookie {
    Cookie(
      name: name, value: value, maxAge: seconds, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
  }
}

extension Exchange {
  /// Whether the browser speaks https, to us or to the proxy before us. Who lies here harms only the own session.
  var isSecure: Bool {
    header(.forwardedProto)?.lowercased() == "https"
  }

  /// The session of whoever looks at a log, nil where nobody is signed in.
  func session(log: String) async throws -> Sessions.Session? {
    guard let secret = SessionCookie(self, log: log).secret(self),
      let session = try await services.sessions.find(secret), session.log == log
    else { return nil }
    return session
  }
}
