import HTTPTypes
import NIOCore
import NIOHTTPTypes
import PeerReview
import Workflow

/// What is not even HTTP is answered with a problem too, where the server would only say 400 and close.
enum MalformedRequest {
  static var answer: [HTTPResponsePart] {
    let id = UUIDv7.mint(at: Clock.system)
    let problem = Problem(
      .malformedRequest,
      "This is not a request as HTTP has it: its first line or a header holds what may not stand there, or is too long."
    )
    let body = ByteBuffer(string: JSON.text(problem.node(requestID: id)))
    let head = HTTPResponse(
      status: .badRequest,
      headerFields: [
        .contentType: "application/problem+json", .contentLength: String(body.readableBytes), .requestID: id,
        .connection: "close",
      ])
    return [.head(head), .body(body), .end(nil)]
  }
}
