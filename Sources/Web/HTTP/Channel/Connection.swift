import HummingbirdCore
import NIOCore
import NIOHTTPTypes

/// A connection, for those who are not on its event loop.
struct Connection: ServerChildChannelValue {
  let channel: any Channel
  private let handler: NIOLoopBound<RequestHandler>

  init(channel: any Channel, _ handler: RequestHandler) {
    self.channel = channel
    self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
  }

  /// The next part of the body of the request under way; nil after its last.
  func nextOfBody() async throws -> ByteBuffer? {
    try await channel.eventLoop.flatSubmit { handler.value.nextOfBody() }.get()
  }

  /// Writes parts of an answer that has no end yet, and returns when the client has taken them.
  func stream(_ parts: [HTTPResponsePart]) async throws {
    try await channel.eventLoop.flatSubmit { handler.value.stream(parts) }.get()
  }

  /// Writes an answer's last parts.
  func finish(_ parts: [HTTPResponsePart]) {
    channel.eventLoop.execute { handler.value.finish(parts) }
  }

  /// The service stops.
  func stop() {
    channel.eventLoop.execute { handler.value.stop() }
  }

  /// Returns when no request is under way.
  func idle() async {
    await (try? channel.eventLoop.submit { handler.value.task }.get())??.value
  }
}
