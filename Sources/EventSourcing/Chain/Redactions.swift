import PeerReview

/// What a walk along the chain hears of redactions, from both sides: events that say that one took words out of
/// them, and `TextRedacted` events that name what they blanked and hold the digest of what they left. Each side
/// must bear the other out.
struct Redactions {
  /// An event that says that it was redacted.
  private struct Claim {
    let by: Int64
    let commit: Int64
    let text: EventRecord.Text
  }

  /// What the last redaction of an event says of it.
  private struct Said {
    let by: Int64
    let salt: [UInt8]
    let digest: [UInt8]
  }

  private var claims: [Int64: Claim] = [:]
  private var said: [Int64: Said] = [:]
  /// Events of an export that show no text.
  private var withheld: Set<Int64> = []
  /// Those among them that may be redactions: the others show a type, which is not that.
  private var withheldReasons: Set<Int64> = []
  /// The last position of each commit walked, to find the commit of a position.
  private var ends: [(commit: Int64, position: Int64)] = []
  private let start: Int64

  /// `start` is the position after which the walk begins: of what comes before it, nothing is known.
  init(after start: Int64) { self.start = start }

  mutating func take(_ commit: CommitRecord) {
    ends.append((commit.number, commit.lastPosition))
    for (place, entry) in commit.events.enumerated() {
      guard let event = entry.record else {
        withheld.insert(commit.firstPosition + Int64(place))
        withheldReasons.insert(commit.firstPosition + Int64(place))
        continue
      }
      take(event, commit.number)
    }
  }

  private mutating func take(_ event: EventRecord, _ commit: Int64) {
    if case .withheld = event.text {
      withheld.insert(event.position)
      if event.type == "TextRedacted" { withheldReasons.insert(event.position) }
    }
    if let by = event.redactedBy { claims[event.position] = Claim(by: by, commit: commit, text: event.text) }
    guard event.type == "TextRedacted", let payload = event.text.payload, let node = try? JSON.parse(payload),
      case .list(let texts)? = node["texts"]
    else { return }
    for text in texts {
      guard let position = text["position"]?.whole, position < event.position,
        let salt = text["salt"]?.bytes, let digest = text["digest"]?.bytes
      else { continue }
      said[position] = Said(by: event.position, salt: salt, digest: digest)
    }
  }

  /// The first event of which the two sides do not agree, with its commit and why; nil where all do.
  func fault() -> (commit: Int64, position: Int64, sentence: String)? {
    let positions = Set(claims.keys).union(said.keys).filter { $0 > start }.sorted()
    for position in positions {
      if let sentence = sentence(position) {
        return (claims[position]?.commit ?? commit(of: position), position, sentence)
      }
    }
    return nil
  }

  /// The events whose redaction bears them out, and the commit that redacted each.
  var verified: [Verification.Redacted] {
    claims.filter { sentence($0.key) == nil && said[$0.key] != nil }.sorted { $0.key < $1.key }
      .map { Verification.Redacted(position: $0.key, commit: commit(of: $0.value.by)) }
  }

  private func sentence(_ position: Int64) -> String? {
    let said = said[position]
    guard let claim = claims[position] else {
      guard let said, !withheld.contains(position) else { return nil }
      return "Event \(position) was redacted by event \(said.by), and its text is here again."
    }
    if case .withheld = claim.text, claim.by > position, withheldReasons.contains(claim.by) { return nil }
    guard let said, said.by == claim.by else {
      return "Event \(position) says that event \(claim.by) redacted it, and that one is no such event"
        + (said.map { "; event \($0.by) is." } ?? ".")
    }
    switch claim.text {
    case .withheld: return nil
    case .whole: return "Event \(position) was redacted by event \(said.by), and its salt is here again."
    case .remainder(let payload):
      return Digest.sha256(said.salt + Array(payload.utf8)) == said.digest
        ? nil : "Event \(position): what event \(said.by) left of its text was changed."
    }
  }

  private func commit(of position: Int64) -> Int64 {
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle].position < position { low = middle + 1 } else { high = middle }
    }
    return low < ends.count ? ends[low].commit : 0
  }
}
