import PeerReview

/// The query of a URL, each name once.
package struct Query: Sendable {
  package let items: [(name: String, value: String)]

  package static let none = Query(items: [])
  private static let limit = 100

  private init(items: [(name: String, value: String)]) { self.items = items }

  /// Reads what stands behind the question mark.
  package init(_ text: some StringProtocol) throws(Problem) {
    var items: [(name: String, value: String)] = []
    for pair in text.split(separator: "&", omittingEmptySubsequences: true) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Percent.decode(parts[0], plusIsSpace: true),
        let value = parts.count > 1 ? Percent.decode(parts[1], plusIsSpace: true) : ""
      else {
        throw Problem(
          .malformedRequest,
          "The query of this address holds a broken percent escape or bytes that are not UTF-8.",
          errors: [FieldError(String(parts[0].prefix(60)), "malformed", "This part cannot be read.")])
      }
      items.append((name, value))
    }
    guard items.count <= Self.limit else {
      throw Problem(.malformedRequest, "The query of this address has more than \(Self.limit) parts.")
    }
    self.items = items
  }

  package subscript(name: String) -> String? { items.first { $0.name == name }?.value }

  /// Refuses what nobody here reads, so that a typing error is not silently dropped.
  package func refuseAll(but names: Set<String>) throws(InvalidInput) {
    var seen: Set<String> = []
    var errors: [FieldError] = []
    for (name, value) in items {
      if !names.contains(name) {
        errors.append(
          FieldError(
            String(name.prefix(60)), "unknown_parameter", "There is no parameter \(name.prefix(60)) here."))
      } else if !seen.insert(name).inserted {
        errors.append(FieldError(name, "repeated", "\(name) stands twice."))
      } else if value.unicodeScalars.contains("\0") {
        errors.append(FieldError(name, "invalid_text", "\(name) must not hold the character NUL."))
      }
    }
    guard errors.isEmpty else { throw InvalidInput(errors) }
  }
}
