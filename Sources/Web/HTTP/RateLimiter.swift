import Synchronization

/// A bucket of requests for each token: it fills steadily, and may be emptied at once.
final class RateLimiter: Sendable {
  private struct Bucket {
    var level: Double
    var at: ContinuousClock.Instant
  }

  private let perSecond: Double
  private let size: Double
  private let buckets = Mutex<[String: Bucket]>([:])
  /// Full buckets are forgotten when there are more.
  private static let most = 10_000

  /// 0 for no limit.
  init(requestsPerMinute: Int) {
    perSecond = Double(requestsPerMinute) / 60
    // Ten seconds' worth may come in one burst.
    size = max(1, perSecond * 10)
  }

  /// Takes one request from a bucket; returns the whole seconds to wait where it is empty.
  func take(_ name: String, at now: ContinuousClock.Instant = .now) -> Int? {
    guard perSecond > 0 else { return nil }
    return buckets.withLock { buckets in
      if buckets.count > Self.most { buckets = buckets.filter { level($0.value, at: now) < size } }
      var bucket = buckets[name] ?? Bucket(level: size, at: now)
      bucket.level = level(bucket, at: now)
      bucket.at = now
      let isEmpty = bucket.level < 1
      if !isEmpty { bucket.level -= 1 }
      buckets[name] = bucket
      return isEmpty ? max(1, Int(((1 - bucket.level) / perSecond).rounded(.up))) : nil
    }
  }

  private func level(_ bucket: Bucket, at now: ContinuousClock.Instant) -> Double {
    min(size, bucket.level + (now - bucket.at) / .seconds(1) * perSecond)
  }
}
