import TestSupport
import Testing

@testable import PeerReview

@Suite struct SteadyDictionaryTests {
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `it holds what the language's own holds, whatever is done to both`(seed: UInt64) {
    var random = Seeded(seed)
    var (steady, plain): (SteadyDictionary<String, Int>, [String: Int]) = (["a": 1], ["a": 1])
    for step in 0..<2000 {
      let key = String(Int.random(in: 0..<300, using: &random))
      let (was, stood): (Int?, Int?)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: (was, stood) = (steady.updateValue(step, forKey: key), plain.updateValue(step, forKey: key))
      case 1: (was, stood) = (steady.removeValue(forKey: key), plain.removeValue(forKey: key))
      case 2:
        (was, stood) = (steady[key], plain[key])
        (steady[key], plain[key]) = (step, step)
      case 3:
        (was, stood) = (steady[key], plain[key])
        (steady[key], plain[key]) = (nil, nil)
      default:
        (was, stood) = (steady[key, default: -1], plain[key, default: -1])
        steady[key, default: -1] += 2
        plain[key, default: -1] += 2
      }
      #expect(was == stood)
    }
    #expect(steady.count == plain.count)
    #expect(Dictionary(uniqueKeysWithValues: steady.map { ($0.key, $0.value) }) == plain)
    #expect(steady.keys.sorted() == plain.keys.sorted() && steady.values.sorted() == plain.values.sorted())
    #expect(steady.first.map { plain[$0.key] == $0.value } == true)
  }

  @Test func `a copy stays as it was`() {
    var steady: SteadyDictionary<Int, Int> = [:]
    for key in 0..<1000 { steady[key] = key }
    let copy = steady
    for key in 0..<1001 { steady[key, default: 1000] += 1 }
    #expect(steady.count == 1001 && steady.allSatisfy { $0.value == $0.key + 1 })
    for key in 0..<1001 { steady[key] = key.isMultiple(of: 2) ? nil : -1 }
    #expect(copy.count == 1000 && copy.allSatisfy { $0.key == $0.value })
    #expect(steady.count == 500 && steady.values.allSatisfy { $0 == -1 })
    #expect(SteadyDictionary<Int, Int>().first == nil)
  }
}
