/// What one reader may see of the log, by its present roles, memberships and terms: also when it looks at
/// the past. There is no reading without it.
package struct Sight: Sendable {
  package let reader: Actor
  package let today: CalendarDay
  let consortium: Consortium
  /// The reader's own LEA looks through its visitors' eyes.
  let looksAsTeam: Bool
  private let person: Person?

  package init(_ reader: Actor, on today: CalendarDay, in consortium: Consortium, asTeam: Bool = false) {
    self.reader = reader
    self.today = today
    self.consortium = consortium
    looksAsTeam = asTeam
    let known = consortium.people[reader.person.text]
    person = known?.organisation == reader.organisation ? known : nil
  }

  package enum Extent: Int, Sendable, Comparable {
    case nothing
    /// That it is there and how far it has come, without its content.
    case outline
    case everything

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  /// What the reader sees of one event.
  package func of(_ recorded: Recorded) -> Extent {
    if reader.isSystem { return .everything }
    let envelope = recorded.envelope
    if looksAsTeam { return isOwn(envelope.place) && isSeenByTeam(recorded) ? .everything : .nothing }
    if envelope.actor == reader.person || envelope.stream == StreamID(.person, reader.person.text) {
      return .everything
    }
    guard isMember else { return isInvited(to: recorded) ? .everything : .nothing }
    if isOwn(envelope.place) || visibility(of: recorded) >= .collegiate { return .everything }
    if isFollowedUp(envelope.stream) || isSeenByTeam(recorded) || weighs(recorded.event) {
      return .everything
    }
    return isOutlined(envelope.stream) ? .outline : .nothing
  }

  /// What the reader sees of a stream: of its first event, without which the rest means nothing.
  package func ofStream(_ stream: StreamID) -> Extent {
    guard let head = consortium.streams[stream] else { return .nothing }
    return of(head.first)
  }

  /// Whether the reader holds any role today, or serves on a visit.
  package var isMember: Bool {
    guard let person else { return false }
    return person.grants.contains { person.holds($0.role, for: reader.organisation, on: today) }
      || consortium.visits.values.contains { $0.isOnTeam(reader.person) }
  }

  /// An analyst sees rows, not who is in them.
  package var isPseudonymous: Bool {
    guard let person else { return false }
    let held = person.grants.filter { person.holds($0.role, for: reader.organisation, on: today) }
    return !held.isEmpty && held.allSatisfy { $0.role == .an }
  }

  package func holds(_ role: Role) -> Bool {
    person?.holds(role, for: reader.organisation, on: today) ?? false
  }

  /// What belongs to the reader's own LEA, where it acts there; an auditor whom the coordinator appointed
  /// sees what the coordinator sees.
  private func isOwn(_ place: Place) -> Bool {
    guard place.lea == reader.organisation else { return false }
    return [.ll, .ld, .lc, .dp, .an, .au].contains { holds($0) }
  }

  /// The stream's or the event's own, or wider where the LEA released it.
  private func visibility(of recorded: Recorded) -> Visibility {
    let own = recorded.envelope.visibility
    guard own == .team, let visit = visit(reportedIn: recorded) else { return own }
    return max(own, visit.releasedTo ?? .team)
  }

  /// The visit whose report an event belongs to: what was reported and put right, and the interruptions.
  /// Conflicts, requests and the notes of sessions stay with the team.
  private func visit(reportedIn recorded: Recorded) -> Visit? {
    let stream = recorded.envelope.stream
    switch stream.kind {
    case .visit:
      return Self.reporting.contains(recorded.envelope.type) ? consortium.visits[stream.id] : nil
    case .interruption:
      return consortium.interruptions[stream.id]?.visit.flatMap { consortium.visits[$0.text] }
    default: return nil
    }
  }

  private static let reporting: Set<String> = [
    ReportedBack.type, AccuracyPointRaised.type, AccuracyPointAnswered.type,
  ]

  /// Who wrote an interruption or suggested an action keeps sight of what was answered and came of it.
  private func isFollowedUp(_ stream: StreamID) -> Bool {
    switch stream.kind {
    case .interruption: consortium.interruptions[stream.id]?.author == reader.person
    case .action: consortium.actions[stream.id]?.suggester == reader.person
    default: false
    }
  }

  /// A coordinator sees how far judgements and evidence have come, not what they say.
  private func isOutlined(_ stream: StreamID) -> Bool {
    (stream.kind == .judgement || stream.kind == .evidence) && coordinates
  }

  /// Coordinates, or was appointed by the coordinator to audit or analyse: such a reader sees what its
  /// grantor sees.
  private var coordinates: Bool {
    holds(.co)
      || [.au, .an].contains { person?.grant($0, for: reader.organisation, on: today)?.grantedAs == .co }
  }

  /// Who is asked to a visit sees what it is about, not what its team shares; declining ends that.
  private func isInvited(to recorded: Recorded) -> Bool {
    let stream = recorded.envelope.stream
    guard stream.kind == .visit, recorded.envelope.visibility >= .collegiate else { return false }
    return consortium.visits[stream.id]?.members[reader.person]?.status == .invited
  }

  /// The coordinator weighs conflicts and finds others to ask, so it sees what was declared and who declined
  /// why.
  private func weighs(_ event: Event) -> Bool {
    switch event {
    case .visit(.conflictDeclared), .visit(.conflictAssessed), .visit(.declined): coordinates
    default: false
    }
  }
}

extension Visibility: Comparable {
  private var width: Int {
    switch self {
    case .own: 0
    case .team: 1
    case .collegiate: 2
    case .open: 3
    }
  }

  package static func < (a: Self, b: Self) -> Bool { a.width < b.width }
}
