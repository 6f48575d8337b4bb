/// What a reader of a visit sees. Its planning is every member's; what was said there is content.
extension Visit {
  package static let properties: [Property<Visit>] = planning + people + content

  private static let planning: [Property<Visit>] = [
    Property("status", "How far the visit has come") { $0.status },
    Property("host", "The LEA that is visited") { $0.host },
    Property("cycle", "The self-review cycle that it serves") { $0.cycle },
    Property("programme", "The programme whose rules hold") { $0.programme },
    Property("kind", "Kind of visit") { $0.purpose },
    Property("focus", "What the visitors are asked to look at") { $0.focus },
    Property("window", "The time within which it should take place") { $0.window },
    Property("host_agreed_by", "Who of the host proposed it or agreed to it") { $0.hostAgreedBy },
    Property("from", "First day, in London") { $0.from },
    Property("to", "Last day, in London") { $0.to },
    Property("place", "Where the team meets first") { $0.meetingPlace },
    Property("replaces", "The visit that was called off and that this one makes up for") { $0.replaces },
    Property("agenda_version", "The version of the agenda, 0 before there is one") { $0.agendaVersion },
    Property("agenda", "Who is met where, on which question") { $0.agenda },
    Property("briefings", "What the team was sent, and how early") { $0.briefings },
    Property("peer_days", "Days given by peers, once it was held") { $0.days?.peerDays },
    Property("outsider_days", "Days given by outsiders, once it was held") { $0.days?.outsiderDays },
    Property("sessions_missed", "Sessions missed, once it was held") { $0.days?.sessionsMissed },
    Property("reported_on", "The day of the report") { $0.reportedOn },
    Property("accuracy_ends", "The last day for points of accuracy") { $0.accuracyEnds },
    Property("lapsed", "Whether the report settled by lapse of time") { $0.hasLapsed },
    Property("released_on", "The day on which the report was released") { $0.releasedOn },
    Property("released_to", "To whom") { $0.releasedTo },
    Property("take_aways", "What visitors took home") { $0.takeAways },
  ]

  private static let people: [Property<Visit>] = [
    Property("lead", "Who leads the team") { $0.lead },
    Property("team", "Who has accepted and serves, by id") { $0.teamMembers },
    Property("members", "Everybody who was asked, by id") { visit in
      visit.members.sorted { $0.key.text < $1.key.text }.map { MemberShown(person: $0.key, $0.value) }
    },
    Property("waivers", "What the rules ask of the team, and which sides do without it") { visit in
      TeamGap.allCases.flatMap { gap in
        (visit.waivers[gap] ?? []).sorted { $0.rawValue < $1.rawValue }.map {
          WaiverShown(gap: gap, side: $0)
        }
      }
    },
  ]

  private static let content: [Property<Visit>] = [
    Property("conflicts", "What members declared, and how it was weighed", content: true) { $0.conflicts },
    Property("sessions", "What members noted of the sessions", content: true) { $0.records },
    Property("requests", "The evidence that the team asked for, with the answers", content: true) {
      $0.requests
    },
    Property("noticed", "What the team noticed", content: true) { $0.report?.noticed },
    Property("wondered", "What it wondered", content: true) { $0.report?.wondered },
    Property("offered", "What it offered", content: true) { $0.report?.offered },
    Property("points", "Points of accuracy, with the answers", content: true) { $0.points },
  ]

  private struct MemberShown: Sendable, Encodable {
    let person: PersonID
    let organisation: OrganisationID
    let role: TeamRole
    let status: MemberStatus
    let acceptedOn: CalendarDay?
    let replyBy: CalendarDay
    let timesAsked: Int

    init(person: PersonID, _ member: Member) {
      self.person = person
      organisation = member.organisation
      role = member.role
      status = member.status
      acceptedOn = member.acceptedOn
      replyBy = member.replyBy
      timesAsked = member.timesAsked
    }
  }

  private struct WaiverShown: Sendable, Encodable {
    let gap: TeamGap
    let side: VisitSide
  }
}
