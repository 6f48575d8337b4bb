import HTTPTypes
import Hummingbird
import PeerReview

/// An answer that says what is wrong: RFC 9457, with a code for scripts and every field at fault.
package struct Problem: Error, Sendable, CustomStringConvertible {
  package let kind: ProblemKind
  /// A sentence for the person who gets it.
  package let detail: String
  package var errors: [FieldError]
  /// What this problem has beside the members that all have: `changed`, `warnings`.
  package var members: [Node.Member] = []
  package var headers: HTTPFields = [:]

  package init(_ code: ProblemCode, _ detail: String, errors: [FieldError] = [], headers: HTTPFields = [:]) {
    kind = ProblemKind(code)
    self.detail = detail
    self.errors = errors
    self.headers = headers
  }

  package init(_ code: Refusal.Code, _ detail: String, errors: [FieldError] = []) {
    kind = ProblemKind(code)
    self.detail = detail
    self.errors = errors
    if kind.status == 503 { headers[.retryAfter] = "1" }
  }

  /// One field at fault.
  package static func invalid(_ field: String, _ code: String, _ detail: String) -> Problem {
    Problem(InvalidInput([FieldError(field, code, detail)]))
  }

  package init(_ input: InvalidInput) {
    let details = input.errors.prefix(3).map { $0.field.isEmpty ? $0.detail : "\($0.field): \($0.detail)" }
    let more = input.errors.count > 3 ? " And \(input.errors.count - 3) more." : ""
    self.init(.invalidInput, details.joined(separator: " ") + more, errors: input.errors)
  }

  package init(_ refusal: Refusal) {
    self.init(
      refusal.code, refusal.detail,
      errors: refusal.field.map { [FieldError($0, refusal.code.rawValue, refusal.detail)] } ?? [])
    if !refusal.warnings.isEmpty {
      let warnings = refusal.warnings.map { warning -> Node in
        ["code": .text(warning.code.rawValue), "detail": .text(warning.detail)]
      }
      members.append(Node.Member("warnings", .list(warnings)))
    }
  }

  package func node(requestID: String) -> Node {
    let errors = errors.map { error -> Node in
      ["field": .text(error.field), "code": .text(error.code), "detail": .text(error.detail)]
    }
    return .object(
      [
        Node.Member("type", .text(kind.path)), Node.Member("title", .text(kind.title)),
        Node.Member("status", .number(String(kind.status))), Node.Member("detail", .text(detail)),
        Node.Member("code", .text(kind.code)), Node.Member("errors", .list(errors)),
        Node.Member("request_id", .text(requestID)),
      ] + members)
  }

  /// For the service's log.
  package var description: String { "\(kind.code): \(detail)" }

  package func response(requestID: String) -> Response {
    var response = Response.text(
      JSON.text(node(requestID: requestID)), type: "application/problem+json",
      status: HTTPResponse.Status(code: kind.status))
    response.headers.append(contentsOf: headers)
    response.headers[.cacheControl] = "no-store"
    return response
  }
}
