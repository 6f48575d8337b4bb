import HTTPTypes
import Hummingbird
import PeerReview
import Workflow

/// Who asks, through which token, of which consortium.
struct Caller: Sendable {
  let token: Tokens.Token
  let ledger: Ledger

  var actor: Actor { token.actor }
}

extension Exchange {
  /// The caller behind the token, which must have one of these scopes. A consortium that the token is not
  /// for is not there.
  func caller(_ scopes: Set<Tokens.Scope>) async throws -> Caller {
    let token = try await token()
    if let wait = services.rates.take(token.id) {
      throw Problem(
        .rateLimited,
        "This token may send \(services.options.requestsPerMinute) requests a minute. Go on in \(wait) s.",
        headers: [.retryAfter: String(wait)])
    }
    let slug = parameter("consortium")
    guard slug == token.log, let ledger = try await services.ledgers.ledger(slug) else {
      throw Problem(.notFound, "There is no consortium \(slug.prefix(63)) that this token is for.")
    }
    guard !token.scopes.isDisjoint(with: scopes) else {
      let needed = scopes.map(\.rawValue).sorted().joined(separator: " or ")
      throw Problem(
        .insufficientScope, "This needs a token with the scope \(needed).",
        headers: [
          .wwwAuthenticate: "Bearer realm=\"Collegiate\", error=\"insufficient_scope\", scope=\"\(needed)\""
        ])
    }
    return Caller(token: token, ledger: ledger)
  }

  /// The live token that the request carries.
  func token() async throws -> Tokens.Token {
    guard let header = header(.authorization) else {
      throw Problem(
        .unauthenticated, "Send a token: Authorization: Bearer …",
        headers: [.wwwAuthenticate: "Bearer realm=\"Collegiate\""])
    }
    let scheme = "bearer ".utf8
    guard header.utf8.prefix(scheme.count).elementsEqual(scheme, by: { $0 | 0x20 == $1 }),
      let secret = String(header.utf8.dropFirst(scheme.count)),
      let token = try await services.knownTokens.token(secret, in: services.tokens)
    else {
      throw Problem(
        .unauthenticated, "This token is unknown, expired or revoked.",
        headers: [.wwwAuthenticate: "Bearer realm=\"Collegiate\", error=\"invalid_token\""])
    }
    return token
  }
}
