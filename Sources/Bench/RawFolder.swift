import Foundation

/// Keeps every latency of every run: a file for each, of 32-bit little-endian whole numbers, microseconds.
struct RawFolder {
  private let folder: URL

  /// Makes the folder where it is missing.
  init(_ path: String) throws {
    folder = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  var path: String { folder.path }

  func keep(_ sample: Sample, of name: String, run: Int) throws {
    var data = Data(capacity: sample.latencies.count * 4)
    for latency in sample.latencies {
      let microseconds = UInt32(clamping: Int64((latency * 1000).rounded()))
      withUnsafeBytes(of: microseconds.littleEndian) { data.append(contentsOf: $0) }
    }
    try data.write(to: folder.appendingPathComponent("\(name).run\(run).u32"))
  }

  func keep(_ text: String, as name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }
}
