import HTTPTypes
import Hummingbird
import PeerReview
import Workflow

/// Answers for events: the feed, one stream's, one event.
enum EventOperation {
  enum Format: String, CaseIterable {
    case json = "application/json"
    case lines = "application/x-ndjson"
    case cloudEvents = "application/cloudevents-batch+json"
    case stream = "text/event-stream"
  }

  static let limits = 1...1000
  static let usual = 100

  static func feed(_ exchange: Exchange) async throws -> Response {
    let caller = try await exchange.caller([.read])
    let format = try Format(rawValue: exchange.format(among: Format.allCases.map(\.rawValue))) ?? .json
    let query = try exchange.query(["after", "limit"])
    let limit = try limit(query)
    let standing = try await exchange.standing(caller.ledger)
    let last = try await lastEvent(exchange, caller)
    let after = try await after(query, exchange, caller)
    // A browser that reconnects repeats the address and adds where it was.
    let start = (format == .stream ? last : nil) ?? after ?? PositionToken(epoch: standing.epoch, position: 0)
    if format == .stream { return EventStream(caller: caller, exchange: exchange, start: start).response }
    let page = await caller.ledger.feed(after: start.position, limit: limit, for: caller.actor)
    let pseudonyms = await caller.ledger.pseudonyms(for: caller.actor)
    let events = page.events.map {
      EventNode(recorded: $0.recorded, extent: $0.extent, pseudonyms: pseudonyms)
    }
    let next = PositionToken(epoch: start.epoch, position: page.next)
    return answer(events, next: next, format, standing, exchange, limit: limit)
  }

  static func one(_ exchange: Exchange) async throws -> Response {
    let caller = try await exchange.caller([.read])
    _ = try exchange.query([])
    _ = try exchange.format(among: [Format.json.rawValue])
    let standing = try await exchange.standing(caller.ledger)
    let text = exchange.parameter("position")
    guard let position = PositionToken("1:" + text)?.position,
      let (recorded, extent) = await caller.ledger.event(at: position, for: caller.actor)
    else { throw Problem(.notFound, "There is no event at position \(text.prefix(20)) that you may see.") }
    let pseudonyms = await caller.ledger.pseudonyms(for: caller.actor)
    let event = EventNode(recorded: recorded, extent: extent, pseudonyms: pseudonyms)
    return .json(event.node, headers: headers(standing))
  }

  static func ofStream(_ exchange: Exchange) async throws -> Response {
    let caller = try await exchange.caller([.read])
    let offers = [Format.json, .lines, .cloudEvents]
    let format = try Format(rawValue: exchange.format(among: offers.map(\.rawValue))) ?? .json
    _ = try exchange.query([])
    let standing = try await exchange.standing(caller.ledger)
    let pseudonyms = await caller.ledger.pseudonyms(for: caller.actor)
    let name = exchange.parameter("stream")
    guard let stream = StreamID(name)?.meant(by: pseudonyms),
      let events = await caller.ledger.events(of: stream, for: caller.actor)
    else { throw Problem(.notFound, "There is no stream \(name.prefix(140)) here that you may see.") }
    let nodes = events.map { EventNode(recorded: $0.recorded, extent: $0.extent, pseudonyms: pseudonyms) }
    return answer(nodes, next: nil, format, standing, exchange)
  }

  private static func answer(
    _ events: [EventNode], next: PositionToken?, _ format: Format, _ standing: LogStanding,
    _ exchange: Exchange,
    limit: Int? = nil
  ) -> Response {
    var headers = headers(standing)
    if let next {
      let path = (exchange.request.head.path ?? "").prefix { $0 != "?" }
      let limit = limit.map { "&limit=\($0)" } ?? ""
      headers.append(HTTPField(name: .link, value: "<\(path)?after=\(next)\(limit)>; rel=\"next\""))
    }
    switch format {
    case .lines:
      let lines = events.map { JSON.text($0.node) + "\n" }.joined()
      return .text(lines, type: Format.lines.rawValue, headers: headers)
    case .cloudEvents:
      let batch = Node.list(events.map { $0.cloudEvent(log: exchange.parameter("consortium")) })
      return .text(JSON.text(batch), type: Format.cloudEvents.rawValue, headers: headers)
    case .json, .stream:
      var members = [Node.Member("events", .list(events.map(\.node)))]
      if let next { members.append(Node.Member("next", .text(next.description))) }
      return .json(.object(members), headers: headers)
    }
  }

  static func headers(_ standing: LogStanding) -> HTTPFields {
    [
      .collegiatePosition: PositionToken(epoch: standing.epoch, position: standing.head).description,
      .cacheControl: "private, no-cache", .vary: "Authorization, Cookie, Accept",
    ]
  }

  private static func limit(_ query: Query) throws(Problem) -> Int {
    guard let text = query["limit"] else { return usual }
    let digits = text.utf8.count <= 5 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard digits, let limit = Int(text), limits.contains(limit) else {
      throw .invalid(
        "limit", "out_of_range",
        "limit must be a whole number from \(limits.lowerBound) to \(limits.upperBound).")
    }
    return limit
  }

  private static func after(_ query: Query, _ exchange: Exchange, _ caller: Caller) async throws
    -> PositionToken?
  {
    guard let text = query["after"] else { return nil }
    guard let token = PositionToken(text) else {
      throw Problem.invalid("after", "malformed", "after must be an epoch and a position, as 1:412.")
    }
    _ = try await exchange.including(token, as: "after", caller.ledger)
    return token
  }

  /// Where a broken event stream is taken up again.
  private static func lastEvent(_ exchange: Exchange, _ caller: Caller) async throws -> PositionToken? {
    guard let text = exchange.header(.lastEventID) else { return nil }
    guard let token = PositionToken(text) else {
      throw Problem.invalid(
        "Last-Event-ID", "malformed",
        "Last-Event-ID must be an epoch and a position, as it was received: 1:412.")
    }
    _ = try await exchange.including(token, as: "Last-Event-ID", caller.ledger)
    return token
  }
}
