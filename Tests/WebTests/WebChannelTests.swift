import Glibc
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import PeerReview
import Postgres
import Testing
import Workflow

@testable import Web

@Suite struct WebChannelTests {
  static let health = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
  static let lastHealth = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

  /// The head of a command; its body follows.
  private static func command(_ token: String, _ framing: String) -> String {
    "POST /api/v1/\(Service.log)/interruptions/record HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n"
      + "Content-Type: application/json\r\n\(framing)\r\n\r\n"
  }

  static func statuses(_ text: String) -> [Int] {
    text.split(separator: "HTTP/1.1 ").compactMap { Int($0.prefix(3)) }
  }

  @Test func `requests sent at once are answered in their order, up to one that ends the connection`()
    async throws
  {
    try await withService { service in
      let nothing = Self.health.replacing("healthz", with: "nothing")
      let text = try await RawHTTP.exchange(
        service.address, Self.health + nothing + Self.lastHealth + Self.health, until: { _ in false })
      #expect(Self.statuses(text) == [200, 404, 200], "\(text)")
      #expect(text.split(separator: "HTTP/1.1 ").last?.contains("Connection: close") == true, "\(text)")
    }
  }

  @Test func `every answer says when and by what it was given`() async throws {
    try await withService { service in
      let answer = try await service.get("/healthz", token: nil)
      let dates = [0, 1, 2].map {
        HTTPDate.text(Moment(microseconds: Clock.system.microseconds - $0 * 1_000_000))
      }
      #expect(dates.contains(answer[header: "date"] ?? ""), "\(answer.headers)")
      #expect(answer[header: "server"] == "Collegiate")
    }
  }

  @Test(arguments: [
    ("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
    ("2026-02-28T23:59:59.999999Z", "Sat, 28 Feb 2026 23:59:59 GMT"),
    ("2024-02-29T00:00:00Z", "Thu, 29 Feb 2024 00:00:00 GMT"),
  ]) func `a date is written as HTTP has it`(_ moment: String, _ text: String) throws {
    #expect(HTTPDate.text(try #require(Moment(moment))) == text)
  }

  @Test func `a body may come in pieces, with its length or in chunks`() async throws {
    try await withService { service in
      let token = try await service.token("bir-lead")
      let body = Bodies.interruption("int-9")
      let sized = try await RawHTTP.exchange(
        service.address, Self.command(token, "Content-Length: \(body.utf8.count)"), String(body.prefix(20)),
        String(body.dropFirst(20)))
      #expect(Self.statuses(sized) == [201], "\(sized)")
      let other = Bodies.interruption("int-10")
      let half = other.utf8.count / 2
      let (first, last) = (String(other.prefix(half)), String(other.dropFirst(half)))
      let chunked = try await RawHTTP.exchange(
        service.address, Self.command(token, "Transfer-Encoding: chunked"),
        "\(String(first.utf8.count, radix: 16))\r\n\(first)\r\n",
        "\(String(last.utf8.count, radix: 16))\r\n\(last)\r\n0\r\n\r\n")
      #expect(Self.statuses(chunked) == [201], "\(chunked)")
    }
  }

  @Test func `who waits for leave to send a body gets it where the body is wanted, and only there`()
    async throws
  {
    try await withService { service in
      let token = try await service.token("bir-lead")
      let body = Bodies.interruption("int-9")
      let framing = "Expect: 100-continue\r\nContent-Length: \(body.utf8.count)"
      let text = try await RawHTTP.exchange(service.address, Self.command(token, framing), body)
      #expect(
        Self.statuses(text) == [100, 201] && text.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP"), "\(text)")
      let refused = try await RawHTTP.exchange(service.address, Self.command("nobody", framing))
      #expect(Self.statuses(refused) == [401], "\(refused)")
    }
  }

  @Test(arguments: ["", "Connection: keep-alive\r\n"])
  func `a client of HTTP/1.0 is answered, and told the end by the connection's`(_ wish: String) async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      let page = try await RawHTTP.exchange(
        service.address, "GET /healthz HTTP/1.0\r\n\(wish)\r\n", until: { _ in false })
      #expect(Self.statuses(page) == [200] && page.contains("\r\nConnection: close\r\n"), "\(page)")
      let two = try await RawHTTP.exchange(
        service.address, "GET /healthz HTTP/1.0\r\n\(wish)\r\nGET /healthz HTTP/1.0\r\n\r\n",
        until: { _ in false })
      #expect(Self.statuses(two) == [200], "\(two)")
      // Chunks it would take for the answer itself.
      let stream = try await RawHTTP.exchange(
        service.address,
        "GET /api/v1/\(Service.log)/events HTTP/1.0\r\nAuthorization: Bearer \(token)\r\nAccept: text/event-stream\r\n\(wish)\r\n"
      ) { $0.contains("retry: ") }
      #expect(!stream.contains("chunked") && stream.contains("\r\n\r\nretry: "), "\(stream)")
    }
  }

  @Test func `an address may come with its scheme, as proxies are asked`() async throws {
    try await withService { service in
      let text = try await RawHTTP.exchange(
        service.address, Self.lastHealth.replacing("/healthz", with: "http://x/healthz"),
        until: { _ in false })
      #expect(Self.statuses(text) == [200], "\(text)")
    }
  }

  @Test func `what has no body says no length of one`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      let path = "/api/v1/\(Service.log)/views/visit_calendar"
      let whole = try await service.get("views/visit_calendar", token: token)
      let tag = try #require(whole[header: "etag"])
      let text = try await RawHTTP.exchange(
        service.address,
        "GET \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nIf-None-Match: \(tag)\r\n\r\n"
          + "OPTIONS \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", until: { _ in false })
      #expect(Self.statuses(text) == [304, 204] && !text.lowercased().contains("content-length"), "\(text)")
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a connection without requests is closed after a while, and not while one is answered`() async throws {
    var options = WebOptions(port: 0, requestsPerMinute: 0)
    options.limits.idle = .seconds(2)
    try await withService(options) { service in
      let start = ContinuousClock.now
      let silent = try await RawHTTP.exchange(service.address, "", until: { _ in false })
      #expect(silent.isEmpty && ContinuousClock.now - start >= .milliseconds(1900))
      let token = try await service.token("ash-lead")
      let again = ContinuousClock.now
      let asked = try await RawHTTP.exchange(
        service.address, Self.health, "", "", "", Self.health, until: { _ in false })
      #expect(Self.statuses(asked) == [200, 200] && ContinuousClock.now - again >= .milliseconds(2300))
      async let stream = RawHTTP.exchange(
        service.address,
        "GET /api/v1/\(Service.log)/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nAccept: text/event-stream\r\n\r\n"
      ) { $0.contains("InterruptionRecorded") }
      try await Task.sleep(for: .seconds(4))
      let peer = try await service.token("bir-lead")
      let recorded = try await service.post(
        "interruptions/record", token: peer, [:], Bodies.interruption("int-9"))
      #expect(recorded.status == 201)
      let text = try await stream
      #expect(text.contains("InterruptionRecorded"), "\(text)")
    }
  }

  @Test func `who may not ask is told before the body has come, and goes on after it`() async throws {
    try await withService { service in
      let size = 3 << 20
      let text = try await RawHTTP.exchange(
        service.address, Self.command("nobody", "Content-Length: \(size)"),
        String(repeating: "x", count: size) + Self.lastHealth, until: { _ in false })
      #expect(Self.statuses(text) == [401, 200], "\(text)")
    }
  }

  @Test func `a client that has said its last word is still answered`() async throws {
    try await withService { service in
      let text = try await RawHTTP.exchange(
        service.address, Self.health + Self.health, halfClosing: true, until: { _ in false })
      #expect(Self.statuses(text) == [200, 200], "\(text)")
    }
  }

  @Test(arguments: ["Content-Length: 20", "Transfer-Encoding: chunked"])
  func `a body that breaks off is called so, and nothing is recorded`(_ framing: String) async throws {
    try await withService { service in
      let token = try await service.token("bir-lead")
      let before = try await Trace(service, token: token)
      let text = try await RawHTTP.exchange(
        service.address, Self.command(token, framing), framing.hasPrefix("C") ? "{" : "zzz\r\n{",
        halfClosing: true)
      #expect(Self.statuses(text) == [400] && text.contains("malformed_request"), "\(text)")
      #expect(try await Trace(service, token: token) == before)
    }
  }

  @Test func `a command is carried out although its client has gone`() async throws {
    try await withService { service in
      let token = try await service.token("bir-lead")
      let head = await service.ledger.head
      let body = Bodies.interruption("int-9")
      async let left = RawHTTP.exchange(
        service.address, Self.command(token, "Content-Length: \(body.utf8.count)") + body + Self.health,
        until: { _ in true })
      _ = try await left
      try await service.ledger.wait(for: head + 1)
      #expect(await service.ledger.head == head + 1)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `each request has all of its time, and what takes longer is answered 503`() async throws {
    var options = WebOptions(port: 0, requestsPerMinute: 0)
    options.limits.time = .milliseconds(500)
    try await withService(options) { service in
      let token = try await service.token("bir-lead")
      let trickle = Self.command(token, "Content-Length: 20") + "{"
      let start = ContinuousClock.now
      let text = try await RawHTTP.exchange(
        service.address, Self.health, "", "", trickle, "", "", "", "", "", "",
        String(repeating: " ", count: 19) + Self.lastHealth, until: { _ in false })
      // Its time began after 300 ms, when the first request's timer was under way.
      #expect(ContinuousClock.now - start >= .milliseconds(790))
      #expect(Self.statuses(text) == [200, 503, 200] && text.contains("timed_out"), "\(text)")
    }
  }

  @Test func `a command that the database keeps waiting is answered 503, and may be sent again`() async throws
  {
    var options = WebOptions(port: 0, requestsPerMinute: 0)
    options.limits.time = .milliseconds(400)
    try await withService(options) { service in
      let token = try await service.token("bir-lead")
      let key = ["Idempotency-Key": "0198c0de-0000-7000-8000-00000000000b"]
      let lock = try await Connection.open(service.url)
      async let locked: Void = lock.transaction { connection in
        _ = try connection.run("lock table collegiate.commit in access exclusive mode")
        _ = try connection.run("select pg_sleep(1)")
      }
      try await Task.sleep(for: .milliseconds(100))
      let late = try await service.post(
        "interruptions/record", token: token, key, Bodies.interruption("int-9"))
      #expect(late.status == 503 && late.code == "timed_out", "\(late.text)")
      try await locked
      await lock.closeAndJoin()
      let again = try await service.post(
        "interruptions/record", token: token, key, Bodies.interruption("int-9"))
      #expect(again.status == 201, "\(again.text)")
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a request whose client has gone has no more time than another`() async throws {
    let (ends, end) = AsyncStream<Duration>.makeStream()
    var limits = WebOptions.Limits()
    limits.time = .milliseconds(500)
    let channel = WebChannel(limits: limits, refuse: { _ in Response(status: .badRequest) }) { _ in
      let began = ContinuousClock.now
      try? await Task.sleep(for: .seconds(60))
      end.yield(.now - began)
      return Response(status: .ok)
    }
    try await WebChannelEndTests.serving(channel) { address in
      let port = try #require(address.split(separator: ":").last.flatMap { Int($0) })
      let client = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "127.0.0.1", port: port).get()
      // It goes without a last word, so that the connection is gone at once.
      let options = try #require(client as? any SocketOptionProvider)
      try await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
      try await client.writeAndFlush(ByteBuffer(string: Self.health)).get()
      try await Task.sleep(for: .milliseconds(200))
      try await client.close().get()
      for await took in ends {
        #expect(took < .seconds(30), "\(took)")
        break
      }
    }
  }

  @Test(.timeLimit(.minutes(5))) func `an event stream ends when the service stops`() async throws {
    let (texts, text) = AsyncStream<String>.makeStream()
    try await withService { service in
      let token = try await service.token("ash-lead")
      let (begun, begin) = AsyncStream<Void>.makeStream()
      Task {
        text.yield(
          try await RawHTTP.exchange(
            service.address,
            "GET /api/v1/\(Service.log)/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\nAccept: text/event-stream\r\n\r\n"
          ) {
            if $0.contains("retry: ") { begin.yield() }
            return false
          })
        text.finish()
      }
      for await _ in begun { break }
    }
    for await text in texts { #expect(text.hasSuffix("0\r\n\r\n"), "\(text.suffix(200))") }
  }
}
