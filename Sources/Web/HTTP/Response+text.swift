import HTTPTypes
import Hummingbird
import NIOCore
import PeerReview

extension Response {
  /// A whole text as the body.
  package static func text(
    _ text: String, type: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    whole(ByteBuffer(string: text), type: type, status: status, headers: headers)
  }

  package static func json(
    _ node: Node, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    whole(ByteBuffer(bytes: JSON.bytes(node)), type: "application/json", status: status, headers: headers)
  }

  private static func whole(
    _ body: ByteBuffer, type: String, status: HTTPResponse.Status, headers: HTTPFields
  ) -> Response {
    var headers = headers
    headers.reserveCapacity(headers.count + 6)
    headers.append(HTTPField(name: .contentType, value: type))
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
  }
}
