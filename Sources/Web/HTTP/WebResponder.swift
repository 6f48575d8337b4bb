import HTTPTypes
import Hummingbird
import Logging
import PeerReview
import Workflow

/// The edge: finds the route, holds the limits, and turns whatever goes wrong into a problem.
struct WebResponder: Sendable {
  let routes: Routes
  let services: Services
  let logger: Logger
  private let dates = HTTPDateCache()

  /// Runs in the request's own task, which is cancelled when the time for it is over.
  func respond(to request: Request) async -> Response {
    let began = ContinuousClock.now
    let id = UUIDv7.mint(at: Clock.system)
    var route = "none"
    var response: Response
    do {
      let arrival = try arrive(request)
      route = arrival.route
      response = await answer(request, id, arrival)
    } catch {
      response = await explain(error, exchange(request, id))
    }
    sign(&response, id)
    if request.method == .head {
      let hasLength = response.headers.contains(.contentLength)
      response = response.createHeadResponse()
      // An event stream has no length, whoever asks.
      if !hasLength { response.headers[.contentLength] = nil }
    }
    services.metrics.note(
      method: Self.known.contains(request.method) ? request.method.rawValue : "other", route: route,
      status: response.status.code, took: .now - began)
    return response
  }

  /// Answers what is not even a request.
  func refuse(_ problem: Problem) async -> Response {
    let id = UUIDv7.mint(at: Clock.system)
    var response = problem.response(requestID: id)
    sign(&response, id)
    services.metrics.note(method: "other", route: "none", status: response.status.code, took: .zero)
    return response
  }

  private func sign(_ response: inout Response, _ id: String) {
    response.headers.append(contentsOf: [
      HTTPField(name: .requestID, value: id),
      HTTPField(name: .xContentTypeOptions, value: "nosniff"),
      HTTPField(name: .date, value: dates.text(at: Clock.system)),
      HTTPField(name: .server, value: "Collegiate"),
    ])
  }

  private static let known: Set<HTTPRequest.Method> = [.get, .head, .post, .options]

  /// Where a request goes, as far as its first line says.
  private struct Arrival {
    let route: String
    let match: Routes.Match
    let query: Substring
  }

  private func arrive(_ request: Request) throws(Problem) -> Arrival {
    let target = request.head.path ?? ""
    try hold(request, target)
    // By bytes: which characters they make matters to nobody here.
    let bytes = target.utf8
    let path = bytes.prefix { $0 != UInt8(ascii: "?") }
    guard path.first == UInt8(ascii: "/") else {
      throw Problem(.malformedRequest, "The address must begin with a slash.")
    }
    guard let segments = Percent.segments(Substring(path.dropFirst())) else {
      throw Problem(
        .malformedRequest,
        "The path of this address holds a broken percent escape, a control character or bytes that are not UTF-8."
      )
    }
    let match = routes.match(request.method.rawValue, segments)
    let route: String =
      switch match {
      case .found(let route, _): route.path.description
      case .otherMethods(_, let path): path.description
      case .nothing: "none"
      }
    return Arrival(route: route, match: match, query: Substring(bytes[path.endIndex...].dropFirst()))
  }

  private func hold(_ request: Request, _ target: String) throws(Problem) {
    let limits = services.options.limits
    guard target.utf8.count <= limits.uri else {
      throw Problem(.uriTooLong, "The address must have at most \(limits.uri) bytes.")
    }
    let size = request.headers.reduce(0) { $0 + $1.name.rawName.utf8.count + $1.value.utf8.count + 4 }
    guard size <= limits.headers else {
      throw Problem(.headersTooLarge, "The headers must have at most \(limits.headers) bytes together.")
    }
  }

  private func answer(_ request: Request, _ id: String, _ arrival: Arrival) async -> Response {
    do {
      switch arrival.match {
      case .found(let route, let parameters):
        let exchange = exchange(request, id, parameters, try Query(arrival.query))
        do {
          let response = try await route.handle(exchange)
          if Task.isCancelled { throw CancellationError() }
          return response
        } catch {
          guard Task.isCancelled else { return await explain(error, exchange) }
          // In a task of its own, since all that this one waits for would be cancelled at once.
          return await Task { await explain(Problem.timedOut(services.options.limits.time), exchange) }.value
        }
      case .otherMethods(let methods, _):
        let allow = Self.allow(methods)
        if request.method == .options { return Response(status: .noContent, headers: [.allow: allow]) }
        throw Problem(
          .methodNotAllowed, "This address takes \(allow), not \(request.method.rawValue.prefix(20)).",
          headers: [.allow: allow])
      case .nothing:
        throw Problem(.noSuchPath, "There is nothing at this address. The API is described at /api/v1/docs.")
      }
    } catch {
      return await explain(error, exchange(request, id))
    }
  }

  private static func allow(_ methods: [Route.Method]) -> String {
    (methods.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] } + ["OPTIONS"]).joined(separator: ", ")
  }

  private func exchange(
    _ request: Request, _ id: String, _ parameters: [String: String] = [:], _ query: Query = .none
  ) -> Exchange {
    Exchange(
      request: request, id: id, parameters: parameters, query: query, services: services, serverLogger: logger
    )
  }

  private func explain(_ error: any Error, _ exchange: Exchange) async -> Response {
    let problem = Problem(error)
    if problem.kind.status == 500 {
      exchange.logger.error("A request failed", metadata: ["error": "\(error)"])
    } else if problem.kind.status == 503 {
      exchange.logger.warning("A request could not be served", metadata: ["error": "\(error)"])
    }
    if let page = routes.problemPage, await page.isWanted(exchange) {
      return await page.render(problem, exchange)
    }
    return problem.response(requestID: exchange.id)
  }
}
