import Crypto
import PeerReview
import Synchronization
import Workflow

/// Tokens that were found valid a moment ago, by their digest, so that not every request asks the database.
/// What is not valid is never kept; a revoked token works for as long as an entry is kept, and no longer.
final class TokenCache: Sendable {
  private struct Entry {
    let token: Tokens.Token
    let until: ContinuousClock.Instant
  }

  private let keptFor: Duration
  private let entries = Mutex<[SHA256Digest: Entry]>([:])
  private static let most = 5000

  init(keptFor: Duration) { self.keptFor = keptFor }

  /// The live token behind a secret, nil where there is none.
  func token(_ secret: String, in tokens: Tokens) async throws -> Tokens.Token? {
    let digest = SHA256.hash(data: Array(secret.utf8))
    let now = ContinuousClock.now
    if let known = entries.withLock({ $0[digest] }), known.until > now {
      return known.token.expiresAt > Clock.system ? known.token : nil
    }
    guard let token = try await tokens.authenticate(secret) else { return nil }
    let entry = Entry(token: token, until: now + keptFor)
    entries.withLock { entries in
      if entries.count >= Self.most { entries = entries.filter { $0.value.until > now } }
      if entries.count < Self.most { entries[digest] = entry }
    }
    return token
  }
}
