import Crypto
import FoundationEssentials
import PeerReview
import ReadModels
import Workflow

/// Where the next page of an answer begins: opaque to clients, bound to the view, the query, the position
/// and the day of the first page, so that all pages are of one moment.
struct ViewCursor: Sendable, Equatable {
  let view: String
  let epoch: Int
  let pin: Pin
  let query: String
  /// The last row of the page before.
  let after: RowKey

  static func digest(_ canonicalQuery: String) -> String {
    SHA256.hash(data: Array(canonicalQuery.utf8)).prefix(8).map { String($0, radix: 16) }.joined(
      separator: ".")
  }

  var text: String {
    let node: Node = [
      "v": .text(view), "e": .number(String(epoch)), "p": .number(String(pin.position)),
      "d": .text(pin.today.description), "q": .text(query), "k": .list(after.parts.map { .text($0) }),
    ]
    return Data(JSON.text(node).utf8).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  init(view: String, epoch: Int, pin: Pin, query: String, after: RowKey) {
    self.view = view
    self.epoch = epoch
    self.pin = pin
    self.query = query
    self.after = after
  }

  init?(_ text: String) {
    guard text.utf8.count <= 4096 else { return nil }
    let padded =
      text.replacing("-", with: "+").replacing("_", with: "/")
      + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    guard let data = Data(base64Encoded: padded), let node = try? JSON.parse(Array(data)),
      let view = node["v"]?.text, case .number(let epoch)? = node["e"], let epoch = Int(epoch),
      case .number(let position)? = node["p"], let position = Int64(position), position >= 0,
      let today = node["d"]?.text.flatMap({ CalendarDay($0) }), let query = node["q"]?.text,
      case .list(let parts)? = node["k"]
    else { return nil }
    let key = parts.compactMap(\.text)
    guard key.count == parts.count else { return nil }
    self.init(
      view: view, epoch: epoch, pin: Pin(position: position, today: today), query: query,
      after: RowKey(parts: key))
  }
}
