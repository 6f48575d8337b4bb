import PeerReview

/// How the OpenAPI document describes itself and the pages about it.
enum DocumentDescription {
  static func document() -> Node {
    page("get_openapi", "This document.", "application/json", ["type": "object"])
  }

  static func page() -> Node { page("get_docs", "This document as a page.", "text/html", ["type": "string"]) }

  static func problems() -> Node {
    page("list_problems", "What can go wrong, code by code.", "text/html", ["type": "string"])
  }

  static func problem() -> Node {
    let code = Parameter.node(
      "code", in: "path", "The code of a problem.",
      ["type": "string", "enum": .list(ProblemKind.all.map { .text($0.code) })], example: "stale_version",
      required: true)
    return page("get_problem", "What one code means.", "text/html", ["type": "string"], [code])
  }

  private static func page(
    _ id: String, _ summary: String, _ type: String, _ schema: Node, _ parameters: [Node] = []
  ) -> Node {
    var operation = Operation(id: id, tag: .about, summary: summary)
    operation.parameters = parameters
    operation.answers = [("200", Operation.answer(summary, [(type, schema)]))]
    return operation.node
  }
}

/// How the OpenAPI document describes what operators look at.
enum OperatorDescription {
  static func health() -> Node {
    operation("get_health", "Whether the process lives.", "application/json", status)
  }

  static func ready() -> Node {
    operation(
      "get_readiness", "Whether the database answers and the logs are up to it.", "application/json", status)
  }

  static func metrics() -> Node {
    operation("get_metrics", "Counts for Prometheus.", "text/plain", ["type": "string"])
  }

  private static let status = Schema.object([
    ("status", ["const": "ok"], true), ("logs", ["type": "integer"], false),
  ])

  private static func operation(_ id: String, _ summary: String, _ type: String, _ schema: Node) -> Node {
    var operation = Operation(id: id, tag: .operators, summary: summary)
    operation.answers = [("200", Operation.answer(summary, [(type, schema)]))]
    return operation.node
  }
}
