/// What a person may be, as stored with every event.
package enum Role: String, Choice {
  /// Programme coordinator.
  case co
  /// LEA review lead.
  case ll
  /// LEA decision-maker: senior manager or lead member.
  case ld
  /// LEA contributor.
  case lc
  /// Visit lead; follows from VisitLeadAppointed, never granted.
  case vl
  /// Visit member; follows from InvitationAccepted, never granted.
  case vm
  /// University facilitator.
  case uf
  /// Data-protection officer.
  case dp
  /// Auditor: reads, to a date.
  case au
  /// Analyst: reads by token.
  case an
  /// The product itself: timers, installation.
  case sys

  package var label: String {
    switch self {
    case .co: "Programme coordinator"
    case .ll: "LEA review lead"
    case .ld: "LEA decision-maker"
    case .lc: "LEA contributor"
    case .vl: "Visit lead"
    case .vm: "Visit member"
    case .uf: "University facilitator"
    case .dp: "Data-protection officer"
    case .au: "Auditor"
    case .an: "Analyst"
    case .sys: "Collegiate"
    }
  }

  /// Roles that an LEA grants to its own people.
  package static let ofLea: Set<Role> = [.ll, .ld, .lc]
}
