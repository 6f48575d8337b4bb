/// The path of a route: `/api/v1/{consortium}/visits/{id}/schedule`.
package struct PathTemplate: Sendable, Hashable, CustomStringConvertible {
  package enum Segment: Sendable, Hashable {
    case literal(String)
    case parameter(String)
  }

  package let description: String
  package let segments: [Segment]

  package init(_ text: String) {
    description = text
    segments = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { part in
      part.hasPrefix("{") && part.hasSuffix("}")
        ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
    }
  }

  package var parameters: [String] {
    segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
  }

  /// What stands at the parameters' places in a path that fits.
  func values(in path: [String]) -> [String: String] {
    var values: [String: String] = [:]
    for case (.parameter(let name), let value) in zip(segments, path) { values[name] = value }
    return values
  }
}
