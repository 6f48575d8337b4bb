import ArgumentParser
import Foundation
import PeerReview
import Workflow

struct Perform: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Perform one command from JSON, as a person.",
    discussion: """
      The command is named as in the API's path, and the body is the same:
        echo '{"stage":"visiting"}' | collegiate perform six-dales cycles/ash-evidence/move-stage --as ash-lead --for ash

      `collegiate perform --list` shows every command; `collegiate perform --describe visits/vis-1/schedule` the
      fields of one.
      """)

  @OptionGroup var database: DatabaseOptions
  @Argument(help: "The log.") var log: String?
  @Argument(help: "The command, as in the API's path: visits/vis-1/schedule") var command: String?
  @Option(name: .customLong("as"), help: "The person who gives it.") var person: String?
  @Option(name: .customLong("for"), help: "The organisation it acts for.") var organisation: String?
  @Option(help: "A file with the JSON body; - for standard input, which is the default.") var body = "-"
  @Option(help: "A UUID: the same command under the same one is performed once.") var idempotencyKey: String?
  @Option(help: "The version of the stream that you saw.") var ifMatch: Int?
  @Flag(help: "Show every command.") var list = false
  @Option(help: "Show the fields of a command.") var describe: String?

  func run() async throws {
    if list { return CommandKind.all.forEach { Console.out(CommandHelp.line($0)) } }
    if let describe { return Console.out(CommandHelp.page(try kind(describe).kind)) }
    guard let log, let command, let person, let organisation else {
      throw Failure.usage("Say the log, the command, --as and --for. See collegiate perform --help.")
    }
    let (kind, id) = try kind(command)
    let node = try JSON.parse(Array(try read()))
    if let key = idempotencyKey, UUIDv7.canonical(key) == nil {
      throw Failure.usage("--idempotency-key must be a UUID.")
    }
    try await database.withLedger(log) { ledger, _ in
      let outcome = try await ledger.perform(
        Call(
          kind, id: id, node, by: Actor(PersonID(person), for: OrganisationID(organisation)),
          commandID: idempotencyKey.flatMap(UUIDv7.canonical), expectedVersion: ifMatch))
      for event in outcome.events {
        Console.out("\(event.envelope.position) \(event.envelope.type) \(event.event.payload.json)")
      }
      if outcome.events.isEmpty { Console.out("That holds already; nothing was recorded.") }
    }
  }

  private func kind(_ path: String) throws -> (kind: CommandKind, id: String?) {
    guard let route = CommandKind.route(path) else {
      throw Failure.usage("There is no command \(path). See collegiate perform --list.")
    }
    return route
  }

  private func read() throws -> Data {
    if body == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
    guard let data = FileManager.default.contents(atPath: body) else {
      throw Failure.usage("\(body) cannot be read.")
    }
    return data
  }
}
