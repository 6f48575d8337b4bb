import NIOCore

/// A body that had not come whole when its request was taken up. It is read as it is asked for, and no faster.
struct LateBody: AsyncSequence, Sendable {
  let connection: Connection

  func makeAsyncIterator() -> Iterator { Iterator(connection: connection) }

  struct Iterator: AsyncIteratorProtocol {
    let connection: Connection

    func next() async throws -> ByteBuffer? { try await connection.nextOfBody() }
  }
}
