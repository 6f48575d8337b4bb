import NIOCore
import NIOPosix

/// Bytes to and from the server, for what no HTTP client would send.
enum RawHTTP {
  /// Sends texts, a tenth of a second apart, and returns what comes back until `enough` of it is there or the server
  /// closes. `halfClosing` says after the last of them that nothing more will be sent; nothing is read while `pausing`,
  /// and after each piece that was read not for `resting`.
  static func exchange(
    _ address: String, _ texts: String..., halfClosing: Bool = false, pausing: Duration = .zero,
    resting: Duration = .zero,
    until enough: @Sendable (String) -> Bool = { $0.contains("\r\n\r\n{") && $0.hasSuffix("}") }
  ) async throws -> String {
    let port = address.split(separator: ":").last.flatMap { Int($0) } ?? 0
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      // Who is answered early may go on sending.
      .channelOption(.allowRemoteHalfClosure, value: true)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      for (index, text) in texts.enumerated() {
        if index > 0 { try await Task.sleep(for: .milliseconds(100)) }
        try await outbound.write(ByteBuffer(string: text))
      }
      if halfClosing { outbound.finish() }
      try await Task.sleep(for: pausing)
      var received = ""
      for try await buffer in inbound {
        received += String(buffer: buffer)
        if enough(received) { break }
        if resting > .zero { try await Task.sleep(for: resting) }
      }
      return received
    }
  }
}
