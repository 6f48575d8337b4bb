import PeerReview
import ReadModels

/// A judgement's state as pages speak of it.
enum JudgementInWords {
  static func state(_ row: PageRow) -> Badge {
    if let day = row.day("confirmed_on") { return Badge("●", "Confirmed on \(InWords.day(day))", "good") }
    return state(row.text("state").flatMap(JudgementState.init(rawValue:)) ?? .proposed)
  }

  static func state(_ state: JudgementState) -> Badge {
    switch state {
    case .proposed: Badge("○", "Proposed, not confirmed")
    case .revised: Badge("○", "Revised, not confirmed")
    case .reaffirmed: Badge("○", "Reaffirmed, not confirmed")
    case .confirmed: Badge("●", "Confirmed", "good")
    case .reopened: Badge("○", "Reopened, not confirmed", "care")
    case .withdrawn: Badge("✕", "Withdrawn", "stop")
    }
  }
}
