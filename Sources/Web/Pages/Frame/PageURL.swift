import PeerReview

/// Every address of the pages; nothing else in the product writes one.
enum PageURL: Sendable, Equatable {
  case logs
  case asset(String)
  case signIn(log: String, goOn: String? = nil)
  case signOut(log: String)
  case home(log: String)
  case cycle(log: String, CycleID, asAt: CalendarDay? = nil)
  case judgement(log: String, JudgementID)
  case interruption(log: String, InterruptionID)
  case evidence(log: String, EvidenceID)
  case newInterruption(log: String, CycleID, visit: VisitID? = nil)
  /// A command's form.
  case judgementCommand(log: String, JudgementID, name: String)
  case interruptionCommand(log: String, InterruptionID, name: String)

  /// The form of each address, as the table of routes has it.
  enum Pattern: String, CaseIterable, Sendable {
    case logs = "/"
    case asset = "/assets/{file}"
    case signIn = "/{log}/sign-in"
    case signOut = "/{log}/sign-out"
    case home = "/{log}"
    case cycle = "/{log}/cycles/{id}"
    case judgement = "/{log}/judgements/{id}"
    case interruption = "/{log}/interruptions/{id}"
    case evidence = "/{log}/evidence/{id}"
    case newInterruption = "/{log}/cycles/{id}/interruptions/new"
    case judgementCommand = "/{log}/judgements/{id}/{command}"
    case interruptionCommand = "/{log}/interruptions/{id}/{command}"
  }

  var pattern: Pattern {
    switch self {
    case .logs: .logs
    case .asset: .asset
    case .signIn: .signIn
    case .signOut: .signOut
    case .home: .home
    case .cycle: .cycle
    case .judgement: .judgement
    case .interruption: .interruption
    case .evidence: .evidence
    case .newInterruption: .newInterruption
    case .judgementCommand: .judgementCommand
    case .interruptionCommand: .interruptionCommand
    }
  }

  private var parameters: [String: String] {
    switch self {
    case .logs: [:]
    case .asset(let file): ["file": file]
    case .signIn(let log, _), .signOut(let log), .home(let log): ["log": log]
    case .cycle(let log, let id, _), .newInterruption(let log, let id, _): ["log": log, "id": id.text]
    case .judgement(let log, let id): ["log": log, "id": id.text]
    case .interruption(let log, let id): ["log": log, "id": id.text]
    case .evidence(let log, let id): ["log": log, "id": id.text]
    case .judgementCommand(let log, let id, let name): ["log": log, "id": id.text, "command": name]
    case .interruptionCommand(let log, let id, let name): ["log": log, "id": id.text, "command": name]
    }
  }

  private var query: (name: String, value: String)? {
    switch self {
    case .signIn(_, let goOn): goOn.map { (Self.goOn, $0) }
    case .cycle(_, _, let day): day.map { (Self.asAt, $0.description) }
    case .newInterruption(_, _, let visit): visit.map { (Self.visit, $0.text) }
    case .logs, .asset, .signOut, .home, .judgement, .interruption, .evidence, .judgementCommand,
      .interruptionCommand:
      nil
    }
  }

  static let goOn = "go_on"
  static let asAt = "as_at"
  static let visit = "visit"
  /// After something was recorded, so that the page says so.
  static let done = "done"

  /// The address as it stands in a link.
  var text: String {
    let path = PathTemplate(pattern.rawValue).filled(with: parameters)
    return query.map { "\(path)?\($0.name)=\(Percent.encode($0.value))" } ?? path
  }

  /// The page of a stream, where there is one.
  init?(_ stream: StreamID, log: String) {
    switch stream.kind {
    case .cycle: self = .cycle(log: log, CycleID(stream.id))
    case .judgement: self = .judgement(log: log, JudgementID(stream.id))
    case .interruption: self = .interruption(log: log, InterruptionID(stream.id))
    case .evidence: self = .evidence(log: log, EvidenceID(stream.id))
    case .programme, .organisations, .agreement, .framework, .definition, .visit, .action, .person,
      .redaction:
      return nil
    }
  }
}

extension PathTemplate {
  /// The path with its parameters' values, escaped.
  func filled(with values: [String: String]) -> String {
    "/"
      + segments.map { segment in
        switch segment {
        case .literal(let text): text
        case .parameter(let name): Percent.encode(values[name] ?? "")
        }
      }.joined(separator: "/")
  }
}
