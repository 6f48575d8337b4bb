/// The kinds of field that a payload may have. Each takes the external name, the label that people see,
/// a hint, and its limits.
extension Fields {
  /// Prose. `max` counts Unicode scalars; white space alone is no text.
  package mutating func text<V: Slot<String>>(
    _ name: String, _ label: String, hint: String = "", max: Int = 200, lines: Int = 1, personal: Bool = false
  ) -> V {
    let source = source
    return field(
      Field(
        name: name, label: label, hint: hint, kind: .text(max: max, lines: lines), required: V.required,
        personal: personal),
      name, label, ""
    ) { Self.readText($0, source, label, max) }
  }

  /// Prose that may be blank as well as absent; either is nil.
  mutating func blankable(
    _ name: String, _ label: String, hint: String, max: Int, lines: Int, personal: Bool
  ) -> String? {
    let source = source
    return field(
      Field(
        name: name, label: label, hint: hint, kind: .text(max: max, lines: lines), required: false,
        personal: personal),
      name, label, ""
    ) { node in
      if source != .stored, let text = node.text, text.trimmingSpaces.isEmpty { return .absent }
      return Self.readText(node, source, label, max)
    }
  }

  package mutating func id<I: Identifier, V: Slot<I>>(_ name: String, _ label: String, hint: String = "") -> V
  {
    let source = source
    return field(
      Field(
        name: name, label: label, hint: hint, kind: .id(noun: I.noun, pattern: I.pattern),
        required: V.required,
        personal: false),
      name, label, I("placeholder")
    ) { Self.readID($0, source, label) }
  }

  package mutating func day<V: Slot<CalendarDay>>(_ name: String, _ label: String, hint: String = "") -> V {
    let source = source
    return field(
      Field(name: name, label: label, hint: hint, kind: .day, required: V.required, personal: false),
      name, label, CalendarDay(number: 0)
    ) { Self.readDay($0, source, label) }
  }

  package mutating func moment<V: Slot<Moment>>(_ name: String, _ label: String, hint: String = "") -> V {
    let source = source
    return field(
      Field(name: name, label: label, hint: hint, kind: .moment, required: V.required, personal: false),
      name, label, Moment(microseconds: 0)
    ) { Self.readMoment($0, source, label) }
  }

  /// A moment, or a day that stands for its first instant.
  package mutating func dayOrMoment<V: Slot<Moment>>(_ name: String, _ label: String, hint: String = "") -> V
  {
    let source = source
    return field(
      Field(name: name, label: label, hint: hint, kind: .dayOrMoment, required: V.required, personal: false),
      name, label, Moment(microseconds: 0)
    ) { node in
      if let text = node.text, let day = CalendarDay(text) { return .yes(Moment(day)) }
      return Self.readMoment(node, source, label)
    }
  }

  package mutating func choice<C: Choice, V: Slot<C>>(_ name: String, _ label: String, hint: String = "") -> V
  {
    let source = source
    return field(
      Field(
        name: name, label: label, hint: hint, kind: .choice(Self.options(C.self)), required: V.required,
        personal: false),
      name, label, Self.first(C.self)
    ) { Self.readChoice($0, source, label) }
  }

  package mutating func whole<V: Slot<Int>>(
    _ name: String, _ label: String, hint: String = "", in range: ClosedRange<Int> = 0...1_000_000
  ) -> V {
    let source = source
    return field(
      Field(name: name, label: label, hint: hint, kind: .whole(range), required: V.required, personal: false),
      name, label, range.lowerBound
    ) { Self.readWhole($0, source, label, range) }
  }

  /// Yes or no; absent is no.
  package mutating func flag(_ name: String, _ label: String, hint: String = "") -> Bool {
    optionalFlag(name, label, hint: hint) ?? false
  }

  /// Yes, no, or not said.
  package mutating func optionalFlag(_ name: String, _ label: String, hint: String = "") -> Bool? {
    let source = source
    return field(
      Field(name: name, label: label, hint: hint, kind: .flag, required: false, personal: false),
      name, label, false
    ) { Self.readFlag($0, source, label) }
  }

  /// One nested object.
  package mutating func part<P: Payload, V: Slot<P>>(_ name: String, _ label: String, hint: String = "") -> V
  {
    describeInner(P.self)
    let source = source
    return field(
      Field(
        name: name, label: label, hint: hint, kind: .part(Self.describe(P.self)), required: V.required,
        personal: false),
      name, label, Self.placeholder()
    ) { Self.readPart($0, source, label) }
  }

  private static func placeholder<P: Payload>() -> P {
    var fields = Fields(.describing, [])
    return P(&fields)
  }
}
