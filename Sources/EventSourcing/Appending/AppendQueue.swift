import PeerReview

/// Commands of one log that wait to be sent, in the order of their coming, and which of them go together:
/// the rules of batching, without time, tasks or database.
struct AppendQueue {
  struct Limits {
    /// How many commands may wait, and how many bytes of them.
    var waiting = 2000
    var waitingBytes = 32 << 20
    /// How many go in one call, and how many bytes of them; one goes whatever its size.
    var together = 256
    var bytesTogether = 1 << 20
  }

  struct Entry {
    let number: Int
    let append: Append
    /// Of the log, in which the command was decided.
    let epoch: Int
    let bytes: Int
  }

  private let limits: Limits
  private var entries: ArraySlice<Entry> = []
  private var bytes = 0
  private var next = 0

  init(_ limits: Limits = Limits()) { self.limits = limits }

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }

  /// Takes commands in, all or none, and returns their numbers; nil where there is no room.
  mutating func enter(_ appends: [Append], epoch: Int) -> [Int]? {
    let sizes = appends.map(\.bytes)
    let added = sizes.reduce(0, +)
    // What is larger than the room itself may still go when nothing else waits.
    guard
      entries.isEmpty
        || entries.count + appends.count <= limits.waiting && bytes + added <= limits.waitingBytes
    else { return nil }
    bytes += added
    return zip(appends, sizes).map { append, size in
      next += 1
      entries.append(Entry(number: next, append: append, epoch: epoch, bytes: size))
      return next
    }
  }

  /// Takes a waiting command out; without effect where it has been sent.
  mutating func leave(_ number: Int) {
    guard let place = entries.firstIndex(where: { $0.number == number }) else { return }
    bytes -= entries.remove(at: place).bytes
  }

  /// The first of those that wait, and with it as many as may go with it: a call has one epoch and one time of
  /// recording. Those that lead to no event go last: each is answered as of the end of its commit, so that what it
  /// read must still stand there, after all that its neighbours write.
  mutating func takeBatch() -> [Entry] {
    guard let first = entries.first else { return [] }
    var size = 0
    let batch = entries.prefix(limits.together).prefix { entry in
      size += entry.bytes
      return entry.number == first.number
        || size <= limits.bytesTogether && entry.epoch == first.epoch
          && entry.append.recordedAt == first.append.recordedAt
    }
    entries = entries.dropFirst(batch.count)
    bytes -= batch.reduce(0) { $0 + $1.bytes }
    return batch.filter { !$0.append.events.isEmpty } + batch.filter { $0.append.events.isEmpty }
  }

  /// Those that must wait for a later call stand before all that came after them.
  mutating func putBack(_ deferred: [Entry]) {
    entries = deferred + entries
    bytes += deferred.reduce(0) { $0 + $1.bytes }
  }
}

extension Append {
  /// About what it takes on its way.
  fileprivate var bytes: Int {
    events.reduce(request.utf8.count + 200 * (1 + expected.count + guards.count)) {
      $0 + $1.payload.utf8.count + 300
    }
  }
}
