import PeerReview

/// Every code that an answer may carry, with its status and what it means: the pages under `/problems`,
/// the OpenAPI document and the answers read this one table.
package struct ProblemKind: Sendable {
  package let code: String
  package let status: Int
  package let meaning: String

  /// `stale_version` → `Stale version`.
  package var title: String {
    let words = code.split(separator: "_").map { $0 == "json" ? "JSON" : $0 == "lea" ? "LEA" : String($0) }
      .joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  package var path: String { "/problems/" + code }

  package init(_ code: ProblemCode) {
    self.code = code.rawValue
    status = code.status
    meaning = code.meaning
  }

  package init(_ code: Refusal.Code) {
    self.code = code.rawValue
    status = code.kind.status
    meaning = code.meaning
  }

  package static let all: [ProblemKind] =
    ProblemCode.allCases.map { ProblemKind($0) } + Refusal.Code.allCases.map { ProblemKind($0) }

  package static func named(_ code: String) -> ProblemKind? { all.first { $0.code == code } }
}
