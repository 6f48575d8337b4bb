/// Where the emphasis of a review lies. Moving back is normal, and says why.
package enum CycleStage: String, Choice, Comparable {
  case focusing
  case gathering
  /// The LEA judges before the visit, so that later movement can be seen.
  case firstView = "first_view"
  case visiting
  case rethinking
  case deciding
  case acting
  case lookingBack = "looking_back"

  private var order: Int {
    switch self {
    case .focusing: 0
    case .gathering: 1
    case .firstView: 2
    case .visiting: 3
    case .rethinking: 4
    case .deciding: 5
    case .acting: 6
    case .lookingBack: 7
    }
  }

  package static func < (a: Self, b: Self) -> Bool { a.order < b.order }
}
