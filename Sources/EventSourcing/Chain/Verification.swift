import PeerReview

/// What `verify` found, in terms that an auditor can repeat.
package struct Verification: Sendable, Hashable {
  package internal(set) var slug: String
  package internal(set) var epoch: Int
  package internal(set) var isRehearsal: Bool
  /// Commits that follow from one another without a fault.
  package internal(set) var commits: Int64 = 0
  package internal(set) var receipts: Int64 = 0
  package internal(set) var events: Int64 = 0
  /// Events of which words were redacted.
  package internal(set) var redacted: Int64 = 0
  /// Those whose redaction bears them out: event and commit of the redaction that counts.
  package internal(set) var redactions: [Redacted] = []
  /// Events of an export whose text, or all but the leaf, was left out for its reader.
  package internal(set) var withheld: Int64 = 0
  /// The hash of the last good commit: to be compared with one noted elsewhere.
  package internal(set) var hash: [UInt8]
  /// What signed checkpoints say; nil where none were brought.
  package internal(set) var anchoring: Anchoring?
  /// What is wrong first; nil where nothing is.
  package internal(set) var fault: Fault?

  /// An event of which a redaction left what is there now.
  package struct Redacted: Sendable, Hashable {
    package let position: Int64
    /// Number of the commit that redacted it.
    package let commit: Int64
  }

  /// Where a log was changed, and how that shows.
  package struct Fault: Sendable, Hashable {
    /// The first commit that does not hold.
    package let commit: Int64
    /// The event in question, where one can be told.
    package let position: Int64?
    /// A sentence for an auditor.
    package let sentence: String
  }

  /// Whether nothing is wrong, neither with the chain nor with what checkpoints say of it.
  package var isWhole: Bool { fault == nil && anchoring?.isSound ?? true }

  /// The first commit that does not hold is one of these; nil where all do.
  package var firstBad: ClosedRange<Int64>? {
    [fault.map { $0.commit...$0.commit }, anchoring?.rewritten?.commits].compactMap(\.self)
      .min { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
  }

  /// The last commit that a signed checkpoint vouches for; 0 where there is none.
  package var anchoredThrough: Int64 { anchoring?.through ?? 0 }

  /// Commits that follow from one another, but that nothing outside the database vouches for.
  package var unanchored: ClosedRange<Int64>? {
    commits > anchoredThrough ? (anchoredThrough + 1)...commits : nil
  }
}
