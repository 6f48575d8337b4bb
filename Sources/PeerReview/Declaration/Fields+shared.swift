/// Fields that many commands share: label, hint and limit are said once in the product.
extension Fields {
  package mutating func reason<V: Slot<String>>(hint: String = "In a sentence that others can follow") -> V {
    text("reason", "Reason", hint: hint, max: 2000, lines: 4, personal: true)
  }

  /// Prose of some length.
  package mutating func prose<V: Slot<String>>(_ name: String, _ label: String, hint: String = "") -> V {
    text(name, label, hint: hint, max: 5000, lines: 6, personal: true)
  }

  /// Prose whose absence a rule of its own refuses, with its own code: blank text counts as absent.
  package mutating func proseOrBlank(_ name: String, _ label: String, hint: String = "") -> String? {
    blankable(name, label, hint: hint, max: 5000, lines: 6, personal: true)
  }
}
