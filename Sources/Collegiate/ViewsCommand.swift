import ArgumentParser
import EventSourcing
import Logging
import ReadModels
import Workflow

struct ViewsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "views", abstract: "Look after the reporting tables.",
    subcommands: [Status.self, Rebuild.self])

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How far each view's table has come, and what waits.",
      discussion: "Leaves with 4 where a stream is parked or a view is failing.")

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The log.") var log: String

    func run() async throws {
      try await database.withLedger(log) { ledger, ledgers in
        let info = await ledger.info
        let cursors = Cursors(ledgers.store.pool)
        let head = await ledger.head
        Console.out(
          "\("view".padding(22))\("version".padding(9))\("position".padding(10))\("behind".padding(8))state")
        var isWell = true
        for cursor in try await cursors.status(of: info) {
          let parked = try await cursors.parked(name: cursor.name, version: cursor.version, in: info)
          isWell = isWell && parked.isEmpty && cursor.state != .failing
          Console.out(
            cursor.name.padding(22) + "\(cursor.version)".padding(9) + "\(cursor.position)".padding(10)
              + "\(head - cursor.position)".padding(8) + cursor.state.rawValue)
          for stream in parked {
            Console.out("  waits: \(stream.stream) from \(stream.position): \(stream.error)")
          }
        }
        if !isWell {
          throw Failure.wrong("Something waits. Mend its cause, then: collegiate views rebuild \(log)")
        }
      }
    }
  }

  struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fold views afresh from the log and put them in their tables' place in one step.",
      discussion: "Says how many rows were not the same as before: none, where nothing was wrong.")

    @OptionGroup var database: DatabaseOptions
    @Argument(help: "The log.") var log: String
    @Argument(help: "The views; all where none is named.") var views: [String] = []

    func run() async throws {
      let kinds = try views.map { name in
        guard let kind = ViewKind.named(name) else {
          throw Failure.usage(
            "There is no view \(name). There are: \(ViewKind.all.map(\.name).joined(separator: ", ")).")
        }
        return kind
      }
      try await database.withLedger(log) { ledger, ledgers in
        let projector = Projector(
          ledgers.store.pool, holder: Follower.processName(), logger: Logger(label: "collegiate"))
        var failed: [String] = []
        for kind in kinds.isEmpty ? ViewKind.all : kinds {
          do {
            let done = try await projector.rebuild(kind, await ledger.info, today: await ledger.today) {
              try await ledger.catchUp()
              return await ledger.history
            }
            Console.out("\(done.view.padding(22))\(done.rows) rows, \(done.differences) not as before")
          } catch {
            // One view's trouble keeps no other from being mended.
            failed.append(kind.name)
            Console.out("\(kind.name.padding(22))not rebuilt: \(error)")
          }
        }
        await projector.release()
        if !failed.isEmpty { throw Failure.failed("Not rebuilt: \(failed.joined(separator: ", ")).") }
      }
    }
  }
}
