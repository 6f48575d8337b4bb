import PeerReview

/// How a judgement moved on its cycle's scale, as points in time.
struct Evolution: Sendable, Equatable {
  /// The scale's steps from the first to the last, without "cannot yet say".
  let steps: [String]
  let points: [Point]
  let visits: [Band]
  /// Up to when the line is drawn.
  let end: CalendarDay

  /// One wording, or its confirmation.
  struct Point: Sendable, Equatable {
    let day: CalendarDay
    /// The place on the scale; nil for "cannot yet say", where the line has a gap.
    let step: Int?
    let shape: Shape
    let isConfirmed: Bool
    let label: String
  }

  struct Band: Sendable, Equatable {
    let from: CalendarDay
    let to: CalendarDay
    let label: String
  }

  /// A marker's form says what provoked the wording.
  enum Shape: String, Sendable, CaseIterable {
    case first, interruption, evidence, visit, debate, voice, framework

    var label: String {
      switch self {
      case .first: "First view"
      case .interruption: "An interruption"
      case .evidence: "Evidence"
      case .visit: "A visit"
      case .debate: "A debate"
      case .voice: "The voice of learners"
      case .framework: "The framework"
      }
    }

    init(_ kind: ProvocationKind) {
      switch kind {
      case .interruption: self = .interruption
      case .evidence: self = .evidence
      case .visit: self = .visit
      case .debate: self = .debate
      case .voice: self = .voice
      case .framework: self = .framework
      }
    }
  }
}
