import HTTPTypes
import Hummingbird
import NIOCore
import PeerReview
import Workflow

/// The feed as server-sent events: what is there, then what comes, until the client or the service goes.
struct EventStream: Sendable {
  let caller: Caller
  let exchange: Exchange
  let start: PositionToken

  /// Between looks into the log, where nothing recorded in this process wakes us earlier.
  private static let pause = Duration.milliseconds(250)
  private static let batch = 200
  /// Milliseconds after which a browser tries again.
  private static let retry = 2000

  var response: Response {
    Response(
      status: .ok,
      headers: [
        .contentType: EventOperation.Format.stream.rawValue, .cacheControl: "no-store",
        // Proxies pass every event on at once.
        .vary: "Authorization, Cookie, Accept",
      ],
      body: ResponseBody { writer in
        try await writer.write(ByteBuffer(string: "retry: \(Self.retry)\n\n"))
        do {
          try await run(&writer)
        } catch  where Task.isCancelled {
          // The service stops, and the stream with it.
        }
        try await writer.finish(nil)
      })
  }

  private func run(_ writer: inout any ResponseBodyWriter) async throws {
    var position = start.position
    var written = ContinuousClock.now
    while !Task.isCancelled, try await isStillAllowed() {
      let page = await caller.ledger.feed(after: position, limit: Self.batch, for: caller.actor)
      if page.next > position {
        let pseudonyms = await caller.ledger.pseudonyms(for: caller.actor)
        try await writer.write(ByteBuffer(string: text(page, pseudonyms)))
        position = page.next
        written = .now
      } else if ContinuousClock.now - written > exchange.services.options.limits.keepAlive {
        try await writer.write(ByteBuffer(string: ": keep-alive\n\n"))
        written = .now
      }
      try await caller.ledger.waitForNews(after: position, atMost: Self.pause)
    }
  }

  /// A stream outlives neither its token nor its epoch.
  private func isStillAllowed() async throws -> Bool {
    guard await caller.ledger.epoch == start.epoch else { return false }
    do {
      return try await exchange.token().id == caller.token.id
    } catch is Problem {
      return false
    }
  }

  /// The events, and an id alone where the page ends with events that the reader may not see.
  private func text(
    _ page: (events: [(recorded: Recorded, extent: Sight.Extent)], next: Int64), _ pseudonyms: Pseudonyms?
  ) -> String {
    var out = ""
    for (recorded, extent) in page.events {
      let event = EventNode(recorded: recorded, extent: extent, pseudonyms: pseudonyms)
      out += "id: \(token(recorded.envelope.position))\ndata: \(JSON.text(event.node))\n\n"
    }
    if page.events.last?.recorded.envelope.position != page.next { out += "id: \(token(page.next))\n\n" }
    return out
  }

  private func token(_ position: Int64) -> PositionToken {
    PositionToken(epoch: start.epoch, position: position)
  }
}
