import Hummingbird
import PeerReview

/// One thing that can be asked: method, path, what answers it, and how the OpenAPI document describes it.
package struct Route: Sendable {
  package enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
  }

  package let method: Method
  package let path: PathTemplate
  /// The operation object of the OpenAPI document; nil for a page, which the document does not describe.
  package let description: (@Sendable () -> Node)?
  package let handle: @Sendable (Exchange) async throws -> Response

  package init(
    _ method: Method, _ path: String, description: (@Sendable () -> Node)? = nil,
    handle: @escaping @Sendable (Exchange) async throws -> Response
  ) {
    self.method = method
    self.path = PathTemplate(path)
    self.description = description
    self.handle = handle
  }
}
