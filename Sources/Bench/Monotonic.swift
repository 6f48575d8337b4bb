import Glibc

/// Nanoseconds of a clock that never goes back.
enum Monotonic {
  static func now() -> Int64 { read(CLOCK_MONOTONIC) }

  /// Of processor time that the calling thread has used.
  static func ofThisThread() -> Int64 { read(CLOCK_THREAD_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
