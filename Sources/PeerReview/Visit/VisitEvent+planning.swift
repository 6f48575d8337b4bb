package struct VisitProposed: EventPayload {
  package static let type = "VisitProposed"
  package let host: OrganisationID
  package let cycle: CycleID
  package let kind: VisitKind
  package let focus: String
  package let window: VisitWindow
}

extension VisitProposed {
  package init(_ f: inout Fields) {
    host = f.id("host", "Host")
    cycle = f.id("cycle", "Cycle")
    kind = f.choice("kind", "Kind of visit")
    focus = f.text("focus", "Focus", max: 500, lines: 3, personal: true)
    window = f.part("window", "Window")
  }
}

package struct VisitAgreedTo: EventPayload {
  package static let type = "VisitAgreedTo"
  package let note: String?
}

extension VisitAgreedTo {
  package init(_ f: inout Fields) { note = f.text("note", "Note", max: 2000, lines: 3, personal: true) }
}

package struct VisitScheduled: EventPayload {
  package static let type = "VisitScheduled"
  package let from: CalendarDay
  package let to: CalendarDay
  package let place: String
  /// Who of the host proposed the visit or agreed to it.
  package let hostAgreedBy: PersonID
  package let replaces: VisitID?
}

extension VisitScheduled {
  package init(_ f: inout Fields) {
    from = f.day("from", "First day")
    to = f.day("to", "Last day")
    place = f.text("place", "Place", max: 300, personal: true)
    hostAgreedBy = f.id("host_agreed_by", "Agreed for the host by")
    replaces = f.id("replaces", "Replaces")
  }
}
