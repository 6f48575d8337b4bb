import Crypto
import HTTPTypes
import Hummingbird
import NIOCore
import PeerReview
import ReadModels
import Workflow

/// Answers for views: JSON, CSV and what describes the CSV.
enum ViewOperation {
  enum Format: String {
    case json = "application/json"
    case csv = "text/csv"
  }

  static func table(_ kind: ViewKind, _ exchange: Exchange, as fixed: Format? = nil) async throws -> Response
  {
    let caller = try await exchange.caller([.read, .report])
    let format =
      try fixed ?? Format(rawValue: exchange.format(among: [Format.json.rawValue, Format.csv.rawValue]))
      ?? .json
    let request = try ViewRequest(kind, exchange)
    let standing = try await standing(request, caller, exchange)
    exchange.services.rendered.noteRedaction(standing.lastRedaction, of: caller.ledger.slug)
    let digest = digest(request, caller, standing, format, exchange)
    if exchange.holds(digest) { return notModified(digest, standing) }
    if let known = exchange.services.rendered.find(digest) { return response(known) }
    let reading = await caller.ledger.read(request.question(for: caller.actor))
    // The log may have moved on since: what was read says what its digest is.
    let final = Self.digest(request, caller, reading.standing, format, exchange)
    let rendered = render(ViewAnswer(request, reading), reading.standing, format, final, exchange)
    exchange.services.rendered.keep(rendered, under: final)
    return response(rendered)
  }

  static func metadata(_ kind: ViewKind, _ exchange: Exchange) async throws -> Response {
    _ = try await exchange.caller([.read, .report])
    _ = try exchange.query([])
    return .text(JSON.text(CSVW.metadata(kind)), type: "application/csvm+json", headers: Self.privately)
  }

  /// Where the log stands, and that it has come as far as the request speaks of.
  private static func standing(
    _ request: ViewRequest, _ caller: Caller, _ exchange: Exchange
  ) async throws -> LogStanding {
    let standing = try await exchange.standing(caller.ledger)
    if let token = request.changedAfter {
      return try await exchange.including(token, as: "changed_after", caller.ledger)
    }
    if let cursor = request.cursor {
      let token = PositionToken(epoch: cursor.epoch, position: cursor.pin.position)
      return try await exchange.including(token, as: "cursor", caller.ledger)
    }
    guard case .position(let position) = request.time else { return standing }
    let token = PositionToken(epoch: standing.epoch, position: position)
    return try await exchange.including(token, as: "as_at_position", caller.ledger)
  }

  /// All that an answer depends on: the program's own shape of it, the view, the log, the reader, whose
  /// sight follows from the log and the day, the query and the format.
  private static func digest(
    _ request: ViewRequest, _ caller: Caller, _ standing: LogStanding, _ format: Format, _ exchange: Exchange
  ) -> String {
    let parts = [
      "1", request.kind.name, String(request.kind.version), caller.ledger.slug, String(standing.epoch),
      String(standing.head), standing.today.description, caller.actor.person.text,
      caller.actor.organisation.text,
      format.rawValue, ViewRequest.canonical(exchange.query),
    ]
    return SHA256.hash(data: Array(parts.joined(separator: "\u{1f}").utf8)).hex(bytes: 16)
  }

  private static func render(
    _ answer: ViewAnswer, _ standing: LogStanding, _ format: Format, _ digest: String, _ exchange: Exchange
  ) -> Rendered {
    var headers = validators(digest, standing)
    let body: ByteBuffer
    switch format {
    case .json:
      headers[.contentType] = Format.json.rawValue
      body = ByteBuffer(bytes: ViewJSON.bytes(answer))
    case .csv:
      headers[.contentType] = "text/csv; charset=utf-8; header=present"
      let metadata = "<\(path(answer.table.kind, exchange)).csv-metadata.json>"
      headers.append(
        HTTPField(name: .link, value: "\(metadata); rel=\"describedby\"; type=\"application/csvm+json\""))
      body = ByteBuffer(string: ViewCSV.text(answer))
    }
    if let next = answer.next {
      headers.append(HTTPField(name: .link, value: "<\(exchange.address(with: next))>; rel=\"next\""))
    }
    return Rendered(body: body, headers: headers)
  }

  private static func path(_ kind: ViewKind, _ exchange: Exchange) -> String {
    "\(API.base)/\(exchange.parameter("consortium"))/views/\(kind.name)"
  }

  private static func validators(_ digest: String, _ standing: LogStanding) -> HTTPFields {
    var headers = privately
    headers[.eTag] = "\"\(digest)\""
    headers[.collegiatePosition] = PositionToken(epoch: standing.epoch, position: standing.head).description
    return headers
  }

  static let privately: HTTPFields = [
    .cacheControl: "private, no-cache", .vary: "Authorization, Cookie, Accept",
  ]

  private static func notModified(_ digest: String, _ standing: LogStanding) -> Response {
    Response(status: .notModified, headers: validators(digest, standing))
  }

  private static func response(_ rendered: Rendered) -> Response {
    Response(status: .ok, headers: rendered.headers, body: ResponseBody(byteBuffer: rendered.body))
  }
}

extension Exchange {
  /// Whether `If-None-Match` names this digest.
  fileprivate func holds(_ digest: String) -> Bool {
    guard let header = header(.ifNoneMatch) else { return false }
    return header.split(separator: ",").contains { part in
      let tag = String(part).trimmingSpaces
      return tag == "*" || (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]) == "\"\(digest)\""
    }
  }

  /// The address of this request with another cursor.
  fileprivate func address(with cursor: String) -> String {
    let path = (request.head.path ?? "").prefix { $0 != "?" }
    let kept = ViewRequest.canonical(query, but: ["cursor"])
    return path + "?" + (kept.isEmpty ? "" : kept + "&") + "cursor=" + cursor
  }
}

extension SHA256Digest {
  func hex(bytes: Int) -> String {
    prefix(bytes).map { byte in
      let hex = String(byte, radix: 16)
      return hex.count == 1 ? "0" + hex : hex
    }.joined()
  }
}

extension ViewOperation {
  /// What views there are.
  static func list(_ exchange: Exchange) async throws -> Response {
    _ = try await exchange.caller([.read, .report])
    _ = try exchange.query([])
    _ = try exchange.format(among: [Format.json.rawValue])
    let base = "\(API.base)/\(exchange.parameter("consortium"))/views/"
    let views = ViewKind.all.map { kind -> Node in
      [
        "name": .text(kind.name), "question": .text(kind.question), "version": .number(String(kind.version)),
        "href": .text(base + kind.name), "columns": .list(kind.columns.map { ViewJSON.column($0) }),
      ]
    }
    return .json(["views": .list(views)], headers: privately)
  }
}
