import Crypto
import HTTPTypes
import Hummingbird

/// A file that pages link to. Its name holds a digest of what is in it, so that browsers may keep it for ever.
struct PageAsset: Sendable {
  let name: String
  let type: String
  let text: String

  var url: String { PageURL.asset(name).text }

  private init(_ stem: String, _ ending: String, type: String, _ text: String) {
    let digest = SHA256.hash(data: Array(text.utf8)).prefix(6).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    name = "\(stem)-\(digest).\(ending)"
    self.type = type
    self.text = text
  }

  static let style = PageAsset("collegiate", "css", type: "text/css; charset=utf-8", PageStyle.text)
  static let icon = PageAsset(
    "icon", "svg", type: "image/svg+xml",
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#14424f"/>\
    <path d="M6 22h7v-6h7v-6h6" fill="none" stroke="#fff" stroke-width="3"/></svg>
    """)
  static let all = [style, icon]

  static func answer(_ exchange: Exchange) throws -> Response {
    guard let asset = all.first(where: { $0.name == exchange.parameter("file") }) else {
      throw Problem(.noSuchPath, "There is no such file.")
    }
    return .text(
      asset.text, type: asset.type, headers: [.cacheControl: "public, max-age=31536000, immutable"])
  }
}
