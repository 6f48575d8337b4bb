import Foundation

/// The service as users run it, in a process of its own.
struct ServiceProcess {
  let port: Int
  private let process: Child

  /// Starts the service, runs `body` once it listens, and stops it.
  static func running<T>(
    _ executable: String, _ database: BenchDatabase, _ body: (ServiceProcess) async throws -> T
  ) async throws -> T {
    let output = Pipe()
    let process = try Child(
      executable,
      ["serve", "--port", "0", "--rate", "0", "--database", database.conninfo, "--schema", database.schema],
      output: output)
    do {
      let result = try await body(ServiceProcess(port: try port(output), process: process))
      process.stop()
      _ = await process.wait()
      return result
    } catch {
      process.stop()
      _ = await process.wait()
      throw error
    }
  }

  /// Seconds of processor time that it has used so far, all of its threads together.
  var processorSeconds: Double {
    let stat = try? String(contentsOfFile: "/proc/\(process.id)/stat", encoding: .utf8)
    // After the name, which is in brackets and may hold anything, the state is field 3; times are 14 and 15.
    let fields = stat?.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
    return (user + system) / 100
  }

  /// The port in the line that the service prints when it listens.
  private static func port(_ output: Pipe) throws -> Int {
    var text = ""
    while !text.contains("\n") {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw BenchFailure("The service ended before it listened.") }
      text += String(decoding: data, as: UTF8.self)
    }
    let digits = text.prefix { $0 != "\n" }.reversed().prefix { $0.isNumber }.reversed()
    guard let port = Int(String(digits)) else { throw BenchFailure("The service printed no port: \(text)") }
    return port
  }
}
