import Crypto
import FoundationEssentials
import HTTPTypes
import Hummingbird

/// The frame of the pages about the API: plain HTML that needs no script, one sheet of style within it.
enum DocumentHTML {
  static func response(title: String, _ body: String) -> Response {
    .text(
      """
      <!doctype html>
      <html lang="en-GB">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escape(title)) – Collegiate</title>
      <style>\(style)</style>
      </head>
      <body>
      <a class="skip" href="#main">Skip to the content</a>
      <header><nav aria-label="About the API"><a href="/api/v1/docs">The API</a> \
      <a href="/problems">Problems</a> <a href="/api/v1/openapi.json">OpenAPI 3.1</a></nav></header>
      <main id="main">
      <h1>\(escape(title))</h1>
      \(body)
      </main>
      </body>
      </html>
      """, type: "text/html; charset=utf-8",
      headers: [
        .contentSecurityPolicy: policy, .cacheControl: "public, max-age=300",
      ])
  }

  static func escape(_ text: some StringProtocol) -> String {
    var out = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.unicodeScalars.append(character)
      }
    }
    return out
  }

  /// The little Markdown that descriptions use: paragraphs, `code`, **strong**.
  static func prose(_ text: String) -> String {
    text.split(separator: "\n\n").map { paragraph in
      let marked = inline(escape(paragraph), "`", "code")
      return "<p>" + inline(marked, "**", "strong") + "</p>"
    }.joined(separator: "\n")
  }

  private static func inline(_ text: String, _ mark: String, _ element: String) -> String {
    let parts = text.split(separator: mark, omittingEmptySubsequences: false)
    // A mark without its fellow stays as it is.
    guard parts.count % 2 == 1 else { return text }
    return parts.enumerated().map {
      $0.offset % 2 == 0 ? String($0.element) : "<\(element)>\($0.element)</\(element)>"
    }
    .joined()
  }

  private static let style = """
    :root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;\
    padding:0 1rem 4rem}nav a{display:inline-block;margin:.75rem 1rem .75rem 0}h2{border-top:2px solid;\
    margin-top:3rem;padding-top:1rem}h3{margin-top:2.5rem}code{font-family:ui-monospace,monospace;\
    overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}caption{font-weight:bold;text-align:left;\
    padding:.5rem 0}th,td{border-bottom:1px solid;padding:.4rem .6rem .4rem 0;text-align:left;\
    vertical-align:top}.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:0;background:#fff;\
    color:#000;padding:.5rem}summary{cursor:pointer}
    """

  private static let policy: String = {
    let digest = Data(SHA256.hash(data: Array(style.utf8))).base64EncodedString()
    return
      "default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  }()
}
