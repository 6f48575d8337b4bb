import Glibc

/// A file's lines, one at a time: a log may be larger than memory.
final class FileLines {
  static let longest = 256 << 20

  private let file: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  /// How many lines were read.
  private(set) var count = 0

  init(_ path: String) throws(ExportError) {
    file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
  }

  deinit { close(file) }

  /// The next line without its end; nil after the last.
  func next() throws(ExportError) -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        count += 1
        return Array(buffer[start..<end])
      }
      if isAtEnd {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        count += 1
        return Array(buffer[start...])
      }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      guard searched <= Self.longest else { throw .endlessLine }
      try fill()
    }
  }

  private func fill() throws(ExportError) {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(file, &piece, piece.count)
    guard count >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
    buffer.append(contentsOf: piece[..<count])
    isAtEnd = count == 0
  }
}
