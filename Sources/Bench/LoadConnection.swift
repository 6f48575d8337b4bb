import Glibc

/// One kept-alive HTTP/1.1 connection to this machine, with one request under way at most.
final class LoadConnection {
  let socket: Int32
  /// What has come of the answer so far.
  private var answer: [UInt8] = []
  private var length: Int?

  init(port: Int) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var yes: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let connected = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw BenchFailure("The service does not listen on port \(port).") }
  }

  deinit { close(socket) }

  /// A request is smaller than the socket's buffer, so it goes at once and whole.
  func send(_ request: [UInt8]) throws {
    guard Glibc.send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
      throw BenchFailure("A request could not be sent.")
    }
  }

  /// Takes what has come; true when the answer is whole. Throws for an answer that is no success.
  func receive() throws -> Bool {
    let count = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
      let count = recv(socket, buffer.baseAddress, buffer.count, 0)
      if count > 0 { answer.append(contentsOf: buffer.prefix(count)) }
      return count
    }
    guard count > 0 else { throw BenchFailure("The service closed a connection.") }
    if length == nil { length = try AnswerHead.length(answer) }
    guard let length, answer.count >= length else { return false }
    answer.removeAll(keepingCapacity: true)
    self.length = nil
    return true
  }
}

/// As much of HTTP as our own service needs.
enum AnswerHead {
  /// How long an answer is with its head; nil while the head has not come whole.
  static func length(_ answer: [UInt8]) throws -> Int? {
    guard let end = end(answer) else { return nil }
    // HTTP/1.1 200
    guard answer.count > 12, answer[9] == UInt8(ascii: "2") else {
      throw BenchFailure("The service answered: \(String(decoding: answer.prefix(1000), as: UTF8.self))")
    }
    guard let body = bodyLength(answer[..<end]) else {
      throw BenchFailure("The service gave an answer without its length.")
    }
    return end + body
  }

  /// Read byte by byte: as texts the lines took as long as all else that the load does.
  private static func bodyLength(_ head: ArraySlice<UInt8>) -> Int? {
    for line in head.indices
    where head[line] == 10 && head[(line + 1)...].starts(with: name, by: { $0 | 0x20 == $1 }) {
      let value = head[(line + 1 + name.count)...].drop { $0 == 32 }.prefix { 48...57 ~= $0 }
      return value.isEmpty ? nil : value.reduce(0) { $0 * 10 + Int($1) - 48 }
    }
    return nil
  }

  private static let name = Array("content-length:".utf8)

  private static func end(_ answer: [UInt8]) -> Int? {
    guard answer.count >= 4 else { return nil }
    for index in 3..<answer.count where answer[index] == 10 {
      if answer[index - 1] == 13, answer[index - 2] == 10, answer[index - 3] == 13 { return index + 1 }
    }
    return nil
  }
}
