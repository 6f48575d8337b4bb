/// Chance that can be had again: SplitMix64.
package struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  package init(_ seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  package mutating func pick<C: RandomAccessCollection>(_ choices: C) -> C.Element {
    choices[choices.index(choices.startIndex, offsetBy: Int.random(in: 0..<choices.count, using: &self))]
  }

  package mutating func uuid() -> String {
    var hex = ""
    for _ in 0..<32 { hex += String(Int.random(in: 0..<16, using: &self), radix: 16) }
    return [
      hex.prefix(8), hex.dropFirst(8).prefix(4), hex.dropFirst(12).prefix(4), hex.dropFirst(16).prefix(4),
      hex.dropFirst(20),
    ]
    .map(String.init).joined(separator: "-")
  }

  /// Names in the database must be unlike any that stand there.
  package mutating func word() -> String { "x\(UInt32.random(in: 0 ... .max, using: &self))" }
}
