import NIOCore
import NIOPosix

/// The threads on which requests are answered: as many as there are processors, two at the least, and never more. What a
/// request has others do, such as a look into the database that it shares with others, runs in the runtime's own pool.
///
/// The runtime's own pool looks once a second whether its threads are running, and where it happens to find one asleep
/// it adds another, up to twice as many as there are processors. Under load that one stays: with three on two
/// processors a service answers a fifth fewer commands, and which service gets a third is chance.
final class RequestWorkers: TaskExecutor {
  static let shared = RequestWorkers(count: max(2, System.coreCount))

  private let pool: NIOThreadPool

  private init(count: Int) {
    pool = NIOThreadPool(numberOfThreads: count)
    pool.start()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let (job, executor) = (UnownedJob(job), asUnownedTaskExecutor())
    pool.submit { _ in job.runSynchronously(on: executor) }
  }
}
