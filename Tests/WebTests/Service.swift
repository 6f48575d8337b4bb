import AsyncHTTPClient
import EventSourcing
import Logging
import NIOCore
import NIOHTTP1
import PeerReview
import Postgres
import ServiceLifecycle
import TestSupport
import Workflow

@testable import Web

/// The service as its clients meet it: real HTTP, a database of its own, and in it the worked example as far
/// as a day.
struct Service: Sendable {
  /// `http://127.0.0.1:41234`
  let address: String
  let server: WebServer
  let ledger: Ledger
  let pool: Pool
  /// The superuser's connection string.
  let url: String

  static let log = "six-dales-january"

  /// The consortium's own base.
  var base: String { "\(address)/api/v1/\(Self.log)" }
}

/// Starts the service on the worked example until 20 January, and stops it when `body` has run.
func withService(
  until day: String = "2026-01-20", _ options: WebOptions = WebOptions(port: 0, requestsPerMinute: 0),
  _ body: @Sendable @escaping (Service) async throws -> Void
) async throws {
  try await withDatabase { pool, url in
    var logger = Logger(label: "test")
    logger.logLevel = .error
    let ledgers = Ledgers(pool, logger: logger)
    _ = try await Rehearsal(slug: Service.log, name: "Six Dales", until: CalendarDay(day)).perform(
      in: ledgers)
    guard let ledger = try await ledgers.ledger(Service.log) else { throw TestFailure("There is no log") }
    let server = WebServer(
      ledgers: ledgers, tokens: Tokens(pool), sessions: Sessions(pool), options: options, logger: logger)
    try await running(server.makeService, logger) { address in
      try await body(Service(address: address, server: server, ledger: ledger, pool: pool, url: url))
    }
  }
}

/// Runs a server that says on which port it listens, and stops it when `body` has run on its address.
func running(
  _ make: (@escaping @Sendable (Int) async -> Void) -> some ServiceLifecycle.Service, _ logger: Logger,
  _ body: @Sendable @escaping (String) async throws -> Void
) async throws {
  let (ports, port) = AsyncStream<Int>.makeStream()
  let server = make { port.yield($0) }
  let group = ServiceGroup(
    configuration: ServiceGroupConfiguration(services: [.init(service: server)], logger: logger))
  try await withThrowingTaskGroup(of: Void.self) { tasks in
    tasks.addTask { try await group.run() }
    for await number in ports {
      do {
        try await body("http://127.0.0.1:\(number)")
        await group.triggerGracefulShutdown()
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
      break
    }
    try await tasks.waitForAll()
  }
}

struct TestFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// What came back.
struct Answer: Sendable {
  let status: Int
  let headers: HTTPHeaders
  let text: String

  subscript(header name: String) -> String? { headers.first(name: name) }

  /// The body as a tree; null where it is not JSON.
  var node: Node { (try? JSON.parse(text)) ?? .null }
  var code: String? { node["code"]?.text }
  /// The fields that a problem names.
  var fields: [String] { node["errors"].items.compactMap { $0["field"]?.text } }
}

extension Node {
  var items: [Node] { if case .list(let items) = self { items } else { [] } }
  var number: Int? { if case .number(let text) = self { Int(text) } else { nil } }
  var members: [Node.Member] { if case .object(let members) = self { members } else { [] } }
}

extension Node? {
  var items: [Node] { self?.items ?? [] }
}

extension Service {
  /// A token for a person of the worked example.
  func token(
    _ person: String, for organisation: String? = nil, _ scopes: Set<Tokens.Scope> = [.read, .command],
    days: Int = 1
  ) async throws -> String {
    let employer = organisation ?? Self.employer(person)
    return try await Tokens(pool).create(
      log: ledger.info.id, for: Actor(PersonID(person), for: OrganisationID(employer)), scopes: scopes,
      label: "test", days: days
    ).secret
  }

  static func employer(_ person: String) -> String {
    let prefix = person.prefix { $0 != "-" }
    return prefix == "co" || prefix == "dp" ? "office" : String(prefix)
  }

  /// Sends a request to a path below the consortium, or to any with a leading `/`.
  func send(
    _ method: HTTPMethod, _ path: String, token: String? = nil, _ headers: [String: String] = [:],
    body: [UInt8]? = nil
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: path.hasPrefix("/") ? address + path : "\(base)/\(path)")
    request.method = method
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
    if let body { request.body = .bytes(body) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    let bytes = try await response.body.collect(upTo: 64 << 20)
    return Answer(status: Int(response.status.code), headers: response.headers, text: String(buffer: bytes))
  }

  func get(_ path: String, token: String?, _ headers: [String: String] = [:]) async throws -> Answer {
    try await send(.GET, path, token: token, headers)
  }

  /// Sends a command as JSON.
  func post(
    _ path: String, token: String?, _ headers: [String: String] = [:], _ body: String = "{}"
  ) async throws -> Answer {
    try await send(
      .POST, path, token: token, headers.merging(["Content-Type": "application/json"]) { own, _ in own },
      body: Array(body.utf8))
  }
}

extension Service {
  /// Runs a statement as the superuser.
  func administer(_ sql: String) async throws {
    let connection = try await Connection.open(url)
    do {
      try await connection.script(sql)
      await connection.closeAndJoin()
    } catch {
      await connection.closeAndJoin()
      throw error
    }
  }
}
