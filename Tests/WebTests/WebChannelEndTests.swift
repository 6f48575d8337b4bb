import Glibc
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Web

/// When and how connections end.
@Suite struct WebChannelEndTests {
  /// Larger than what sockets take of an answer that nobody reads.
  private static let large = 24 << 20

  private static let health = WebChannelTests.health
  fileprivate static let refuse: @Sendable (Problem) async -> Response = { _ in Response(status: .badRequest)
  }

  /// A server of one answer, whatever is asked.
  private func answering(
    _ size: Int, limit: Duration = .seconds(30), _ body: @escaping @Sendable (String) async throws -> Void
  ) async throws {
    var limits = WebOptions.Limits()
    limits.time = limit
    let channel = WebChannel(limits: limits, refuse: Self.refuse) { _ in
      Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(repeating: 120, count: size)))
    }
    try await Self.serving(channel, body)
  }

  static func serving(
    _ channel: some ServerChildChannel, _ body: @escaping @Sendable (String) async throws -> Void
  ) async throws {
    let logger = Logger(label: "test")
    try await running(
      { onServerRunning in
        Server(
          childChannelSetup: channel,
          configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0)),
          onServerRunning: { await onServerRunning($0.localAddress?.port ?? 0) },
          eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
      }, logger, body)
  }

  @Test(.timeLimit(.minutes(5)))
  func
    `an answer that waits for its client is not cut off by the client's last word, nor by the end of the service`()
    async throws
  {
    let (lengths, length) = AsyncStream<Int>.makeStream()
    try await answering(Self.large) { address in
      let whole = try await RawHTTP.exchange(
        address, Self.health, halfClosing: true, pausing: .milliseconds(300), until: { _ in false })
      #expect(whole.utf8.count > Self.large)
      Task {
        let text = try await RawHTTP.exchange(
          address, Self.health, pausing: .milliseconds(500), until: { _ in false })
        length.yield(text.utf8.count)
        length.finish()
      }
      try await Task.sleep(for: .milliseconds(200))
    }
    for await length in lengths { #expect(length > Self.large) }
  }

  @Test(.timeLimit(.minutes(5)))
  func `who takes nothing of its answers is not answered further, and holds nothing up`() async throws {
    let start = ContinuousClock.now
    try await answering(Self.large, limit: .milliseconds(500)) { address in
      // It is closed on after half a second, so that not even the first answer comes whole.
      let text = try await RawHTTP.exchange(
        address, Self.health + Self.health + Self.health, pausing: .seconds(2), until: { _ in false })
      #expect(text.utf8.count < Self.large)
      Task { try await RawHTTP.exchange(address, Self.health, pausing: .seconds(60)) }
      try await Task.sleep(for: .milliseconds(200))
    }
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test(.timeLimit(.minutes(5)))
  func `what was sent behind a request whose answer cannot be written is not carried out`() async throws {
    let asked = Atomic(0)
    var limits = WebOptions.Limits()
    limits.time = .milliseconds(500)
    let channel = WebChannel(limits: limits, refuse: Self.refuse) { _ in
      asked.add(1, ordering: .relaxed)
      return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(repeating: 120, count: Self.large)))
    }
    try await Self.serving(channel) { address in
      _ = try await RawHTTP.exchange(
        address, Self.health + Self.health, pausing: .seconds(2), until: { _ in false })
    }
    #expect(asked.load(ordering: .relaxed) == 1)
  }

  @Test(.timeLimit(.minutes(5)))
  func `who takes an answer very slowly holds the end up no longer than a request may`() async throws {
    let (lengths, length) = AsyncStream<Int>.makeStream()
    try await answering(Self.large, limit: .seconds(1)) { address in
      Task {
        let text = try? await RawHTTP.exchange(
          address, Self.health, resting: .milliseconds(60), until: { _ in false })
        length.yield(text?.utf8.count ?? 0)
      }
      try await Task.sleep(for: .milliseconds(500))
    }
    for await length in lengths {
      #expect(length < Self.large)
      break
    }
  }

  /// A server of one answer without an end, in parts of unlike sizes, and what ends it.
  private func streaming(
    limit: Duration, _ body: @escaping @Sendable (String, AsyncStream<Void>) async throws -> Void
  ) async throws {
    let (ends, end) = AsyncStream<Void>.makeStream()
    var limits = WebOptions.Limits()
    limits.time = limit
    let channel = WebChannel(limits: limits, refuse: Self.refuse) { _ in
      Response(
        status: .ok,
        body: ResponseBody { writer in
          defer { end.yield() }
          while true {
            try await writer.write(ByteBuffer(repeating: 120, count: 1 << 10))
            try await writer.write(ByteBuffer(repeating: 120, count: 1 << 20))
          }
        })
    }
    try await Self.serving(channel) { address in try await body(address, ends) }
  }

  @Test(.timeLimit(.minutes(5))) func `who takes nothing of an answer without an end is closed on`()
    async throws
  {
    try await streaming(limit: .milliseconds(500)) { address, ends in
      let reader = Task { try await RawHTTP.exchange(address, Self.health, pausing: .seconds(60)) }
      for await _ in ends { break }
      reader.cancel()
    }
  }

  @Test(.timeLimit(.minutes(5))) func `who takes an answer without an end slowly is not closed on`()
    async throws
  {
    try await streaming(limit: .seconds(2)) { address, _ in
      let start = ContinuousClock.now
      let text = try await RawHTTP.exchange(address, Self.health, resting: .milliseconds(10)) { _ in
        ContinuousClock.now - start > .seconds(6)
      }
      #expect(ContinuousClock.now - start > .seconds(6), "\(text.utf8.count)")
    }
  }

  /// Tells when nothing holds it any more.
  private final class Trace: Sendable {
    let gone: AsyncStream<Void>.Continuation
    init(_ gone: AsyncStream<Void>.Continuation) { self.gone = gone }
    deinit { gone.yield() }
  }

  /// Connections whose answer breaks off after its first part, each with a trace of its own.
  private struct Breaking: ServerChildChannel {
    struct Broken: Error {}
    let gone: AsyncStream<Void>.Continuation

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Connection> {
      let trace = Trace(gone)
      return web { _ in
        Response(
          status: .ok,
          body: ResponseBody { writer in
            try await writer.write(ByteBuffer(string: "first"))
            throw withExtendedLifetime(trace) { Broken() }
          })
      }.setup(channel: channel, logger: logger)
    }

    func handle(value: Connection, logger: Logger) async {
      await web { _ in Response(status: .ok) }.handle(value: value, logger: logger)
    }

    private func web(_ answer: @escaping @Sendable (Request) async -> Response) -> WebChannel {
      WebChannel(limits: WebOptions.Limits(), refuse: WebChannelEndTests.refuse, answer: answer)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `an answer that breaks off ends its connection, which leaves nothing behind`()
    async throws
  {
    let (traces, trace) = AsyncStream<Void>.makeStream()
    try await Self.serving(Breaking(gone: trace)) { address in
      let text = try await RawHTTP.exchange(address, Self.health, until: { _ in false })
      #expect(text.contains("5\r\nfirst\r\n") && !text.contains("0\r\n\r\n"), "\(text)")
      for await _ in traces { break }
    }
  }

  @Test(
    .timeLimit(.minutes(5)),
    arguments: [
      "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
      "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
    ]) func `an offer to speak something else is not taken up, and what follows it is not kept`(
      _ offer: String
    )
    async throws
  {
    try await withService { service in
      let text = try await RawHTTP.exchange(
        service.address, offer + Self.health, halfClosing: true, until: { _ in false })
      #expect(WebChannelTests.statuses(text) == [offer.hasPrefix("GET") ? 200 : 400], "\(text)")
      #expect(text.contains("\r\nConnection: close\r\n"), "\(text)")
      let port = try #require(service.address.split(separator: ":").last.flatMap { Int($0) })
      let flood = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .channelOption(.allowRemoteHalfClosure, value: true)
        .connect(host: "127.0.0.1", port: port).get()
      try await flood.writeAndFlush(ByteBuffer(string: offer)).get()
      // Long before a connection has been idle for its time, and before all of it is sent.
      await #expect(throws: (any Error).self) {
        for _ in 0..<200 { try await flood.writeAndFlush(ByteBuffer(repeating: 120, count: 1 << 20)).get() }
      }
    }
  }

  @Test(.timeLimit(.minutes(5))) func `a request that is still being sent when it is refused is told why`()
    async throws
  {
    let more = String(repeating: "a", count: 1 << 20)
    try await withService { service in
      for _ in 0..<3 {
        let text = try await RawHTTP.exchange(
          service.address, "GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + more, more, more, more)
        #expect(WebChannelTests.statuses(text) == [400] && text.contains("\r\nDate: "), "\(text)")
      }
      let metrics = try await service.get("/metrics", token: nil).text
      #expect(metrics.contains(#"method="other",route="none",status="400"} 3"#), "\(metrics)")
    }
  }

  @Test(.timeLimit(.minutes(5))) func `a client that goes is not counted as one that sends nonsense`()
    async throws
  {
    try await withService { service in
      for part in ["", "GET /heal"] {
        let port = try #require(service.address.split(separator: ":").last.flatMap { Int($0) })
        let client = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
          .connect(host: "127.0.0.1", port: port).get()
        let options = try #require(client as? any SocketOptionProvider)
        try await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        try await client.writeAndFlush(ByteBuffer(string: part)).get()
        try await Task.sleep(for: .milliseconds(100))
        try await client.close().get()
      }
      try await Task.sleep(for: .milliseconds(200))
      let metrics = try await service.get("/metrics", token: nil).text
      #expect(!metrics.contains(#"status="400""#), "\(metrics)")
    }
  }

  @Test(arguments: ["", "Host: x\r\nHost: y\r\n"])
  func `a request that names no host, or two, is refused`(_ hosts: String) async throws {
    try await withService { service in
      let text = try await RawHTTP.exchange(
        service.address, "GET /healthz HTTP/1.1\r\n\(hosts)\r\n" + Self.health, halfClosing: true,
        until: { _ in false })
      #expect(WebChannelTests.statuses(text) == [400] && text.contains("names the host"), "\(text)")
    }
  }

  @Test func `an event stream has no length, whoever asks`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      let text = try await RawHTTP.exchange(
        service.address,
        "HEAD /api/v1/\(Service.log)/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nAccept: text/event-stream\r\nConnection: close\r\n\r\n",
        until: { _ in false })
      #expect(
        WebChannelTests.statuses(text) == [200] && !text.lowercased().contains("content-length"), "\(text)")
    }
  }
}
