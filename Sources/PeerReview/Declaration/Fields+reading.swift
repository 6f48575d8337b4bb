/// How one node is read as each kind.
extension Fields {
  static func readText(_ node: Node, _ source: Source, _ label: String, _ max: Int) -> Outcome<String> {
    guard case .text(let text) = node else {
      return .no("wrong_type", "\(label) must be text, not \(node.noun).")
    }
    if source == .stored { return .yes(text) }
    if source == .form, text.isEmpty { return .absent }
    if text.unicodeScalars.contains("\0") {
      return .no("invalid_text", "\(label) must not hold the character NUL.")
    }
    guard text.unicodeScalars.contains(where: isVisible) else {
      return .no("empty", "\(label) must not be empty.")
    }
    let length = text.unicodeScalars.count
    guard length <= max else {
      return .no("too_long", "\(label) must have at most \(max) characters; it has \(length).")
    }
    return .yes(text)
  }

  /// Neither white space nor a character that shows nothing.
  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && !scalar.properties.isDefaultIgnorableCodePoint
  }

  static func readID<I: Identifier>(_ node: Node, _ source: Source, _ label: String) -> Outcome<I> {
    guard case .text(let text) = node else {
      return .no("wrong_type", "\(label) must be text, not \(node.noun).")
    }
    if source == .form, text.isEmpty { return .absent }
    guard source == .stored || I.allows(text) else {
      return .no(
        "invalid_id",
        "\(label) must be the id of a \(I.noun): small letters, digits, dots and hyphens, at most 63 characters."
      )
    }
    return .yes(I(text))
  }

  static func readDay(_ node: Node, _ source: Source, _ label: String) -> Outcome<CalendarDay> {
    guard case .text(let text) = node else {
      return .no("wrong_type", "\(label) must be text, not \(node.noun).")
    }
    if source == .form, text.isEmpty { return .absent }
    guard let day = CalendarDay(text) else {
      return .no("invalid_date", "\(label) must be a day that exists, written as 2026-01-20.")
    }
    return .yes(day)
  }

  static func readMoment(_ node: Node, _ source: Source, _ label: String) -> Outcome<Moment> {
    guard case .text(let text) = node else {
      return .no("wrong_type", "\(label) must be text, not \(node.noun).")
    }
    if source == .form, text.isEmpty { return .absent }
    guard let moment = Moment(text) else {
      return .no("invalid_date", "\(label) must be a time that exists, written as 2026-01-20T09:30:00Z.")
    }
    return .yes(moment)
  }

  static func readChoice<C: Choice>(_ node: Node, _ source: Source, _ label: String) -> Outcome<C> {
    guard case .text(let text) = node else {
      return .no("wrong_type", "\(label) must be text, not \(node.noun).")
    }
    if source == .form, text.isEmpty { return .absent }
    guard let choice = C(rawValue: text) else {
      let words = C.allCases.map(\.rawValue).joined(separator: ", ")
      return .no("unknown_choice", "\(label) must be one of \(words).")
    }
    return .yes(choice)
  }

  static func readWhole(
    _ node: Node, _ source: Source, _ label: String, _ range: ClosedRange<Int>
  ) -> Outcome<Int> {
    let literal: String
    switch (node, source) {
    case (.number(let number), _): literal = number
    case (.text(let text), .form):
      if text.isEmpty { return .absent }
      literal = text.trimmingSpaces
    default: return .no("wrong_type", "\(label) must be a whole number, not \(node.noun).")
    }
    guard let value = wholeValue(literal) else {
      return .no("wrong_type", "\(label) must be a whole number.")
    }
    guard source == .stored || range.contains(value) else {
      return .no("out_of_range", "\(label) must lie from \(range.lowerBound) to \(range.upperBound).")
    }
    return .yes(value)
  }

  /// JSON Schema calls `1.0` and `1e3` integers, so they are read as such.
  private static func wholeValue(_ literal: String) -> Int? {
    if let value = Int(literal) { return value }
    guard literal.contains(where: { $0 == "." || $0 == "e" || $0 == "E" }), let value = Double(literal),
      value.isFinite, value == value.rounded(), abs(value) < 9e15
    else { return nil }
    return Int(value)
  }

  static func readFlag(_ node: Node, _ source: Source, _ label: String) -> Outcome<Bool> {
    switch (node, source) {
    case (.bool(let value), _): return .yes(value)
    case (.text(let text), .form):
      switch text {
      case "": return .absent
      case "on", "true", "yes": return .yes(true)
      case "off", "false", "no": return .yes(false)
      default: return .no("wrong_type", "\(label) must be yes or no.")
      }
    default: return .no("wrong_type", "\(label) must be true or false, not \(node.noun).")
    }
  }

  static func readPart<P: Payload>(_ node: Node, _ source: Source, _ label: String) -> Outcome<P> {
    guard case .object = node else {
      return .no("wrong_type", "\(label) must be an object, not \(node.noun).")
    }
    do {
      return .yes(try read(P.self, from: node, source))
    } catch {
      return .no(error.errors)
    }
  }

  static func options<C: Choice>(_ type: C.Type) -> [Field.Option] {
    C.allCases.map { Field.Option(value: $0.rawValue, label: $0.label) }
  }

  /// Any case will do for a placeholder; an enumeration without cases cannot be declared as a field.
  static func first<C: Choice>(_ type: C.Type) -> C {
    guard let first = C.allCases.first else { preconditionFailure("\(C.self) has no cases") }
    return first
  }
}

extension String {
  package var trimmingSpaces: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
