import Foundation
import TestSupport
import Testing

/// The executable as scripts use it, over a database of its own.
struct Program: Sendable {
  /// The superuser's connection string; nil where none is named.
  let database: String?
  /// Another program in its place.
  var path: String?

  struct Answer: Sendable, CustomStringConvertible {
    let code: Int32
    let out: String
    let err: String
    var description: String { "exit \(code)\n\(out)\(err)" }
    var lines: [String] { out.split(separator: "\n").map(String.init) }
  }

  /// The executable is built beside the bundle that the tests run from.
  private static var executable: URL {
    get throws {
      if let given = ProcessInfo.processInfo.environment["COLLEGIATE_BIN"] {
        return URL(fileURLWithPath: given)
      }
      let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("collegiate")
    }
  }

  @discardableResult
  func run(_ arguments: String..., input: String = "") async throws -> Answer {
    try await run(arguments, input: input)
  }

  @discardableResult
  func run(_ arguments: [String], input: String = "") async throws -> Answer {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "collegiate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (out, err) = (folder.appendingPathComponent("out"), folder.appendingPathComponent("err"))
    let given = folder.appendingPathComponent("in")
    try Data(input.utf8).write(to: given)
    for file in [out, err] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = try path.map { URL(fileURLWithPath: $0) } ?? Self.executable
    process.arguments = arguments
    process.environment = environment
    process.standardInput = try FileHandle(forReadingFrom: given)
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in done.resume() }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        done.resume(throwing: error)
      }
    }
    return Answer(
      code: process.terminationStatus, out: try String(contentsOf: out, encoding: .utf8),
      err: try String(contentsOf: err, encoding: .utf8))
  }

  /// Starts the program and lets it run; what it says on both channels can be read meanwhile.
  func start(_ arguments: String...) throws -> Running {
    let said = FileManager.default.temporaryDirectory.appendingPathComponent(
      "collegiate-\(UUID().uuidString)")
    try Data().write(to: said)
    let process = Process()
    process.executableURL = try path.map { URL(fileURLWithPath: $0) } ?? Self.executable
    process.arguments = arguments
    process.environment = environment
    let handle = try FileHandle(forWritingTo: said)
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    return Running(process: process, file: said)
  }

  private var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment.filter { $0.key != "DATABASE_URL" }
    environment["COLLEGIATE_SCHEMA"] = SourceFile.root.appendingPathComponent("schema").path
    if let database { environment["DATABASE_URL"] = database }
    return environment
  }
}

/// A program that runs until it is stopped, at the latest when nobody holds this any more.
final class Running {
  private let process: Process
  private let file: URL

  fileprivate init(process: Process, file: URL) {
    self.process = process
    self.file = file
  }

  deinit {
    if process.isRunning { process.terminate() }
    try? FileManager.default.removeItem(at: file)
  }

  var said: String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }
  var isRunning: Bool { process.isRunning }
  var terminationStatus: Int32 { process.terminationStatus }

  /// Asks it to stop, as a service manager does.
  func terminate() { process.terminate() }
}

/// A migrated database, and the program over it.
func withProgram(_ body: @Sendable (Program, _ url: String) async throws -> Void) async throws {
  try await withDatabase { _, url in try await body(Program(database: url), url) }
}

/// A folder that goes away with the test.
func withFolder(_ body: (URL) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "collegiate-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(folder)
}
