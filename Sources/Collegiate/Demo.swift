import ArgumentParser
import PeerReview
import WorkedExample
import Workflow

struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Perform the worked example, a year of a fictional consortium, into a log of its own.",
    discussion: """
      Every entry goes through the same door as a user's, on a simulated clock; the log is marked as a
      rehearsal. Run again, it goes on where it stopped, and leaves a complete log as it is.
      """)

  @OptionGroup var database: DatabaseOptions
  @Argument(help: "The log's name; else six-dales, or six-dales-january with --until 2026-01-20.")
  var slug: String?
  @Option(help: "Stop after this day, for people to go on from there: 2026-01-20") var until: String?

  func run() async throws {
    let day = try until.map { text in
      guard let day = CalendarDay(text) else { throw Failure.usage("--until is a day, such as 2026-01-20.") }
      return day
    }
    let slug = slug ?? (day == nil ? WorkedExample.slug : WorkedExample.slug + "-january")
    guard Slug.allows(slug) else { throw Failure.usage("\(slug) is no name for a log.") }
    try await database.withLedgers { ledgers in
      let progress = Progress("Commands performed in \(slug)")
      let rehearsal = Rehearsal(slug: slug, name: WorkedExample.name, until: day)
      let result = try await rehearsal.perform(in: ledgers) { progress.show($0, of: $1) }
      progress.finish()
      Console.out(
        result.performed == 0
          ? "\(slug) is complete already, at position \(result.head)."
          : "\(slug): \(result.performed) commands performed; the log is at position \(result.head).")
    }
  }
}
