import Hummingbird
import PeerReview

/// What a problem's `type` leads to.
enum ProblemPages {
  static func list(_ exchange: Exchange) throws -> Response {
    _ = try exchange.query([])
    let rows = ProblemKind.all.sorted { $0.code < $1.code }.map { kind in
      """
      <tr><th scope="row"><a href="\(kind.path)"><code>\(kind.code)</code></a></th><td>\(kind.status)</td>\
      <td>\(DocumentHTML.escape(kind.meaning))</td></tr>
      """
    }
    return DocumentHTML.response(
      title: "What can go wrong",
      """
      <table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">What it means</th></tr></thead>
      <tbody>\(rows.joined(separator: "\n"))</tbody></table>
      """)
  }

  static func one(_ exchange: Exchange) throws -> Response {
    _ = try exchange.query([])
    let code = exchange.parameter("code")
    guard let kind = ProblemKind.named(code) else {
      throw Problem(
        .noSuchPath, "There is no problem of the code \(code.prefix(60)). All are listed at /problems.")
    }
    return DocumentHTML.response(
      title: kind.title,
      """
      <p>\(DocumentHTML.escape(kind.meaning))</p>
      <p>Status \(kind.status), code <code>\(kind.code)</code>.</p>
      <p><a href="/problems">All codes</a></p>
      """)
  }
}
