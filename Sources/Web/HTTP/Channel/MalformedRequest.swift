import HTTPTypes
import NIOCore
import PeerReview
import Workflow

/// What is not even HTTP is answered with a problem too, where the server would only say 400 and close.
enum MalformedRequest {
  static var answer: ByteBuffer {
    let id = UUIDv7.mint(at: Clock.system)
    let problem = Problem(
      .malformedRequest,
      "This is not a request as HTTP has it: its first line or a header holds what may not stand there, or is too long."
    )
    let body = JSON.text(problem.node(requestID: id)).utf8
    let head = HTTPResponse(
      status: .badRequest,
      headerFields: [
        .contentType: "application/problem+json", .contentLength: String(body.count), .requestID: id,
      ])
    return ByteBuffer(bytes: head.bytes(.length, isEnding: true) + body)
  }
}
