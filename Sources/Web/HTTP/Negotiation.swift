import HTTPTypes
import PeerReview

/// Chooses among the formats of an answer by `Accept`.
enum Negotiation {
  /// The client's favourite among `offers`, the first where it has none; nil where none will do.
  static func choose(_ accept: String?, among offers: [String]) -> String? {
    guard let accept, !accept.allSatisfy(\.isWhitespace) else { return offers.first }
    let ranges = accept.split(separator: ",").map { MediaRange($0) }
    var best: (offer: String, quality: Double)?
    for offer in offers {
      // The most specific range that fits an offer says how much it is liked.
      let fitting = ranges.filter { $0.fits(offer) }.max { $0.precision < $1.precision }
      guard let quality = fitting?.quality, quality > (best?.quality ?? 0) else { continue }
      best = (offer, quality)
    }
    return best?.offer
  }
}

private struct MediaRange {
  let type: String
  let quality: Double

  init(_ text: Substring) {
    let parts = text.split(separator: ";").map { String($0).trimmingSpaces.lowercased() }
    type = parts.first ?? ""
    let parameter = parts.dropFirst().first { $0.hasPrefix("q=") }
    quality = parameter.flatMap { Double($0.dropFirst(2)) } ?? 1
  }

  func fits(_ offer: String) -> Bool {
    type == "*/*" || type == "*" || type == offer
      || (type.hasSuffix("/*") && offer.hasPrefix(type.dropLast()))
  }

  var precision: Int { type == "*/*" || type == "*" ? 0 : type.hasSuffix("/*") ? 1 : 2 }
}

extension Exchange {
  /// The format that the client wants, or 406.
  func format(among offers: [String]) throws(Problem) -> String {
    guard let chosen = Negotiation.choose(header(.accept), among: offers) else {
      throw Problem(.notAcceptable, "This answer comes as \(offers.joined(separator: ", ")).")
    }
    return chosen
  }
}
