import HTTPTypes
import Hummingbird
import NIOCore
import PeerReview

extension Response {
  /// A whole text as the body.
  package static func text(
    _ text: String, type: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = type
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  package static func json(
    _ node: Node, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    text(JSON.text(node), type: "application/json", status: status, headers: headers)
  }
}
