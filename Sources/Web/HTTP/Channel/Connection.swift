import HummingbirdCore
import NIOCore

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

  /// Writes bytes of an answer that has no end yet, and returns when the client has taken them.
  func stream(_ bytes: ByteBuffer) async throws {
    try await channel.eventLoop.flatSubmit { handler.value.stream(bytes) }.get()
  }

  /// Writes an answer's last bytes.
  func finish(_ bytes: [ByteBuffer]) {
    channel.eventLoop.execute { handler.value.finish(bytes) }
  }

  /// The answer breaks off.
  func fail() {
    channel.eventLoop.execute { handler.value.fail() }
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
