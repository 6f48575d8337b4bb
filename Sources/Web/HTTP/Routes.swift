import Hummingbird

/// The one table of what can be asked; the router, the OpenAPI document and the tests read it.
package struct Routes: Sendable {
  package private(set) var all: [Route] = []
  /// How people get a problem who look at pages; scripts get it as JSON.
  package var problemPage: ProblemPage?
  private var root = Branch()

  package init(_ routes: [Route] = []) {
    for route in routes { add(route) }
  }

  package mutating func add(_ route: Route) {
    let isNew = root.add(route, at: route.path.segments[...])
    precondition(isNew, "\(route.method.rawValue) \(route.path) stands twice in the table of routes")
    all.append(route)
  }

  package enum Match: Sendable {
    case found(Route, parameters: [String: String])
    /// The path is known, but not with this method; those that it has.
    case otherMethods([Route.Method], PathTemplate)
    case nothing
  }

  /// What answers a method (`HEAD` as `GET`) on a path's decoded segments.
  package func match(_ method: String, _ segments: [String]) -> Match {
    guard let branch = root.find(segments[...]), let any = branch.routes.values.first else { return .nothing }
    let asked = Route.Method(rawValue: method == "HEAD" ? "GET" : method)
    if let asked, let route = branch.routes[asked] {
      return .found(route, parameters: route.path.values(in: segments))
    }
    return .otherMethods(Route.Method.allCases.filter { branch.routes[$0] != nil }, any.path)
  }
}

/// A problem as a page.
package struct ProblemPage: Sendable {
  /// Whether this request came from somebody who looks at pages.
  package let isWanted: @Sendable (Exchange) async -> Bool
  package let render: @Sendable (Problem, Exchange) async -> Response

  package init(
    isWanted: @escaping @Sendable (Exchange) async -> Bool,
    render: @escaping @Sendable (Problem, Exchange) async -> Response
  ) {
    self.isWanted = isWanted
    self.render = render
  }
}

/// A node of the tree of paths. A literal segment is preferred to a parameter, so `visits/propose` is
/// never taken for the visit called `propose`.
private struct Branch: Sendable {
  var literals: [String: Branch] = [:]
  /// At most one, kept in a list because a struct cannot hold itself.
  var parameter: [Branch] = []
  var routes: [Route.Method: Route] = [:]

  mutating func add(_ route: Route, at segments: ArraySlice<PathTemplate.Segment>) -> Bool {
    switch segments.first {
    case nil:
      return routes.updateValue(route, forKey: route.method) == nil
    case .literal(let text):
      return literals[text, default: Branch()].add(route, at: segments.dropFirst())
    case .parameter:
      if parameter.isEmpty { parameter.append(Branch()) }
      return parameter[0].add(route, at: segments.dropFirst())
    }
  }

  func find(_ segments: ArraySlice<String>) -> Branch? {
    guard let first = segments.first else { return routes.isEmpty ? nil : self }
    return literals[first]?.find(segments.dropFirst()) ?? parameter.first?.find(segments.dropFirst())
  }
}
