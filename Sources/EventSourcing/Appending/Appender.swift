import PeerReview
import Postgres

/// One log's way into the database. What arrives while a call is under way goes together in the next: one
/// transaction and one flush for many commands, and each gets its own answer.
///
/// One call at a time: the log's lock would make a second one wait all the same.
actor Appender {
  private let pool: Pool
  private let log: Int64
  private var queue: AppendQueue
  private var places: [Int: (party: Int, index: Int)] = [:]
  private var parties: [Int: Party] = [:]
  private var nextParty = 0
  private var isSending = false

  /// Commands that came together, and whoever waits for all of their answers.
  private struct Party {
    let numbers: [Int]
    var answers: [Appended?]
    var open: Int
    let caller: CheckedContinuation<Result<[Appended], any Error>, Never>
  }

  init(_ pool: Pool, log: Int64, limits: AppendQueue.Limits = .init()) {
    self.pool = pool
    self.log = log
    queue = AppendQueue(limits)
  }

  /// Enters commands and returns their answers. A caller that is cancelled stops waiting: what has not been
  /// sent by then never is, and of what has, the receipt will tell.
  func append(_ appends: [Append], epoch: Int) async throws -> [Appended] {
    for append in appends { try AppendCall.check(append) }
    if appends.isEmpty { return [] }
    nextParty += 1
    let party = nextParty
    return try await withTaskCancellationHandler {
      await withCheckedContinuation { enter(appends, epoch, as: party, $0) }
    } onCancel: {
      Task { await self.cancel(party) }
    }.get()
  }

  /// How many commands wait to be sent.
  var waiting: Int { queue.count }

  private func enter(
    _ appends: [Append], _ epoch: Int, as party: Int,
    _ caller: CheckedContinuation<Result<[Appended], any Error>, Never>
  ) {
    guard !Task.isCancelled else { return caller.resume(returning: .failure(CancellationError())) }
    guard let numbers = queue.enter(appends, epoch: epoch) else {
      return caller.resume(returning: .failure(LogError.busy))
    }
    for (index, number) in numbers.enumerated() { places[number] = (party, index) }
    parties[party] = Party(
      numbers: numbers, answers: Array(repeating: nil, count: appends.count), open: appends.count,
      caller: caller)
    guard !isSending else { return }
    isSending = true
    // Where those run whose commands it gathers: its yields let them go first.
    let executor = withUnsafeCurrentTask { $0?.unownedTaskExecutor?.asTaskExecutor() }
    Task(executorPreference: executor) { await self.send() }
  }

  private func cancel(_ party: Int) { finish(party, .failure(CancellationError())) }

  private func finish(_ party: Int, _ result: Result<[Appended], any Error>) {
    guard let ended = parties.removeValue(forKey: party) else { return }
    for number in ended.numbers {
      places[number] = nil
      queue.leave(number)
    }
    ended.caller.resume(returning: result)
  }

  private func send() async {
    while !queue.isEmpty {
      await gather()
      await send(queue.takeBatch())
    }
    isSending = false
  }

  /// Lets whoever is about to enter a command do so: those that the last call answered come back one by one, and
  /// the first of them would else be sent alone, and the others wait for it. Where enough wait already the database
  /// should not wait as well: over HTTP one half of the clients is being answered while the other half is recorded.
  private func gather() async {
    var before = 0
    while queue.count > before, queue.count < Self.enough {
      before = queue.count
      await Task.yield()
    }
  }

  /// From about so many commands on, what a call costs besides them is little.
  private static let enough = 12

  private func send(_ batch: [AppendQueue.Entry]) async {
    do {
      let answers = try await AppendAttempt(pool, log, epoch: batch.first?.epoch ?? 0)
        .answers(to: batch.map(\.append))
      guard !answers.isEmpty else { throw PostgresError(.decoding, "The append answered nothing.") }
      for (entry, answer) in zip(batch, answers) {
        if let answer { settle(entry.number, .success(answer)) }
      }
      // The deferred wait only for commands before them, of which at least the first has its answer.
      queue.putBack(zip(batch, answers).filter { $1 == nil && places[$0.number] != nil }.map(\.0))
    } catch let error as PostgresError where batch.count > 1 && error.isOfOneCommand {
      for entry in batch { await send([entry]) }
    } catch {
      for entry in batch { settle(entry.number, .failure(error)) }
    }
  }

  private func settle(_ number: Int, _ result: Result<Appended, any Error>) {
    guard let place = places[number], var party = parties[place.party] else { return }
    switch result {
    case .failure(let error): finish(place.party, .failure(error))
    case .success(let answer):
      party.answers[place.index] = answer
      party.open -= 1
      parties[place.party] = party
      if party.open == 0 { finish(place.party, .success(party.answers.compactMap(\.self))) }
    }
  }
}

extension PostgresError {
  /// Whether one command's content is at fault, so that its neighbours can go without it.
  fileprivate var isOfOneCommand: Bool {
    kind == .misuse || kind == .server && ["21", "22", "23", "54"].contains(sqlState?.prefix(2) ?? "")
  }
}
