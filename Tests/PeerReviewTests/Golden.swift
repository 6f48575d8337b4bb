import Foundation
import PeerReview
import TestSupport

/// The files in `Golden/`, and what they are written from: the worked example, and a few commands that it
/// does not need.
enum Golden {
  static let isRewriting = ProcessInfo.processInfo.environment["COLLEGIATE_REWRITE_GOLDEN"] == "1"

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  /// `VisitScheduled.1`
  @Sendable static func name(_ kind: EventKind) -> String { "\(kind.type).\(kind.schemaVersion)" }

  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path())
      .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
  }

  static func text(_ name: String, _ ending: String = "json") -> String? {
    try? String(contentsOf: folder.appending(path: "\(name).\(ending)"), encoding: .utf8)
  }

  static func rewrite() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let examples = try examples()
    for kind in Event.kinds where !holds(kind) {
      guard let json = examples[name(kind)] else { continue }
      try write(json + "\n", name(kind) + ".json")
    }
    try write(fields, "fields.txt")
  }

  private static func write(_ text: String, _ file: String) throws {
    try text.write(to: folder.appending(path: file), atomically: true, encoding: .utf8)
  }

  /// Whether the file that is there still reads and writes as it did; if so it stays, for it is history.
  private static func holds(_ kind: EventKind) -> Bool {
    guard let stored = text(name(kind)), let node = try? JSON.parse(stored) else { return false }
    return (try? kind.read(node))?.payload.json == stored.dropLast().description
  }

  /// The first payload of each type.
  private static func examples() throws -> [String: String] {
    var examples: [String: String] = [:]
    for recorded in try Scenario.workedExample().log + beside() {
      let name = "\(recorded.envelope.type).\(recorded.envelope.schemaVersion)"
      if examples[name] == nil { examples[name] = recorded.event.payload.json }
    }
    return examples
  }

  /// What the worked example has no use for.
  private static func beside() throws -> [Recorded] {
    var declined = try Scenario.workedExample(before: 109)
    try declined.perform(
      "actions/act-2/decline", as: "ash-dec", of: "ash", #"{"reason": "The days are taken this year."}"#)
    try declined.perform(
      "people/ash-off/revoke-role", as: "ash-dec", of: "ash",
      #"{"role": "lc", "reason": "Moved to housing."}"#)
    var waived = try Scenario.workedExample(before: 60)
    try waived.perform(
      "visits/propose", as: "co-1", of: "office",
      """
      {"id": "vis-0", "cycle": "ash-evidence", "kind": "demonstration", "focus": "How a neighbour counts",
       "window": {"from": "2026-01-12", "to": "2026-02-06"}}
      """)
    try waived.perform(
      "visits/vis-0/agree-to", as: "ash-lead", of: "ash", #"{"note": "In the second half of the month."}"#)
    try waived.perform(
      "visits/vis-0/schedule", as: "co-1", of: "office",
      #"{"from": "2026-01-20", "to": "2026-01-20", "place": "Ashmere town hall"}"#)
    try waived.perform(
      "visits/vis-0/waive-gap", as: "ash-lead", of: "ash",
      #"{"gap": "no_outsider", "reason": "Both facilitators are abroad that week."}"#)
    var stoodDown = try Scenario.workedExample(before: 72)
    try stoodDown.perform(
      "visits/vis-1/assess-conflict", as: "co-1", of: "office", #"{"conflict": 1, "outcome": "stood_down"}"#)
    return declined.log + waived.log + stoodDown.log + (try redacted())
  }

  /// A redaction, with the seal that is set only when it is recorded.
  private static func redacted() throws -> [Recorded] {
    var s = try Scenario.workedExample(before: 60)
    let position = s.log.first { $0.envelope.type == "ProgrammeProposed" }?.envelope.position ?? 0
    try s.perform(
      "redactions/redact", as: "dp-1", of: "office",
      #"{"texts": [{"position": \#(position), "fields": ["purpose"]}], "basis": "Article 17(1)(d)"}"#)
    return s.log.suffix(1).map { recorded in
      guard case .redaction(.textRedacted(let e)) = recorded.event else { return recorded }
      let texts = e.texts.map {
        RedactedText(
          position: $0.position, fields: $0.fields, digest: String(repeating: "1f", count: 32),
          salt: String(repeating: "a0", count: 16))
      }
      return Recorded(
        recorded.envelope,
        .redaction(
          .textRedacted(TextRedacted(texts: texts, basis: e.basis, warningsAccepted: e.warningsAccepted))))
    }
  }

  /// Every field of every event, one a line, in the order in which they are stored.
  static var fields: String {
    Event.kinds.flatMap { kind in
      ["\(kind.type) \(kind.schemaVersion)"] + kind.fields().flatMap { lines($0, "  ") }
    }.joined(separator: "\n") + "\n"
  }

  private static func lines(_ field: Field, _ indent: String) -> [String] {
    ["\(indent)\(field.name): \(words(field.kind))\(field.required ? "" : "?")"]
      + parts(of: field.kind).flatMap { lines($0, indent + "  ") }
  }

  private static func words(_ kind: Field.Kind) -> String {
    switch kind {
    case .text: "text"
    case .id(let noun, _): "id of \(noun)"
    case .day: "day"
    case .moment: "moment"
    case .dayOrMoment: "day or moment"
    case .choice(let options): options.map(\.value).joined(separator: " | ")
    case .whole: "whole"
    case .flag: "flag"
    case .list(let item, _): "[\(words(item))]"
    case .part: "part"
    }
  }

  private static func parts(of kind: Field.Kind) -> [Field] {
    switch kind {
    case .part(let fields): fields
    case .list(let item, _): parts(of: item)
    case .text, .id, .day, .moment, .dayOrMoment, .choice, .whole, .flag: []
    }
  }
}
