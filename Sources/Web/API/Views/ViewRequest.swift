import PeerReview
import ReadModels
import Workflow

/// What a client asks of a view, as its address says it.
struct ViewRequest: Sendable {
  let kind: ViewKind
  let time: ViewQuestion.Time
  let seenBy: SeenBy
  let filters: [ViewFilter]
  let limit: Int?
  let cursor: ViewCursor?
  let changedAfter: PositionToken?
  /// The address's parameters in a fixed order, the page aside: equal where two pages are of one answer.
  let canonical: String

  static let parameters: Set<String> = [
    "as_at", "as_at_position", "as_happened_at", "seen_by", "limit", "cursor", "changed_after",
  ]
  static let limits = 1...10_000

  init(_ kind: ViewKind, _ exchange: Exchange) throws {
    let query = try exchange.query(Self.parameters.union(kind.columns.map(\.name)))
    self.kind = kind
    var input = Input(query)
    time = input.time()
    seenBy = input.seenBy()
    limit = input.limit()
    cursor = input.cursor(of: kind)
    changedAfter = input.changedAfter()
    filters = input.filters(kind.columns)
    canonical = Self.canonical(query, but: ["limit", "cursor"])
    input.refuse(
      cursor != nil && cursor?.query != ViewCursor.digest(canonical), "cursor", "malformed",
      "This cursor belongs to another query: send it with the parameters it was received for.")
    guard input.errors.isEmpty else { throw InvalidInput(input.errors) }
  }

  static func canonical(_ query: Query, but left: Set<String> = []) -> String {
    query.items.filter { !left.contains($0.name) }
      .map { Percent.encode($0.name) + "=" + Percent.encode($0.value) }.sorted().joined(separator: "&")
  }

  func question(for reader: Actor) -> ViewQuestion {
    var question = ViewQuestion(kind, for: reader)
    question.time = time
    question.seenBy = seenBy
    question.pin = cursor?.pin
    question.since = changedAfter?.position
    return question
  }
}

/// Reads the parameters and gathers what is wrong with them.
private struct Input {
  let query: Query
  var errors: [FieldError] = []

  init(_ query: Query) { self.query = query }

  mutating func refuse(_ wrong: Bool, _ field: String, _ code: String, _ detail: String) {
    if wrong { errors.append(FieldError(field, code, detail)) }
  }

  mutating func time() -> ViewQuestion.Time {
    let given = ["as_at", "as_at_position", "as_happened_at", "changed_after"].filter { query[$0] != nil }
    refuse(
      given.count > 1, given.last ?? "", "conflicting",
      "Only one of \(given.joined(separator: ", ")) can be asked at a time.")
    if let text = query["as_at"] { return moment("as_at", text).map { .recorded($0) } ?? .now }
    if let text = query["as_happened_at"] {
      return moment("as_happened_at", text).map { .happened($0) } ?? .now
    }
    guard let text = query["as_at_position"] else { return .now }
    let position = PositionToken("1:" + text)?.position
    refuse(
      position == nil, "as_at_position", "malformed", "as_at_position must be a position of the log, as 412.")
    return position.map { .position($0) } ?? .now
  }

  /// A day stands for its last instant in London.
  private mutating func moment(_ name: String, _ text: String) -> Moment? {
    if let day = CalendarDay(text) { return London.end(of: day) }
    if let moment = Moment(text) { return moment }
    refuse(
      true, name, "invalid_date",
      "\(name) must be a day or a time that exists, written as 2026-01-25 or 2026-01-25T09:30:00Z.")
    return nil
  }

  mutating func seenBy() -> SeenBy {
    guard let text = query["seen_by"] else { return .oneself }
    refuse(text != "team", "seen_by", "unknown_choice", "seen_by must be team.")
    return .team
  }

  mutating func limit() -> Int? {
    guard let text = query["limit"] else { return nil }
    refuse(query["changed_after"] != nil, "limit", "conflicting", "changed_after gives all changes at once.")
    let limit = text.utf8.count <= 5 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    let allowed = ViewRequest.limits
    refuse(
      limit.map { !allowed.contains($0) } ?? true, "limit", "out_of_range",
      "limit must be a whole number from \(allowed.lowerBound) to \(allowed.upperBound).")
    return limit
  }

  mutating func cursor(of kind: ViewKind) -> ViewCursor? {
    guard let text = query["cursor"] else { return nil }
    refuse(query["changed_after"] != nil, "cursor", "conflicting", "changed_after gives all changes at once.")
    let cursor = ViewCursor(text)
    refuse(
      cursor?.view != kind.name, "cursor", "malformed",
      "This is not a cursor of this view: send it as it was received in next.")
    return cursor
  }

  mutating func changedAfter() -> PositionToken? {
    guard let text = query["changed_after"] else { return nil }
    let token = PositionToken(text)
    refuse(
      token == nil, "changed_after", "malformed", "changed_after must be an epoch and a position, as 1:412.")
    return token
  }

  mutating func filters(_ columns: [ColumnDescription]) -> [ViewFilter] {
    columns.enumerated().compactMap { index, column in
      guard let text = query[column.name] else { return nil }
      switch ViewFilter.read(index, column, text) {
      case .success(let filter): return filter
      case .failure(let error):
        errors.append(error)
        return nil
      }
    }
  }
}
