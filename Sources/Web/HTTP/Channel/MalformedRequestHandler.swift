import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes
import PeerReview
import Workflow

/// Answers what is not even HTTP with a problem, where the server would only say 400 and close.
final class MalformedRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// Requests whose answer is not complete: nothing may be written between its parts.
  private var underWay = 0

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head = unwrapInboundIn(data) { underWay += 1 }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { underWay -= 1 }
    context.write(data, promise: promise)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard underWay == 0, context.channel.isWritable else {
      context.fireErrorCaught(error)
      return
    }
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
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    context.close(promise: nil)
  }
}
