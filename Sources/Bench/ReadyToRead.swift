import Glibc

/// Waits for any of several sockets to have something to read. By `pselect`: of what Swift sees of the C
/// library, it alone waits for less than a millisecond.
struct ReadyToRead {
  private let sockets: [Int32]
  private let all: fd_set
  private var ready = fd_set()
  /// A set is a field of bits, and there are so many.
  private static let most: Int32 = 1024

  init(_ sockets: [Int32]) throws {
    guard sockets.allSatisfy({ $0 >= 0 && $0 < Self.most }) else {
      throw BenchFailure("Too many open files.")
    }
    self.sockets = sockets
    var all = fd_set()
    withUnsafeMutableBytes(of: &all) { bits in
      for socket in sockets { bits[Int(socket / 8)] |= 1 << UInt8(socket % 8) }
    }
    self.all = all
  }

  /// Waits at most so many nanoseconds; false where nothing came.
  mutating func wait(_ nanoseconds: Int64) throws -> Bool {
    var limit = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    ready = all
    let count = pselect((sockets.max() ?? 0) + 1, &ready, nil, nil, &limit, nil)
    if count < 0, errno != EINTR { throw BenchFailure("Waiting for answers failed with \(errno).") }
    return count > 0
  }

  /// The places of those that have something, after `wait` said that there are some.
  var places: [Int] {
    withUnsafeBytes(of: ready) { bits in
      sockets.indices.filter { bits[Int(sockets[$0] / 8)] & 1 << UInt8(sockets[$0] % 8) != 0 }
    }
  }
}
