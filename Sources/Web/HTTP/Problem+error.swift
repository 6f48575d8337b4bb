import HTTPTypes
import PeerReview
import Workflow

extension Problem {
  /// What a client is told of an error; nothing of an error of ours but that it is in the log.
  package init(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let input as InvalidInput: self.init(input)
    case let refused as Refused: self.init(refused.refusal)
    case let refusal as Refusal: self.init(refusal)
    default:
      switch Fault.of(error) {
      case .temporary:
        self.init(
          .unavailable, "The database cannot be reached, or is too busy. Send the request again in a moment.",
          headers: [.retryAfter: "2"])
      case .epochChanged: self = .epochChanged
      case .readsOnly: self = .readsOnly
      case .ours: self.init(.internalError, "This is a mistake of ours; it is in our log under request_id.")
      }
    }
  }

  static let epochChanged = Problem(
    .epochChanged,
    "The log was restored, or another server took over, since this position was given out. "
      + "Read again without it.")

  static let readsOnly = Problem(
    .readsOnly,
    "This service reads from a standby database and records nothing. Send this to the service that writes.",
    headers: [.retryAfter: "2"])
}
