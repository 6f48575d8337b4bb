import HTTPTypes
import Hummingbird
import PeerReview
import Workflow

/// Whether a form was sent from one of our own pages. Browsers say where a request comes from, and no page
/// can make them say otherwise; whoever sends neither header is no browser and carries nobody's cookie.
enum SameOrigin {
  static func require(_ exchange: Exchange) throws(Problem) {
    if let site = exchange.header(.secFetchSite) {
      guard site == "same-origin" || site == "none" else { throw foreign }
      return
    }
    guard let origin = exchange.header(.origin) else { return }
    guard let host = exchange.request.head.authority,
      origin.split(separator: "/").last.map(String.init) == host
    else { throw foreign }
  }

  /// The form must also repeat what only our own page could have told it.
  static func require(_ key: String?, _ reader: PageReader) throws(Problem) {
    guard key == reader.session.formKey else { throw foreign }
  }

  static let foreign = Problem(
    .notPermitted,
    "This form did not come from a page of ours, or you have signed in again since it was opened. Nothing was recorded: open the form anew."
  )
}
