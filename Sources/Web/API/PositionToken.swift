import PeerReview
import Workflow

/// `<epoch>:<position>`: a place in the log that a client keeps and sends back.
struct PositionToken: Equatable, CustomStringConvertible {
  let epoch: Int
  let position: Int64

  static let pattern = "[0-9]{1,9}:[0-9]{1,18}"

  init(epoch: Int, position: Int64) {
    self.epoch = epoch
    self.position = position
  }

  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let epoch = Self.whole(parts[0], digits: 9),
      let position = Self.whole(parts[1], digits: 18)
    else { return nil }
    self.init(epoch: Int(epoch), position: position)
  }

  /// Digits only.
  private static func whole(_ text: some StringProtocol, digits: Int) -> Int64? {
    guard (1...digits).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int64(text)
  }

  var description: String { "\(epoch):\(position)" }
}
