import PeerReview
import Testing

@testable import EventSourcing

@Suite struct `Which commands go together` {
  private func queue(_ change: (inout AppendQueue.Limits) -> Void = { _ in }) -> AppendQueue {
    var limits = AppendQueue.Limits()
    change(&limits)
    return AppendQueue(limits)
  }

  private func some(_ count: Int, at: Moment? = nil, payload: String = "{}") -> [Append] {
    (0..<count).map { command([visit("v\($0)"): 0], [event(visit("v\($0)"), payload: payload)], at: at) }
  }

  @Test func `They go in the order of their coming, so many at a time`() {
    var queue = queue { $0.together = 4 }
    let numbers = queue.enter(some(10), epoch: 1) ?? []
    #expect(numbers.count == 10)
    #expect(queue.takeBatch().map(\.number) == Array(numbers[0..<4]))
    #expect(queue.takeBatch().map(\.number) == Array(numbers[4..<8]))
    #expect(queue.takeBatch().map(\.number) == Array(numbers[8..<10]))
    #expect(queue.takeBatch().isEmpty && queue.isEmpty)
  }

  @Test func `Those that lead to no event go last in their call`() {
    var queue = queue { $0.together = 3 }
    let nothing = command([visit("v0"): 0], [])
    let numbers = queue.enter([nothing] + some(2) + [nothing] + some(1), epoch: 1) ?? []
    #expect(queue.takeBatch().map(\.number) == [numbers[1], numbers[2], numbers[0]])
    #expect(queue.takeBatch().map(\.number) == [numbers[4], numbers[3]])
  }

  @Test func `Large ones go few at a time, and one goes whatever its size`() {
    var queue = queue { $0.bytesTogether = 5000 }
    _ = queue.enter(some(3, payload: String(repeating: "x", count: 2000)), epoch: 1)
    _ = queue.enter(some(1, payload: String(repeating: "x", count: 20_000)), epoch: 1)
    #expect([queue.takeBatch().count, queue.takeBatch().count, queue.takeBatch().count] == [1, 1, 1])
    #expect(queue.takeBatch().count == 1)
  }

  @Test func `Only those of one time of recording go together`() {
    var queue = queue()
    for time: Int64 in [5, 5, 9, 5] { _ = queue.enter(some(1, at: Moment(microseconds: time)), epoch: 1) }
    #expect([queue.takeBatch().count, queue.takeBatch().count, queue.takeBatch().count] == [2, 1, 1])
  }

  @Test func `Those put back stand before all that came after them`() {
    var queue = queue { $0.together = 3 }
    let numbers = queue.enter(some(6), epoch: 1) ?? []
    let sent = queue.takeBatch()
    queue.putBack(Array(sent.dropFirst()))
    #expect(queue.takeBatch().map(\.number) == [numbers[1], numbers[2], numbers[3]])
  }

  @Test func `Beyond the room for those that wait nobody is let in, by number or by size`() {
    var crowd = queue { $0.waiting = 3 }
    #expect(crowd.enter(some(2), epoch: 1) != nil)
    #expect(crowd.enter(some(2), epoch: 1) == nil)
    #expect(crowd.enter(some(1), epoch: 1) != nil)
    #expect(crowd.count == 3)
    var bulk = queue { $0.waitingBytes = 10_000 }
    #expect(bulk.enter(some(1, payload: String(repeating: "x", count: 6000)), epoch: 1) != nil)
    #expect(bulk.enter(some(1, payload: String(repeating: "x", count: 6000)), epoch: 1) == nil)
    _ = bulk.takeBatch()
    #expect(bulk.enter(some(1, payload: String(repeating: "x", count: 6000)), epoch: 1) != nil)
  }

  @Test func `Room is there again when one leaves, and what was sent does not leave`() {
    var queue = queue { $0.waiting = 2 }
    let numbers = queue.enter(some(2), epoch: 1) ?? []
    queue.leave(numbers[0])
    #expect(queue.enter(some(1), epoch: 1) != nil)
    #expect(queue.takeBatch().first?.number == numbers[1])
    queue.leave(numbers[1])
    #expect(queue.isEmpty)
  }
}
