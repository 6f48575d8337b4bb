import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle

/// How a client's connection is set up, and what ends it.
struct WebChannel: ServerChildChannel {
  let limits: WebOptions.Limits
  /// What is answered to what is no request.
  let refuse: @Sendable (Problem) async -> Response
  let answer: @Sendable (Request) async -> Response

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Connection> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      var decoder = NIOHTTPDecoderLimitConfiguration()
      // Twice our own limit, so that what is just too large gets an answer that says so.
      decoder.maxHeaderFieldSize = limits.headers * 2
      decoder.maxHeaderListSize = limits.headers * 2
      decoder.maxHeaderFieldCount = 1000
      let handler = RequestHandler(on: channel.eventLoop, limits, refuse: refuse, answer)
      try pipeline.addHandlers([
        // What it holds undecoded is part of a header, or what follows a request to speak something else than HTTP.
        ByteToMessageHandler(
          HTTPRequestDecoder(limitConfiguration: decoder), maximumBufferSize: limits.headers * 8),
        handler,
      ])
      // What one read brought is taken up before there is another.
      try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
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
