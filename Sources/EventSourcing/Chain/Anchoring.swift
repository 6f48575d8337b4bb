import PeerReview

/// What signed checkpoints say about a log.
package struct Anchoring: Sendable, Hashable {
  /// How many checkpoints of this log have a good signature, and how many of them the log holds.
  package internal(set) var checkpoints = 0
  package internal(set) var held = 0
  /// The last commit up to which the checkpoints vouch for all; 0 where they vouch for none.
  package internal(set) var through: Int64 = 0
  /// When the last of those was signed, and by which key.
  package internal(set) var lastSignedAt: Moment?
  package internal(set) var lastKey: String?
  /// Signed history that is gone, and no restore explains it.
  package internal(set) var rewritten: Rewritten?
  /// Signed history that is gone, and a restore would explain it.
  package internal(set) var givenUp: [GivenUp] = []
  /// What is wrong with the file, a sentence each.
  package internal(set) var problems: [String] = []
  /// What should be known of the file, and is not wrong.
  package internal(set) var notes: [String] = []

  package struct Rewritten: Sendable, Hashable {
    /// The first commit that is not as it was signed is one of these.
    package let commits: ClosedRange<Int64>
    package let sentence: String
  }

  package struct GivenUp: Sendable, Hashable {
    package let epoch: Int
    /// The last commit that still stands, as exactly as the checkpoints tell.
    package let after: Int64
    /// The first one that was signed and is gone: the break lies at it, or between it and `after`.
    package let first: Int64
    /// The last one that was signed and is gone, and when it was recorded.
    package let last: Int64
    package let lastRecordedAt: Moment
    /// When the key's holder confirmed the restore; nil while nobody has.
    package let confirmedAt: Moment?
  }

  package var isSound: Bool {
    rewritten == nil && problems.isEmpty && givenUp.allSatisfy { $0.confirmedAt != nil }
  }
}
