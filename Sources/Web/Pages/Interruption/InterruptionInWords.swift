import PeerReview

/// What an LEA made of an interruption, as pages speak of it.
enum InterruptionInWords {
  static func badge(_ answer: String?) -> Badge {
    badge(answer.flatMap(InterruptionResponse.init(rawValue:)))
  }

  static func badge(_ answer: InterruptionResponse?) -> Badge {
    switch answer {
    case nil: Badge("○", "No answer yet")
    case .recognised: Badge("●", "Recognised", "good")
    case .explored: Badge("◐", "Being explored")
    case .contested: Badge("◆", "Contested: both views stand", "care")
    case .setAside: Badge("‖", "Set aside")
    }
  }
}
