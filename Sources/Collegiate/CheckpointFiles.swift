import EventSourcing
import Foundation
import PeerReview

/// Keys and checkpoints as files that people name on the command line.
enum CheckpointFiles {
  static func key(_ path: String) throws -> CheckpointKey {
    do {
      return try CheckpointKey(pem: try text(path))
    } catch let error as KeyError {
      throw Failure.usage("\(path): \(error)")
    }
  }

  static func publicKey(_ path: String) throws -> CheckpointPublicKey {
    do {
      return try CheckpointPublicKey(pem: try text(path))
    } catch let error as KeyError {
      throw Failure.usage("\(path): \(error)")
    }
  }

  /// A file that holds checkpoints, or is to: one that is not there is wrong where it should be read.
  static func evidence(_ path: String, keys: [String], until: String?) throws -> CheckpointEvidence {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure.usage("There is no checkpoint file \(path).")
    }
    let moment = try until.map { text in
      guard let moment = Moment(text) else {
        throw Failure.usage("--until \(text) is no time such as 2026-01-20T09:30:00Z.")
      }
      return moment
    }
    return CheckpointEvidence(
      try CheckpointFile(path).read(), keys: try keys.map(publicKey), until: moment)
  }

  /// Writes a new file with these rights from its first byte on; one that is there is left alone.
  static func create(_ path: String, _ text: String, mode: mode_t) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard file >= 0 else {
      throw Failure.failed(
        errno == EEXIST
          ? "\(path) is there already, and no key is ever written over."
          : "\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    try handle.write(contentsOf: Data(text.utf8))
    try handle.synchronize()
    try handle.close()
  }

  private static func text(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure.usage("The key file \(path) cannot be read.")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
