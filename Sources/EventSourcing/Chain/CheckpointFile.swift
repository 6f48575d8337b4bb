import Glibc

/// A file of checkpoints, a line each, that only ever grows. Several processes may write to it at once.
package struct CheckpointFile: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// What stands in it from a byte on; a file that is not there holds nothing.
  package struct Contents: Sendable {
    package internal(set) var entries: [Entry] = []
    /// Numbers of lines that are no checkpoints, such as one that a crash broke off.
    package internal(set) var unreadable: [Int] = []
    /// The file's length in bytes.
    package internal(set) var size = 0
    /// How many lines are complete, and the bytes that they take.
    fileprivate var lines = 0
    fileprivate var complete = 0

    fileprivate mutating func take(_ line: some Collection<UInt8>, number: Int) {
      if let checkpoint = Checkpoint(line: Array(line)) {
        entries.append(Entry(line: number, checkpoint: checkpoint))
      } else {
        unreadable.append(number)
      }
    }
  }

  package struct Entry: Sendable {
    package let line: Int
    package let checkpoint: Checkpoint
  }

  /// Reads it all, or what came after `earlier` was read. A shrunken file is read anew.
  package func read(after earlier: Contents = Contents()) throws(CheckpointFileError) -> Contents {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    if file < 0, errno == ENOENT { return Contents() }
    guard file >= 0 else { throw .unreadable(path, reason()) }
    defer { close(file) }
    let size = try Self.size(of: file, path)
    guard size >= earlier.size else { return try read() }
    var contents = Contents()
    (contents.size, contents.lines, contents.complete) = (size, earlier.lines, earlier.complete)
    guard size > earlier.size else { return contents }
    guard lseek(file, earlier.complete, SEEK_SET) >= 0 else { throw .unreadable(path, reason()) }
    var rest = try Self.bytes(of: file, count: size - earlier.complete, path)[...]
    while let end = rest.firstIndex(of: newline) {
      contents.lines += 1
      contents.take(rest[..<end], number: contents.lines)
      contents.complete += end + 1 - rest.startIndex
      rest = rest[(end + 1)...]
    }
    // Without its end a line may still be whole.
    if !rest.isEmpty { contents.take(rest, number: contents.lines + 1) }
    return contents
  }

  /// Adds a line and waits until it is on disk; false, and nothing done, where the file is no longer `size`
  /// bytes long, since then another process wrote something that is to be read first.
  package func append(_ checkpoint: Checkpoint, expecting size: Int) throws(CheckpointFileError) -> Bool {
    let isNew = access(path, F_OK) != 0
    let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .unwritable(path, reason()) }
    // Closing gives the lock up.
    defer { close(file) }
    while flock(file, LOCK_EX) != 0 { guard errno == EINTR else { throw .unwritable(path, reason()) } }
    guard try Self.size(of: file, path) == size else { return false }
    var line = Array(checkpoint.line.utf8) + [newline]
    // What a crash broke off keeps its line, and this one begins its own.
    if try !Self.endsWithLine(file, size, path) { line.insert(newline, at: 0) }
    try Self.write(line, to: file, path)
    guard fsync(file) == 0 else { throw .unwritable(path, reason()) }
    if isNew { try syncFolder() }
    return true
  }

  /// A new file's name is on disk only when its folder is.
  private func syncFolder() throws(CheckpointFileError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let folder = parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
    let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw .unwritable(path, reason()) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw .unwritable(path, reason()) }
  }
}

extension CheckpointFile {
  private static func size(of file: Int32, _ path: String) throws(CheckpointFileError) -> Int {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .unreadable(path, reason()) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path, "it is no ordinary file") }
    return Int(status.st_size)
  }

  private static func bytes(of file: Int32, count: Int, _ path: String) throws(CheckpointFileError) -> [UInt8]
  {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let piece = bytes.withUnsafeMutableBytes {
        Glibc.read(file, $0.baseAddress?.advanced(by: done), count - done)
      }
      if piece < 0, errno == EINTR { continue }
      guard piece >= 0 else { throw .unreadable(path, reason()) }
      guard piece > 0 else { break }
      done += piece
    }
    return Array(bytes[..<done])
  }

  private static func endsWithLine(_ file: Int32, _ size: Int, _ path: String) throws(CheckpointFileError)
    -> Bool
  {
    guard size > 0 else { return true }
    var last: UInt8 = 0
    guard pread(file, &last, 1, size - 1) == 1 else { throw .unreadable(path, reason()) }
    return last == newline
  }

  private static func write(_ bytes: [UInt8], to file: Int32, _ path: String) throws(CheckpointFileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .unwritable(path, reason()) }
      rest = rest.dropFirst(count)
    }
  }
}

private let newline = UInt8(ascii: "\n")

private func reason() -> String { String(cString: strerror(errno)) }

package enum CheckpointFileError: Error, Sendable, Hashable, CustomStringConvertible {
  case unreadable(String, String)
  case unwritable(String, String)

  package var description: String {
    switch self {
    case .unreadable(let path, let why): "The checkpoint file \(path) cannot be read: \(why)."
    case .unwritable(let path, let why): "The checkpoint file \(path) cannot be written: \(why)."
    }
  }
}
