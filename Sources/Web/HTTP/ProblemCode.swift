import PeerReview

/// What can be wrong with a request before any rule is asked; the rules' own codes are `Refusal.Code`.
package enum ProblemCode: String, Sendable, CaseIterable {
  case malformedRequest = "malformed_request"
  case malformedJSON = "malformed_json"
  case invalidInput = "invalid_input"
  case unauthenticated
  case insufficientScope = "insufficient_scope"
  case noSuchPath = "no_such_path"
  case methodNotAllowed = "method_not_allowed"
  case notAcceptable = "not_acceptable"
  case bodyTooLarge = "body_too_large"
  case uriTooLong = "uri_too_long"
  case headersTooLarge = "headers_too_large"
  case unsupportedMediaType = "unsupported_media_type"
  case rateLimited = "rate_limited"
  case timedOut = "timed_out"
  case unavailable
  case readsOnly = "reads_only"
  case internalError = "internal_error"

  package var status: Int {
    switch self {
    case .malformedRequest, .malformedJSON: 400
    case .unauthenticated: 401
    case .insufficientScope: 403
    case .noSuchPath: 404
    case .methodNotAllowed: 405
    case .notAcceptable: 406
    case .bodyTooLarge: 413
    case .uriTooLong: 414
    case .unsupportedMediaType: 415
    case .invalidInput: 422
    case .rateLimited: 429
    case .headersTooLarge: 431
    case .internalError: 500
    case .timedOut, .unavailable, .readsOnly: 503
    }
  }

  /// One or two sentences for somebody who looks the code up.
  package var meaning: String {
    switch self {
    case .malformedRequest:
      "The address or a header cannot be read. The detail says which; mend it and send the request again."
    case .malformedJSON:
      "The body is not JSON as RFC 8259 has it, or holds a name twice, the character NUL or half a surrogate pair. "
        + "The detail says at which byte."
    case .invalidInput:
      "Something in the body, the query or a header is missing, unknown, of the wrong type or beyond its limits. "
        + "errors lists every field that is wrong, so that all can be mended in one go."
    case .unauthenticated:
      "The request carries no token, or one that is unknown, expired or revoked. "
        + "Send Authorization: Bearer and a token that is valid."
    case .insufficientScope:
      "The token is valid, but not for this kind of request: its scopes do not include the one that is needed."
    case .noSuchPath: "There is nothing at this address. The API's paths are listed at /api/v1/docs."
    case .methodNotAllowed: "The address exists, but not for this method. Allow names those that it takes."
    case .notAcceptable:
      "The answer exists in none of the formats that Accept asks for. The detail lists them."
    case .bodyTooLarge: "The body is larger than the limit. Nothing was read."
    case .uriTooLong: "The address is longer than the limit."
    case .headersTooLarge: "The headers are larger than the limit together."
    case .unsupportedMediaType: "Commands take application/json in UTF-8, without content coding."
    case .rateLimited: "This token sends more requests than it may. Retry-After says when to go on."
    case .timedOut:
      "The answer took too long. A command may have been recorded all the same: send it again with the same "
        + "Idempotency-Key, and it is performed once."
    case .unavailable:
      "The database cannot be reached or is too busy. Send the request again after Retry-After, a command with "
        + "the same Idempotency-Key."
    case .readsOnly:
      "This service reads from a standby database and records nothing. Send what changes anything to the service "
        + "that writes, or here again after Retry-After: when the standby takes over, it is recorded here."
    case .internalError:
      "A mistake of ours. It is in our log under the request's id; nothing that you send is at fault."
    }
  }
}
