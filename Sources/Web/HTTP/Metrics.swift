import Synchronization

/// Counts of what was asked and how long it took, for Prometheus.
package final class Metrics: Sendable {
  private struct Request: Hashable {
    let method: String
    let route: String
    let status: Int
  }

  fileprivate struct Durations {
    var counts = [Int](repeating: 0, count: Metrics.bounds.count)
    var count = 0
    var sum = 0.0
  }

  private struct State {
    var requests: [Request: Int] = [:]
    var durations: [String: Durations] = [:]
  }

  /// Seconds.
  static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private let state = Mutex(State())

  /// `route` is the template, never the path as sent, so that their number stays small.
  func note(method: String, route: String, status: Int, took: Duration) {
    let seconds = took / .seconds(1)
    state.withLock { state in
      state.requests[Request(method: method, route: route, status: status), default: 0] += 1
      state.durations[route, default: Durations()].add(seconds)
    }
  }

  /// In the text format that Prometheus reads.
  func text() -> String {
    let state = state.withLock { $0 }
    var lines = [
      "# HELP collegiate_http_requests_total Requests answered, by route and status.",
      "# TYPE collegiate_http_requests_total counter",
    ]
    for (request, count) in state.requests.sorted(by: { Self.order($0.key) < Self.order($1.key) }) {
      lines.append(
        "collegiate_http_requests_total{method=\"\(request.method)\",route=\"\(request.route)\","
          + "status=\"\(request.status)\"} \(count)")
    }
    lines += [
      "# HELP collegiate_http_request_duration_seconds How long answers took, until their first byte.",
      "# TYPE collegiate_http_request_duration_seconds histogram",
    ]
    for (route, durations) in state.durations.sorted(by: { $0.key < $1.key }) {
      lines += durations.lines("collegiate_http_request_duration_seconds", "route=\"\(route)\"")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func order(_ request: Request) -> String {
    "\(request.route) \(request.method) \(request.status)"
  }
}

extension Metrics.Durations {
  mutating func add(_ seconds: Double) {
    count += 1
    sum += seconds
    for (index, bound) in Metrics.bounds.enumerated() where seconds <= bound { counts[index] += 1 }
  }

  func lines(_ name: String, _ label: String) -> [String] {
    zip(Metrics.bounds, counts).map { "\(name)_bucket{\(label),le=\"\($0)\"} \($1)" } + [
      "\(name)_bucket{\(label),le=\"+Inf\"} \(count)", "\(name)_sum{\(label)} \(sum)",
      "\(name)_count{\(label)} \(count)",
    ]
  }
}
