import PeerReview

/// Examples of what fields hold, made from their declaration.
enum Example {
  /// A body with every required field, and the optional ones that are plain.
  static func body(_ fields: [Field]) -> Node {
    .object(
      fields.filter { $0.required }.map { Node.Member($0.name, value($0.kind, $0)) })
  }

  private static func value(_ kind: Field.Kind, _ field: Field) -> Node {
    switch kind {
    // A scale and its steps are named in words that the API's enumerations take.
    case .text where field.name == "step" || field.name == "name" && field.hint.contains("progress"):
      "emerging"
    case .text(let max, _): .text(String("\(field.label), in a few words".prefix(max)))
    case .id(let noun, _): .text(id(noun))
    case .day: "2026-01-20"
    case .moment, .dayOrMoment: "2026-01-20T09:30:00Z"
    case .choice(let options): options.first.map { .text($0.value) } ?? .null
    case .whole(let range): max(range.lowerBound, min(range.upperBound, 2)).node
    case .flag: true
    case .list(let item, let count):
      // One item where one will do.
      .list((0..<max(1, count.lowerBound)).map { _ in value(item, field) })
    case .part(let fields): body(fields)
    }
  }

  /// Ids as the demonstration data has them.
  static func id(_ noun: String) -> String {
    switch noun {
    case "organisation": "ash"
    case "person": "bir-lead"
    case "programme": "six-dales"
    case "agreement": "ground-rules"
    case "framework": "inclusion-1"
    case "factor": "11"
    case "question": "11.2"
    case "cycle": "ash-2025"
    case "evidence": "a1"
    case "judgement": "ash-2025:11.2"
    case "visit": "vis-1"
    case "interruption": "int-1"
    case "action": "act-1"
    case "three-digit education code": "350"
    case "nine-character ONS code": "E08000001"
    default: "example-1"
    }
  }
}
