/// A possible or decided development of an LEA's own practice; it outlives the cycle that it came from.
package struct Action: Aggregate {
  package static let kind = StreamKind.action
  package static let home: Home<Action> = \.actions

  package let id: ActionID
  package private(set) var lea: OrganisationID?
  package private(set) var cycle: CycleID?
  package private(set) var suggester: PersonID?
  package private(set) var state: ActionState?
  package private(set) var suggestion: ActionSuggested?
  package private(set) var agreement: ActionAgreed?
  /// Why it was put off, declined or given up, whichever came last.
  package private(set) var reason: String?
  package private(set) var deferredUntil: CalendarDay?
  package private(set) var completedOn: CalendarDay?
  package private(set) var replacedBy: ActionID?
  package private(set) var progress: [ProgressReported] = []
  package private(set) var reviews: [ImpactReviewed] = []

  package init(id: String) { self.id = ActionID(id) }

  package var owner: PersonID? { agreement?.owner }
  package var due: CalendarDay? { agreement?.due }

  package mutating func evolve(_ event: ActionEvent, _ envelope: Envelope) {
    switch event {
    case .suggested(let e):
      lea = envelope.place.lea
      cycle = envelope.place.cycle
      suggester = envelope.actor
      suggestion = e
      state = .suggested
    case .agreed(let e):
      agreement = e
      reason = nil
      deferredUntil = nil
      state = .agreed
    case .deferred(let e):
      reason = e.reason
      deferredUntil = e.until
      state = .deferred
    case .declined(let e):
      reason = e.reason
      deferredUntil = nil
      state = .declined
    case .progressReported(let e): progress.append(e)
    case .completed(let e):
      completedOn = e.on
      state = .completed
    case .abandoned(let e):
      reason = e.reason
      replacedBy = e.replacedBy
      state = .abandoned
    case .impactReviewed(let e): reviews.append(e)
    }
  }

  /// A suggestion belongs where the thing belongs that it follows from.
  package static func place(
    _ command: ActionCommand,
    actingFor: OrganisationID,
    _ facts: inout Facts
  ) throws(Refusal) -> Place {
    guard case .suggest(let c) = command else { return .common }
    let cycle = try c.from.cycle(&facts)
    return Place(programme: cycle.programme, lea: cycle.lea, cycle: cycle.id)
  }

  package func decide(
    _ command: ActionCommand,
    _ facts: inout Facts,
    _ occasion: Occasion
  ) throws(Refusal) -> [ActionEvent] {
    switch command {
    case .suggest(let c): try suggest(c, &facts)
    case .agree(let c): try agree(c, &facts, occasion)
    case .defer(let c): try `defer`(c, occasion)
    case .decline(let c): try decline(c)
    case .reportProgress(let c): try reportProgress(c, &facts, occasion)
    case .complete(let c): try complete(c, &facts, occasion)
    case .abandon(let c): try abandon(c, &facts)
    case .reviewImpact(let c): try reviewImpact(c, &facts)
    }
  }

  package static let properties: [Property<Action>] = [
    Property("cycle", "The self-review that it came from") { $0.cycle },
    Property("state", "How far it has come") { $0.state },
    Property("suggester", "Who offered it") { $0.suggester },
    Property("factor", "The factor it works on") { $0.agreement?.factor ?? $0.suggestion?.factor },
    Property("what", "What was offered", content: true) { $0.suggestion?.what },
    Property("from", "What it follows from", content: true) { $0.suggestion?.from },
    Property("agreement", "What the LEA decided", content: true) { $0.agreement },
    Property("reason", "Why it was put off, declined or given up", content: true) { $0.reason },
    Property("deferred_until", "When the LEA looks at it again") { $0.deferredUntil },
    Property("progress", "How it went, in order", content: true) { $0.progress },
    Property("completed_on", "The day on which it was done") { $0.completedOn },
    Property("replaced_by", "The action that took its place") { $0.replacedBy },
    Property("reviews", "What it came to", content: true) { $0.reviews },
  ]
}

/// How far an action has come.
package enum ActionState: String, Choice {
  case suggested, agreed, deferred, declined, completed, abandoned
}
