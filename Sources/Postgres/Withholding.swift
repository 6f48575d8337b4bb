/// Takes out of a server's message whatever may be a value.
///
/// PostgreSQL quotes both names and values. A quoted text is kept only if the statement's own text
/// holds it, which has no bound value in it, or if the server says apart that it names an object.
struct Withholding {
  let statement: String
  let names: [String]
  /// The values that were sent beside the statement; nil where they are not known, so that any word may be of one.
  let secrets: [String]?

  func clean(_ message: String, sqlState: String?) -> String {
    var text = message
    // First, as a value may hold quotes. Short ones would only garble the message.
    for secret in secrets ?? [] where secret.unicodeScalars.count >= 4 {
      text = text.replacing(secret, with: "…")
    }
    // Class 22 is "your value is wrong": what follows the first colon is the value, quoted or not.
    if secrets == nil || sqlState?.hasPrefix("22") == true, let colon = text.range(of: ": ") {
      text = String(text[..<colon])
    }
    text = withoutUnknownQuotes(text)
    return text
  }

  /// From the first unknown quoted part to the last quote, since a value may contain quotes itself.
  private func withoutUnknownQuotes(_ message: String) -> String {
    let parts = message.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return message }
    let unknown = parts.indices.first { $0 % 2 == 1 && !isKnown(String(parts[$0])) }
    guard let first = unknown else {
      return parts.count % 2 == 1 ? message : parts.dropLast().joined(separator: "\"")
    }
    let before = parts[..<first].joined(separator: "\"")
    let after = parts.count - 1 > first ? String(parts[parts.count - 1]) : ""
    return before + "\"…\"" + after
  }

  private func isKnown(_ quoted: String) -> Bool {
    secrets?.contains(quoted) != true && (names.contains(quoted) || statement.contains(quoted))
  }
}

extension String {
  fileprivate func range(of text: String) -> Index? {
    ranges(of: text).first?.lowerBound
  }
}
