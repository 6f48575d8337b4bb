import HTTPTypes
import Hummingbird
import PeerReview
import Workflow

/// Performs a command that came over HTTP.
enum CommandOperation {
  static func perform(_ kind: CommandKind, _ exchange: Exchange) async throws -> Response {
    let caller = try await exchange.caller([.command])
    _ = try exchange.query([])
    let body = try await exchange.json()
    try refuseReserved(body["id"]?.text, kind)
    let call = Call(
      kind, id: kind.starts == .no && !kind.stream.isSingle ? exchange.parameter("id") : nil, body,
      by: caller.actor, commandID: try exchange.commandID(), expectedVersion: try exchange.expectedVersion())
    try refuseAnyVersion(exchange, kind, body)
    do {
      return CommandAnswer.response(try await caller.ledger.perform(call), in: caller.ledger.slug)
    } catch let refused as Refused {
      var problem = Problem(refused.refusal)
      if refused.refusal.code == .staleVersion {
        problem.members.append(
          Node.Member("changed", .list(refused.changedSince.map { CommandAnswer.changed($0) })))
      }
      throw problem
    }
  }

  /// An id that is also a command's name would hide its stream behind the command's path.
  private static func refuseReserved(_ id: String?, _ kind: CommandKind) throws(InvalidInput) {
    guard let id, kind.starts == .named, reserved(kind.stream).contains(id) else { return }
    throw InvalidInput([FieldError("id", "reserved", "\(id) is the name of a command; choose another id.")])
  }

  /// `If-Match: *` asks for what is there already, where this command starts something.
  private static func refuseAnyVersion(_ exchange: Exchange, _ kind: CommandKind, _ body: Node) throws {
    guard exchange.header(.ifMatch)?.trimmingSpaces == "*", kind.starts != .no else { return }
    _ = try kind.read(body)
    throw Problem(.staleVersion, "If-Match: * asks for a stream that is there, but this command starts one.")
  }

  /// The paths directly under a stream's plural that are commands.
  static func reserved(_ stream: StreamKind) -> [String] {
    CommandKind.all.filter { $0.stream == stream && $0.starts != .no }.map(\.name)
  }
}

extension Exchange {
  /// The body as a tree; an empty one is an empty object.
  func json() async throws -> Node {
    let bytes = try await body()
    if bytes.isEmpty { return .object([]) }
    try requireJSON()
    do {
      return try JSON.parse(bytes)
    } catch {
      throw Problem(
        .malformedJSON, "The body is not JSON at byte \(error.offset): \(error.detail)",
        errors: [FieldError("", "malformed", error.detail)])
    }
  }

  private func requireJSON() throws(Problem) {
    // As nearly every client sends it, without taking the header apart.
    if header(.contentType) == "application/json", header(.contentEncoding) == nil { return }
    let parts = (header(.contentType) ?? "").lowercased().split(separator: ";").map {
      String($0).trimmingSpaces
    }
    let others = parts.dropFirst().filter { $0 != "charset=utf-8" && $0 != "charset=\"utf-8\"" }
    let coding = header(.contentEncoding)?.lowercased() ?? "identity"
    guard parts.first == "application/json", others.isEmpty, coding == "identity" else {
      throw Problem(
        .unsupportedMediaType, "Send the body as Content-Type: application/json, in UTF-8 and uncompressed.",
        errors: [FieldError("Content-Type", "unsupported", "This must be application/json.")])
    }
  }

  /// The command's id, where the client chose one.
  func commandID() throws(Problem) -> String? {
    guard let text = header(.idempotencyKey) else { return nil }
    guard let id = UUIDv7.canonical(text) else {
      throw .invalid("Idempotency-Key", "invalid_id", "Idempotency-Key must be a UUID.")
    }
    return id
  }

  /// The version that the client saw; nil where it says nothing, or only that there is one.
  func expectedVersion() throws(Problem) -> Int? {
    guard let text = header(.ifMatch)?.trimmingSpaces, text != "*" else { return nil }
    let digits = text.hasPrefix("\"") && text.hasSuffix("\"") ? text.dropFirst().dropLast() : ""
    guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let version = Int(digits)
    else {
      throw .invalid(
        "If-Match", "malformed",
        "If-Match must be one version in quotes, as it stands in ETag: \"12\". No weak tag matches.")
    }
    return version
  }
}
