import HTTPTypes
import Hummingbird
import Logging
import PeerReview
import Workflow

/// What those who run the service look at.
enum Operators {
  static let routes = [
    Route(.get, "/healthz", description: OperatorDescription.health) { try health($0) },
    Route(.get, "/readyz", description: OperatorDescription.ready) { try await ready($0) },
    Route(.get, "/metrics", description: OperatorDescription.metrics) { try await metrics($0) },
  ]

  /// The process lives.
  private static func health(_ exchange: Exchange) throws -> Response {
    _ = try exchange.query([])
    return .json(["status": "ok"], headers: [.cacheControl: "no-store"])
  }

  /// The database answers and every log is up to it.
  private static func ready(_ exchange: Exchange) async throws -> Response {
    _ = try exchange.query([])
    do {
      let logs = try await withTimeLimit(.seconds(2)) {
        let ledgers = try await exchange.services.ledgers.all()
        for ledger in ledgers { try await ledger.freshen(within: .seconds(1)) }
        return ledgers.count
      }
      return .json(
        ["status": "ok", "logs": .number(String(logs))], headers: [.cacheControl: "no-store"])
    } catch {
      exchange.logger.warning("Not ready", metadata: ["error": "\(error)"])
      throw Problem(
        .unavailable, "The database does not answer, or the logs cannot be read up to it.",
        headers: [.retryAfter: "2"])
    }
  }

  private static func metrics(_ exchange: Exchange) async throws -> Response {
    _ = try exchange.query([])
    let pool = exchange.services.ledgers.occupancy
    var text = exchange.services.metrics.text()
    text += """
      # HELP collegiate_pool_connections Connections to the database, by what they do.
      # TYPE collegiate_pool_connections gauge
      collegiate_pool_connections{state="used"} \(pool.used)
      collegiate_pool_connections{state="idle"} \(pool.idle)
      # HELP collegiate_pool_waiting Callers that wait for a connection.
      # TYPE collegiate_pool_waiting gauge
      collegiate_pool_waiting \(pool.waiting)
      # HELP collegiate_log_head Position of the last event that this process knows, by log.
      # TYPE collegiate_log_head gauge

      """
    for (slug, head) in await exchange.services.ledgers.heads {
      text += "collegiate_log_head{log=\"\(slug)\"} \(head)\n"
    }
    return .text(text, type: "text/plain; version=0.0.4; charset=utf-8", headers: [.cacheControl: "no-store"])
  }
}
