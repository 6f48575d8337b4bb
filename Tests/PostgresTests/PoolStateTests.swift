import TestSupport
import Testing

@testable import Postgres

@Suite("The pool's rules", .timeLimit(.minutes(5))) struct PoolStateTests {
  typealias State = PoolState<String>

  @Test("Connections open one by one up to the size, and the one used last is lent first") func size() {
    var state = State(size: 2, maxWaiters: 0)
    #expect(state.take() == .vacancy && state.take() == .vacancy && state.take() == nil)
    _ = state.giveBack("a")
    _ = state.giveBack("b")
    #expect(state.take() == .idle("b") && state.take() == .idle("a"))
  }

  @Test("Those who wait are served in the order of their coming") func order() {
    var state = State(size: 1, maxWaiters: 3)
    #expect(state.acquire(7) == .granted(.vacancy))
    for waiter in [8, 3, 9] { #expect(state.acquire(waiter) == .waits) }
    #expect(state.giveBack("a") == .hand(.idle("a"), to: 8))
    #expect(state.giveUp() == .hand(.vacancy, to: 3))
    #expect(state.giveBack("b") == .hand(.idle("b"), to: 9))
    #expect(state.giveBack("b") == .nothing)
  }

  @Test("Beyond the number of waiters a caller is refused at once") func bounded() {
    var state = State(size: 1, maxWaiters: 1)
    _ = state.acquire(1)
    #expect(state.acquire(2) == .waits)
    guard case .refused(let error) = state.acquire(3) else { Issue.record("not refused"); return }
    #expect(error.kind == .poolExhausted)
  }

  @Test("Who leaves the queue is not served, and who was served cannot leave") func leaving() {
    var state = State(size: 1, maxWaiters: 3)
    for waiter in 1...3 { _ = state.acquire(waiter) }
    #expect(state.leave(2) == true)
    #expect(state.giveBack("a") == .hand(.idle("a"), to: 3))
    #expect(state.leave(3) == false)
  }

  @Test("A closed pool grants nothing, and takes back what it had lent") func closed() {
    var state = State(size: 2, maxWaiters: 3)
    _ = state.take()
    _ = state.take()
    _ = state.acquire(5)
    _ = state.leave(5)
    _ = state.giveBack("a")
    let left = state.close()
    #expect(left.idle == ["a"] && left.waiters.isEmpty && state.open == 1)
    #expect(state.take() == nil)
    #expect(state.giveBack("b") == .dismiss("b"))
    #expect(state.giveUp() == .nothing)
    #expect(state.open == 0)
  }

  @Test(
    "Whatever happens, never more than the size is open and nobody is forgotten",
    arguments: 0..<50 as Range<UInt64>
  )
  func invariants(seed: UInt64) {
    var random = Seeded(seed)
    var state = State(size: 3, maxWaiters: 4)
    var lent = 0
    var nextWaiter = 0
    for _ in 0..<500 {
      switch Int.random(in: 0..<4, using: &random) {
      case 0, 1:
        nextWaiter += 1
        if case .granted = state.acquire(nextWaiter) { lent += 1 }
      case 2 where lent > 0:
        let next = Bool.random(using: &random) ? state.giveBack("x") : state.giveUp()
        if next == .nothing { lent -= 1 }
      default:
        if let waiter = state.waiters.randomElement(using: &random) { #expect(state.leave(waiter) == true) }
      }
      #expect(state.open <= 3 && state.open == lent + state.idle.count)
      #expect(state.waiters.isEmpty || lent == 3, "somebody waits although a place is free")
    }
  }
}
