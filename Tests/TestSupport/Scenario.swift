import PeerReview

/// Given, when, then for the domain alone: commands are performed against a folded log, in memory, as the
/// one door for change performs them, and no rule is passed over.
package struct Scenario: Sendable {
  package private(set) var consortium = Consortium()
  package private(set) var log: [Recorded] = []
  package var now: Moment
  private var minted = 0

  package init(on day: String = "2025-09-01") { now = Self.morning(day) }

  /// Nine o'clock in UTC.
  package static func morning(_ day: String) -> Moment {
    guard let day = CalendarDay(day) else { preconditionFailure("\(day) is no day") }
    return Moment(day, hour: 9)
  }

  /// Performs a command, named as in the API's path (`visits/vis-1/schedule`), with its JSON body.
  /// Throws the `Refusal`, or the `InvalidInput`, that a client would get.
  @discardableResult
  package mutating func perform(
    _ path: String, as person: String, of organisation: String, on day: String? = nil,
    ifMatch: Int? = nil, _ body: String = "{}"
  ) throws -> [Event] {
    try perform(
      path, by: Actor(PersonID(person), for: OrganisationID(organisation)), on: day, ifMatch: ifMatch, body)
  }

  @discardableResult
  package mutating func perform(
    _ path: String, by actor: Actor, on day: String? = nil, ifMatch: Int? = nil, _ body: String = "{}"
  ) throws -> [Event] {
    if let day { now = max(now, Self.morning(day)) }
    let decision = try consortium.decide(try request(path, actor, ifMatch, body))
    record(decision, actor.person, actor.organisation)
    return decision.events
  }

  /// What a command would lead to; nothing is recorded.
  package func decision(_ path: String, by actor: Actor, ifMatch: Int? = nil, _ body: String) throws
    -> Decision
  {
    var copy = self
    return try consortium.decide(try copy.request(path, actor, ifMatch, body))
  }

  /// Performs a command as the product itself.
  @discardableResult
  package mutating func performAsSystem(_ path: String, on day: String? = nil, _ body: String = "{}") throws
    -> [Event]
  {
    try perform(path, by: .system, on: day, body)
  }

  /// The code with which a command is refused, nil where it goes through; nothing is recorded either way.
  package func refusal(
    _ path: String, as person: String, of organisation: String, on day: String? = nil, ifMatch: Int? = nil,
    _ body: String = "{}"
  ) throws -> Refusal.Code? {
    var copy = self
    do {
      try copy.perform(path, as: person, of: organisation, on: day, ifMatch: ifMatch, body)
      return nil
    } catch let refusal as Refusal {
      return refusal.code
    }
  }

  private mutating func request(_ path: String, _ actor: Actor, _ ifMatch: Int?, _ body: String) throws
    -> Request
  {
    let parts = path.split(separator: "/").map(String.init)
    guard let stream = StreamKind(plural: parts[0]), let last = parts.last,
      let kind = CommandKind.named(last, of: stream)
    else { preconditionFailure("There is no command \(path)") }
    minted += 1
    let offset = now.microseconds / 86_400_000_000
    return Request(
      kind, id: parts.count == 3 ? parts[1] : nil, try kind.read(try JSON.parse(body)), by: actor, now: now,
      today: CalendarDay(number: Int(offset)), expectedVersion: ifMatch, mintedID: "minted-\(minted)",
      history: { [log] in log.indices.contains(Int($0) - 1) ? log[Int($0) - 1] : nil })
  }

  private mutating func record(_ decision: Decision, _ person: PersonID, _ organisation: OrganisationID) {
    for event in decision.events {
      let payload = event.payload
      let type = type(of: payload)
      let envelope = Envelope(
        position: consortium.head + 1, stream: decision.stream,
        version: (consortium.streams[decision.stream]?.version ?? 0) + 1, type: type.type,
        schemaVersion: type.schemaVersion, occurredAt: decision.occurredAt,
        occurredPrecision: decision.occurredPrecision, recordedAt: now, actor: person,
        actingFor: organisation, role: decision.role, commandID: "command-\(minted)", correlationID: nil,
        causationPosition: nil, correctsPosition: nil,
        visibility: type.visibility ?? decision.stream.kind.initialVisibility(in: decision.place),
        place: decision.place)
      let recorded = Recorded(envelope, event)
      consortium.evolve(recorded)
      log.append(recorded)
    }
    now = Moment(microseconds: now.microseconds + 60_000_000)
  }
}

extension Scenario {
  /// A consortium with its office, its coordinator and the organisations of the worked example; each LEA
  /// has a decision-maker, a review lead and an officer (`ash-dec`, `ash-lead`, `ash-off`).
  package static func sixDales() throws -> Scenario {
    var s = Scenario()
    try s.performAsSystem(
      "organisations/register",
      #"{"organisation":"office","name":"Six Dales Office","short_name":"Office","kind":"partner"}"#)
    try s.performAsSystem("people/register", #"{"id":"co-1","organisation":"office"}"#)
    try s.performAsSystem("people/co-1/grant-role", #"{"role":"co","letter_ref":"SD/1"}"#)
    for (id, name) in [
      ("ash", "Ashmere"), ("bir", "Birkholt"), ("cal", "Calverby"), ("dun", "Dunmoss"), ("esk", "Eskwater"),
      ("fer", "Fernlow"),
    ] {
      try s.addLea(id, name)
    }
    try s.addPerson("dp-1", "office", ["dp"], by: "co-1", of: "office")
    try s.perform(
      "organisations/register", as: "co-1", of: "office",
      #"{"organisation":"uni","name":"Northmoor University","short_name":"Northmoor","kind":"university"}"#)
    try s.addPerson("uni-1", "uni", ["uf"], by: "co-1", of: "office")
    try s.addPerson("uni-2", "uni", ["uf"], by: "co-1", of: "office")
    return s
  }

  private mutating func addLea(_ id: String, _ name: String) throws {
    try perform(
      "organisations/register", as: "co-1", of: "office",
      #"{"organisation":"\#(id)","name":"\#(name) Council","short_name":"\#(name)","kind":"lea"}"#)
    try addPerson("\(id)-dec", id, ["ld"], by: "co-1", of: "office", letter: "Letter of \(name)")
    try addPerson("\(id)-lead", id, ["ll"], by: "\(id)-dec", of: id)
    try addPerson("\(id)-off", id, ["lc"], by: "\(id)-dec", of: id)
  }

  /// A person with roles, registered by the coordinator and granted them by whoever may.
  package mutating func addPerson(
    _ person: String, _ organisation: String, _ roles: [String], by grantor: String, of office: String,
    letter: String? = nil
  ) throws {
    try perform(
      "people/register", as: "co-1", of: "office", #"{"id":"\#(person)","organisation":"\#(organisation)"}"#)
    for role in roles {
      let cited = letter.map { #","letter_ref":"\#($0)""# } ?? ""
      try perform("people/\(person)/grant-role", as: grantor, of: office, #"{"role":"\#(role)"\#(cited)}"#)
    }
  }
}
