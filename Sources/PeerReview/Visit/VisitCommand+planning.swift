/// A visit is proposed within a cycle, for some time to come.
package struct ProposeVisit: Payload {
  package let cycle: CycleID
  package let kind: VisitKind
  package let focus: String
  package let window: VisitWindow
}

extension ProposeVisit {
  package init(_ f: inout Fields) {
    cycle = f.id("cycle", "Cycle", hint: "The self-review cycle that the visit serves")
    kind = f.choice("kind", "Kind of visit")
    focus = f.text(
      "focus",
      "Focus",
      hint: "What the visitors are asked to look at with you",
      max: 500,
      lines: 3,
      personal: true
    )
    window = f.part("window", "Window", hint: "The time within which it should take place")
  }
}

package enum VisitKind: String, Choice {
  case main
  case followUp = "follow_up"
  case lookBack = "look_back"
  case demonstration

  package var label: String {
    switch self {
    case .main: "Main visit"
    case .followUp: "Follow-up"
    case .lookBack: "Look-back"
    case .demonstration: "Demonstration of another way"
    }
  }
}

/// From one day to another, both included.
package struct VisitWindow: Payload, Slot {
  package typealias Value = VisitWindow
  package let from: CalendarDay
  package let to: CalendarDay
}

extension VisitWindow {
  package init(_ f: inout Fields) {
    from = f.day("from", "Earliest day")
    to = f.day("to", "Latest day")
    f.check(from <= to, "to", "invalid_date", "The window ends before it begins.")
  }
}

/// The host agrees to what the coordinator proposed.
package struct AgreeToVisit: Payload {
  package let note: String?
}

extension AgreeToVisit {
  package init(_ f: inout Fields) {
    note = f.text(
      "note",
      "Note",
      hint: "What the coordinator should bear in mind",
      max: 2000,
      lines: 3,
      personal: true
    )
  }
}

/// The days are set.
package struct ScheduleVisit: Payload {
  package let from: CalendarDay
  package let to: CalendarDay
  package let place: String
  package let replaces: VisitID?
}

extension ScheduleVisit {
  package init(_ f: inout Fields) {
    from = f.day("from", "First day")
    to = f.day("to", "Last day")
    place = f.text("place", "Place", hint: "Where the team meets first", max: 300, personal: true)
    replaces = f.id(
      "replaces",
      "Replaces",
      hint: "The visit that was called off, if this one makes up for it"
    )
    f.check(from <= to, "to", "invalid_date", "The visit ends before it begins.")
  }
}
