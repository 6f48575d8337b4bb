import PeerReview
import WorkedExample

extension Scenario {
  /// The worked example as far as it is told, or until just before the event with a number of the story.
  package static func workedExample(before story: Int? = nil) throws -> Scenario {
    if let story, let told = told.before[story] { return told }
    return try told.end.get()
  }

  /// It is told once for all tests, and remembered before each number.
  private static let told: (before: [Int: Scenario], end: Result<Scenario, any Error>) = {
    var scenario = Scenario()
    if let first = WorkedExample.installation.first { scenario.now = first.at }
    var before: [Int: Scenario] = [:]
    do {
      for step in WorkedExample.installation + WorkedExample.steps {
        if let story = step.story, before[story] == nil { before[story] = scenario }
        try scenario.perform(step)
      }
      return (before, .success(scenario))
    } catch {
      return (before, .failure(error))
    }
  }()

  /// Performs a step of the worked example at its time, or as soon after it as the clock allows. A step that
  /// the story wants refused must be refused with that very code.
  @discardableResult
  package mutating func perform(_ step: Step) throws -> [Event] {
    now = max(now, step.at)
    do {
      let events = try perform(step.path, by: step.sender, ifMatch: step.ifMatch, step.body)
      if let code = step.refusal { throw NotRefused(step: step.path, code: code) }
      return events
    } catch let refusal as Refusal where refusal.code == step.refusal {
      return []
    }
  }

  /// A step that was to be refused went through.
  package struct NotRefused: Error {
    package let step: String
    package let code: Refusal.Code
  }
}
