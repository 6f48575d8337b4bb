import Foundation
import Glibc

/// How fast requests come.
enum Pace: Sendable {
  /// Each connection sends its next when its last was answered.
  case closed
  /// So many a second whatever the answers do, as users come. A request's time counts from the moment at
  /// which it was due, so that a stall shows in all that it held up.
  case perSecond(Double)
}

/// A load of one and the same request over kept-alive connections.
///
/// The benchmark shares its processors with what it measures, so this is no general client: some 9 µs of processor
/// time for a read and 13 for a command, where the service uses some 50 and 110 to 150. Each figure says anew how
/// much it was.
struct HTTPLoad: Sendable {
  let port: Int
  let request: [UInt8]

  func run(_ connections: Int, _ seconds: Int, _ pace: Pace) async throws -> Sample {
    try await withCheckedThrowingContinuation { done in
      // It blocks, so it has a thread that is nobody else's.
      Thread.detachNewThread {
        done.resume(
          with: Result {
            var loop = try LoadLoop(port, request, connections)
            return try loop.run(seconds, pace)
          })
      }
    }
  }

  static func get(_ path: String, _ token: String) -> [UInt8] {
    head("GET", path, token) + Array("\r\n".utf8)
  }

  static func post(_ path: String, _ token: String, _ body: String) -> [UInt8] {
    head("POST", path, token)
      + Array("Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
  }

  private static func head(_ method: String, _ path: String, _ token: String) -> [UInt8] {
    Array("\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n".utf8)
  }
}
