import Foundation
import Testing

@testable import Postgres

/// A PostgreSQL server of a test's own, in a temporary directory, on a free port and a socket in that directory.
actor Server {
  nonisolated let directory: String
  nonisolated let port: Int
  private let programs: String
  private var process: Process?
  private var settings: [String] = []

  nonisolated var conninfo: String { "host=\(directory) port=\(port) user=postgres dbname=postgres" }

  fileprivate init() async throws {
    programs = try await execute(["pg_config", "--bindir"]).trimmingCharacters(in: .whitespacesAndNewlines)
    directory = FileManager.default.temporaryDirectory.path + "/pg-" + UUID().uuidString.prefix(8)
    port = try freePort()
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
    if isRoot { try await execute(["chown", "postgres", directory]) }
  }

  fileprivate func create(_ settings: [String]) async throws {
    let initdb = [
      "\(programs)/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync",
    ]
    try await execute(asOwner(initdb))
    let place = [
      "port = \(port)", "unix_socket_directories = '\(directory)'", "listen_addresses = '127.0.0.1'",
    ]
    try await configure(place + ["fsync = off"] + settings)
  }

  /// Adds settings, which hold from the next start.
  func configure(_ lines: [String]) async throws {
    settings += lines
    try await write(settings.joined(separator: "\n") + "\n", to: "data/postgresql.auto.conf")
  }

  /// Starts the server as a child of this process, and returns when it answers.
  func start() async throws {
    try await write("", to: "log")
    process = try startProgram(["\(programs)/postgres", "-D", data])
    // Beside everything else that tests start it may take long to recover.
    try await eventually(within: .seconds(60), "the server starts: \(directory)/log") {
      (try? await Connection.open(conninfo).closeAndJoin()) != nil
    }
  }

  /// Starts a program as the server's user and as a child of this process; its words go to the log.
  func startProgram(_ command: [String]) throws -> Process {
    let log = try FileHandle(forWritingTo: URL(fileURLWithPath: directory + "/log"))
    try log.seekToEnd()
    let process = program(asOwner(command), output: log)
    try process.run()
    return process
  }

  /// Ends the server and all sessions at once, as a crash of the machine would.
  func stop() async throws {
    guard let process else { return }
    kill(process.processIdentifier, SIGQUIT)
    try await eventually("the server stops") { !process.isRunning }
    self.process = nil
  }

  /// Puts a file below the server's directory, readable for the server only.
  func write(_ text: String, to file: String) async throws {
    let path = directory + "/" + file
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    if isRoot { try await execute(["chown", "postgres", path]) }
  }

  fileprivate func remove() async throws {
    try await stop()
    try FileManager.default.removeItem(atPath: directory)
  }

  /// The parent of all its sessions' processes.
  var processID: Int32? { process?.processIdentifier }

  private var data: String { directory + "/data" }
}

/// Starts a server for one test; always stops and removes it.
func withServer(_ settings: [String] = [], _ test: (Server) async throws -> Void) async throws {
  let server = try await Server()
  let result = await Result {
    try await server.create(settings)
    try await server.start()
    try await test(server)
  }
  try await server.remove()
  try result.get()
}

private let isRoot = geteuid() == 0

/// PostgreSQL refuses to run as root.
private func asOwner(_ command: [String]) -> [String] {
  isRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] + command : command
}

private func program(_ command: [String], output: FileHandle) -> Process {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = command
  process.currentDirectoryURL = FileManager.default.temporaryDirectory
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = output
  process.standardError = output
  return process
}

/// Runs a program to its end and returns what it said; throws with its words if it failed.
@discardableResult func execute(_ command: [String]) async throws -> String {
  let output = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try Data().write(to: output)
  defer { try? FileManager.default.removeItem(at: output) }
  let process = program(command, output: try FileHandle(forWritingTo: output))
  try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
    process.terminationHandler = { _ in continuation.resume() }
    do { try process.run() } catch { continuation.resume(throwing: error) }
  }
  let text = try String(contentsOf: output, encoding: .utf8)
  try #require(process.terminationStatus == 0, "\(command.joined(separator: " ")): \(text)")
  return text
}

/// A port that nobody listens on at this moment.
func freePort() throws -> Int {
  let (descriptor, port) = try boundSocket()
  close(descriptor)
  return port
}

/// Lends a port where connections are taken up but nobody ever says a word.
func withSilentPort(_ test: (Int) async throws -> Void) async throws {
  let (descriptor, port) = try boundSocket()
  defer { close(descriptor) }
  try #require(listen(descriptor, 100) == 0)
  try await test(port)
}

private func boundSocket() throws -> (descriptor: Int32, port: Int) {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let status = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
      bind(descriptor, address, length) == 0 ? getsockname(descriptor, address, &length) : -1
    }
  }
  try #require(status == 0)
  return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
}
