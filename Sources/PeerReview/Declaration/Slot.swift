/// A place in a payload: the property's own type says whether the field may be absent.
package protocol Slot<Value> {
  associatedtype Value
  static var required: Bool { get }
  /// The value read, or the placeholder where there is none; a placeholder never leaves `Fields.read`.
  init(slot: Value?, else placeholder: @autoclosure () -> Value)
}

extension Slot where Value == Self {
  package static var required: Bool { true }
  package init(slot: Self?, else placeholder: @autoclosure () -> Self) { self = slot ?? placeholder() }
}

extension String: Slot { package typealias Value = String }
extension Int: Slot { package typealias Value = Int }
extension CalendarDay: Slot { package typealias Value = CalendarDay }
extension Moment: Slot { package typealias Value = Moment }

extension Optional: Slot {
  package typealias Value = Wrapped
  package static var required: Bool { false }
  package init(slot: Wrapped?, else placeholder: @autoclosure () -> Wrapped) { self = slot }
}

/// A closed list of words, stored in snake_case, each with a label for people.
package protocol Choice: RawRepresentable<String>, CaseIterable, Hashable, Sendable, Written, Slot
where Value == Self {
  var label: String { get }
}

extension Choice {
  package static var required: Bool { true }

  /// `need_to_know_more` → `Need to know more`, where nothing better is said.
  package var label: String {
    let words = rawValue.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
