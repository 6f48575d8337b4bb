import HTTPTypes
import Hummingbird
import NIOCore

/// Writes an answer into a connection: in one step what has a length, part by part what grows without an end.
struct AnswerWriter: ResponseBodyWriter {
  /// How the client is told where a body ends.
  enum Framing { case length, chunks, close }

  private let connection: Connection
  private let framing: Framing
  /// What is to be written next, and after it what is too large to be copied there.
  private var bytes: [UInt8]
  private var rest: [ByteBuffer] = []
  private static let copied = 16 << 10

  /// Never throws: where the answer cannot be written to its end the client must not take it for whole, so the
  /// connection is closed. `isEnding`: after this answer no other will come.
  static func write(
    _ answer: Response, to connection: Connection, isEnding: Bool, knowsChunks: Bool
  ) async {
    let framing: Framing = answer.body.contentLength != nil ? .length : knowsChunks ? .chunks : .close
    let writer = AnswerWriter(
      connection: connection, framing: framing, bytes: answer.head.bytes(framing, isEnding: isEnding))
    do {
      try await answer.body.write(writer)
    } catch {
      connection.fail()
    }
  }

  private init(connection: Connection, framing: Framing, bytes: [UInt8]) {
    self.connection = connection
    self.framing = framing
    self.bytes = bytes
  }

  mutating func write(_ buffer: ByteBuffer) async throws {
    switch framing {
    case .length:
      if rest.isEmpty, buffer.readableBytes <= Self.copied {
        bytes += buffer.readableBytesView
      } else {
        rest.append(buffer)
      }
    case .chunks:
      // One of no bytes would be the last.
      guard buffer.readableBytes > 0 else { return }
      bytes += "\(String(buffer.readableBytes, radix: 16))\r\n".utf8
      bytes += buffer.readableBytesView
      bytes += "\r\n".utf8
      try await stream()
    case .close:
      bytes += buffer.readableBytesView
      try await stream()
    }
  }

  private mutating func stream() async throws {
    try await connection.stream(ByteBuffer(bytes: bytes))
    bytes.removeAll(keepingCapacity: true)
  }

  consuming func finish(_ trailers: HTTPFields?) async throws {
    if case .chunks = framing { bytes += "0\r\n\r\n".utf8 }
    connection.finish([ByteBuffer(bytes: bytes)] + rest)
  }
}

extension HTTPResponse {
  /// The first line and the headers as HTTP/1.1 has them, up to the empty line. The types of headers hold names and
  /// values to what may stand there.
  func bytes(_ framing: AnswerWriter.Framing, isEnding: Bool) -> [UInt8] {
    // Once: the status is taken apart anew each time that it is asked for.
    let status = status
    let mayHaveBody = status.code >= 200 && status != .noContent && status != .notModified
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1024)
    bytes.append("HTTP/1.1 \(status.code) ")
    bytes.append(status.reasonPhrase)
    bytes.append("\r\n")
    for field in headerFields where mayHaveBody || field.name != .contentLength {
      Self.append(field.name.rawName, field.value, to: &bytes)
    }
    if case .chunks = framing { Self.append("Transfer-Encoding", "chunked", to: &bytes) }
    if isEnding { Self.append("Connection", "close", to: &bytes) }
    bytes += "\r\n".utf8
    return bytes
  }

  private static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
    bytes.append(name)
    bytes.append(": ")
    bytes.append(value)
    bytes.append("\r\n")
  }
}

extension [UInt8] {
  /// Takes a text's bytes as one piece, which costs half of what it does to take its view of them.
  fileprivate mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }
}
