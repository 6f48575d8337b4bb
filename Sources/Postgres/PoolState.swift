/// Who has, waits for or may open a connection: the pool's rules, without time, tasks or sockets.
struct PoolState<Member> {
  /// What a caller gets: a connection that was idle, or the right to open one.
  enum Lease { case idle(Member), vacancy }

  /// What to do with a connection or vacancy that was given back.
  enum Next {
    case hand(Lease, to: Int)
    case nothing
    /// The pool is closed: close this one and give it up.
    case dismiss(Member)
  }

  enum Acquisition { case granted(Lease), refused(PostgresError), waits }

  let size: Int
  let maxWaiters: Int
  private(set) var idle: [Member] = []
  /// Connections open, being opened or lent.
  private(set) var open = 0
  /// In the order of their coming.
  private(set) var waiters: [Int] = []
  private(set) var isClosed = false

  init(size: Int, maxWaiters: Int) {
    self.size = size
    self.maxWaiters = maxWaiters
  }

  /// What can be had at once; the connection used last comes first.
  mutating func take() -> Lease? {
    if isClosed { return nil }
    if let member = idle.popLast() { return .idle(member) }
    guard open < size else { return nil }
    open += 1
    return .vacancy
  }

  /// Takes, or joins the queue under the number that the caller chose.
  mutating func acquire(_ waiter: Int) -> Acquisition {
    if isClosed { return .refused(.poolClosed) }
    if let lease = take() { return .granted(lease) }
    guard waiters.count < maxWaiters else {
      return .refused(
        PostgresError(.poolExhausted, "All \(size) connections are in use and \(waiters.count) callers wait.")
      )
    }
    waiters.append(waiter)
    return .waits
  }

  /// Takes a waiter out of the queue; false if it is no longer there, as its turn came.
  mutating func leave(_ waiter: Int) -> Bool {
    guard let place = waiters.firstIndex(of: waiter) else { return false }
    waiters.remove(at: place)
    return true
  }

  /// A connection comes back in order.
  mutating func giveBack(_ member: Member) -> Next {
    if isClosed { return .dismiss(member) }
    if waiters.isEmpty {
      idle.append(member)
      return .nothing
    }
    return .hand(.idle(member), to: waiters.removeFirst())
  }

  /// A connection is gone, or could not be opened: the first waiter may open one instead.
  mutating func giveUp() -> Next {
    if !waiters.isEmpty { return .hand(.vacancy, to: waiters.removeFirst()) }
    open -= 1
    return .nothing
  }

  /// Nothing is granted from here on; returns what must be closed and who waits in vain.
  mutating func close() -> (idle: [Member], waiters: [Int]) {
    isClosed = true
    open -= idle.count
    defer { (idle, waiters) = ([], []) }
    return (idle, waiters)
  }
}

extension PoolState: Sendable where Member: Sendable {}
extension PoolState.Lease: Sendable where Member: Sendable {}
extension PoolState.Next: Sendable where Member: Sendable {}
extension PoolState.Acquisition: Sendable where Member: Sendable {}

extension PoolState.Lease: Equatable where Member: Equatable {}
extension PoolState.Next: Equatable where Member: Equatable {}
extension PoolState.Acquisition: Equatable where Member: Equatable {}
