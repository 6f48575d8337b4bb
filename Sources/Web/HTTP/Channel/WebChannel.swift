import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle

/// How a client's connection is set up, and what ends it.
struct WebChannel: ServerChildChannel {
  let limits: WebOptions.Limits
  let answer: @Sendable (Request) async -> Response

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Connection> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      var decoder = NIOHTTPDecoderLimitConfiguration()
      // Twice our own limit, so that what is just too large gets an answer that says so.
      decoder.maxHeaderFieldSize = limits.headers * 2
      decoder.maxHeaderListSize = limits.headers * 2
      decoder.maxHeaderFieldCount = 1000
      let handler = RequestHandler(on: channel.eventLoop, limits, answer)
      try pipeline.addHandlers([
        ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: decoder)), handler,
      ])
      return Connection(channel: channel, handler)
    }
  }

  /// Returns when the connection is closed and what was asked on it is done.
  func handle(value connection: Connection, logger: Logger) async {
    let channel = connection.channel
    await withGracefulShutdownHandler {
      await withTaskCancellationHandler {
        try? await channel.closeFuture.get()
      } onCancel: {
        channel.close(promise: nil)
      }
      await connection.idle()
    } onGracefulShutdown: {
      connection.stop()
    }
  }
}
