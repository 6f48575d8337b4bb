/// The kinds of stream, one per aggregate.
package enum StreamKind: String, CaseIterable, Sendable {
  case programme, organisations, agreement, framework, definition, cycle, evidence, judgement, visit
  case interruption, action, person, redaction

  /// As the API's paths name it: `visits`.
  package var plural: String {
    switch self {
    case .organisations, .evidence: rawValue
    case .person: "people"
    default: rawValue + "s"
    }
  }

  /// The consortium has one stream of it, which therefore needs no id.
  package var isSingle: Bool { self == .organisations }

  /// Who sees a new stream: what all members plan by is theirs, the rest is its LEA's until it widens it.
  package var initialVisibility: Visibility {
    switch self {
    case .programme, .organisations, .agreement, .framework, .cycle, .visit, .person: .collegiate
    case .interruption: .team
    case .definition, .evidence, .judgement, .action, .redaction: .own
    }
  }

  /// The same for a stream at its place: what was erased from texts that no LEA owns is all members' to know.
  package func initialVisibility(in place: Place) -> Visibility {
    self == .redaction && place.lea == nil ? .collegiate : initialVisibility
  }

  package init?(plural: String) {
    guard let kind = Self.allCases.first(where: { $0.plural == plural }) else { return nil }
    self = kind
  }
}

/// One consistency boundary of the log; as text `visit-vis-1`, `judgement-ash-2025:11.2`, `organisations`.
package struct StreamID: Hashable, Sendable, CustomStringConvertible {
  package let kind: StreamKind
  /// Empty for the single stream of a consortium.
  package let id: String

  package init(_ kind: StreamKind, _ id: String) {
    self.kind = kind
    self.id = kind.isSingle ? "" : id
  }

  package init?(_ text: String) {
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let kind = StreamKind(rawValue: String(parts[0])) else { return nil }
    guard kind.isSingle == (parts.count == 1) else { return nil }
    self.init(kind, parts.count > 1 ? String(parts[1]) : "")
  }

  /// By the id alone: the kinds seldom share one, and would be hashed by their names.
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }

  package var description: String { kind.isSingle ? kind.rawValue : kind.rawValue + "-" + id }
}
