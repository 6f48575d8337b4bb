import HTTPTypes
import Hummingbird

extension Response {
  /// A page within the layout.
  static func page<P: Page>(
    _ page: P, _ frame: Layout.Frame?, crumbs: [Link] = [], isError: Bool = false,
    status: HTTPResponse.Status = .ok
  ) -> Response {
    let layout = Layout(
      title: page.title, isError: isError, content: Templates.all.render(page), frame: frame, crumbs: crumbs)
    return .text(
      Templates.all.render(layout), type: "text/html; charset=utf-8", status: status, headers: pageHeaders)
  }

  /// After something was recorded, or where somebody must sign in first.
  static func seeOther(_ url: String) -> Response {
    var headers = pageHeaders
    headers[.location] = url
    return Response(status: .seeOther, headers: headers)
  }

  private static let pageHeaders: HTTPFields = [
    .cacheControl: "private, no-cache",
    .contentSecurityPolicy:
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
      + "frame-ancestors 'none'",
    .referrerPolicy: "same-origin",
    .vary: "Cookie",
  ]
}
