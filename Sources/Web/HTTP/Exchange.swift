import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import PeerReview

/// One request on its way to its answer.
package struct Exchange: Sendable {
  package let request: Request
  /// In our log, in the answer's `Request-Id` and in every problem.
  package let id: String
  /// The values of the path's parameters, decoded.
  package let parameters: [String: String]
  package let query: Query
  package let services: Services
  let serverLogger: Logger

  /// Names the request in what it logs. Made when something is logged, which few requests do.
  package var logger: Logger {
    var logger = serverLogger
    logger[metadataKey: "request"] = "\(id)"
    return logger
  }

  /// A parameter of the route's path; the route's template has it, so that it is never missing.
  package func parameter(_ name: String) -> String { parameters[name] ?? "" }

  /// The value of a header; several fields of one name count as one list. Nearly always there is one: then there is
  /// no list to make.
  package func header(_ name: HTTPField.Name) -> String? {
    var fields = request.headers.lazy.filter { $0.name == name }.makeIterator()
    guard let first = fields.next() else { return nil }
    return fields.next() == nil ? first.value : request.headers[name]
  }

  /// The whole body, within the limit.
  package func body() async throws -> [UInt8] {
    let limit = services.options.limits.body
    if let length = header(.contentLength).flatMap({ Int($0) }), length > limit { throw tooLarge(limit) }
    var bytes: [UInt8] = []
    for try await buffer in request.body {
      guard bytes.count + buffer.readableBytes <= limit else { throw tooLarge(limit) }
      bytes.append(contentsOf: buffer.readableBytesView)
    }
    return bytes
  }

  private func tooLarge(_ limit: Int) -> Problem {
    let detail = "The body must have at most \(limit) bytes."
    return Problem(.bodyTooLarge, detail, errors: [FieldError("", "too_large", detail)])
  }

  /// The query's parameters, all of them known here.
  package func query(_ names: Set<String>) throws(InvalidInput) -> Query {
    try query.refuseAll(but: names)
    return query
  }
}
