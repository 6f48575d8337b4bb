import PeerReview

/// One command of the worked example, as a client would send it: who asks, when, under which path, with
/// which body. It goes through the same door as anybody's.
package struct Step: Sendable {
  /// When it is sent, in UTC; within working hours of the day on which it is recorded.
  package let at: Moment
  package let day: CalendarDay
  package let actor: PersonID
  package let organisation: OrganisationID
  /// As in the API: `visits/vis-1/schedule`.
  package let path: String
  package let body: String
  /// `If-Match`: the version that the client saw.
  package let ifMatch: Int?
  /// The number of the story's event that it leads to; nil for what the story needs and does not number.
  package let story: Int?
  /// The code with which it must be refused, where the story wants that.
  package let refusal: Refusal.Code?

  /// `person` says for whom it acts, too: `ash-lead` for `ash`, `co-1` and `dp-1` for the office.
  init(
    _ day: String,
    _ time: String,
    _ person: String,
    _ path: String,
    story: Int? = nil,
    ifMatch: Int? = nil,
    refused refusal: Refusal.Code? = nil,
    _ body: String = "{}"
  ) {
    guard let date = CalendarDay(day), let at = Moment("\(day)T\(time):00Z") else {
      preconditionFailure("\(day) \(time) is no time")
    }
    self.at = at
    self.day = date
    actor = PersonID(person)
    organisation = OrganisationID(Self.employer(of: person))
    self.path = path
    self.body = body
    self.ifMatch = ifMatch
    self.story = story
    self.refusal = refusal
  }

  package var isRefused: Bool { refusal != nil }

  /// Who sends it: the product itself, in the installation's steps.
  package var sender: Actor {
    actor.text == Actor.reservedID ? .system : Actor(actor, for: organisation)
  }

  private static func employer(of person: String) -> String {
    switch person.prefix(while: { $0 != "-" }) {
    case "co", "dp": "office"
    case let organisation: String(organisation)
    }
  }
}
