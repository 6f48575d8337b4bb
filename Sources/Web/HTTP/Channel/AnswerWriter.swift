import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Writes an answer into a connection: in one step what has a length, part by part what grows without an end.
struct AnswerWriter: ResponseBodyWriter {
  private let connection: Connection
  private let isStream: Bool
  private var parts: [HTTPResponsePart]

  /// Never throws: where the answer cannot be written to its end the client must not take it for whole, so the
  /// connection is closed.
  static func write(_ answer: Response, to connection: Connection) async {
    let writer = AnswerWriter(
      connection: connection, isStream: answer.body.contentLength == nil, parts: [.head(answer.head)])
    do {
      try await answer.body.write(writer)
    } catch {
      connection.channel.close(promise: nil)
    }
  }

  mutating func write(_ buffer: ByteBuffer) async throws {
    parts.append(.body(buffer))
    guard isStream else { return }
    try await connection.stream(parts)
    parts = []
  }

  consuming func finish(_ trailers: HTTPFields?) async throws {
    connection.finish(parts + [.end(trailers)])
  }
}
