import Hummingbird
import PeerReview

/// The OpenAPI document as a page.
enum DocsPage {
  static func answer(_ exchange: Exchange) throws -> Response {
    _ = try exchange.query([])
    return DocumentHTML.response(title: "The API", body(exchange.services.document.node))
  }

  private static func body(_ document: Node) -> String {
    let operations = operations(document)
    var out = DocumentHTML.prose(document["info"]?["description"]?.text ?? "")
    out += "\n<nav aria-label=\"Contents\"><ul>"
    for tag in Operation.Tag.allCases { out += "<li><a href=\"#\(anchor(tag))\">\(tag.rawValue)</a></li>" }
    out += "</ul></nav>\n"
    for tag in Operation.Tag.allCases {
      out += "<h2 id=\"\(anchor(tag))\">\(tag.rawValue)</h2>\n<p>\(tag.meaning)</p>\n"
      out += operations.filter { $0.tag == tag.rawValue }.map { section($0, document) }.joined()
    }
    return out
  }

  private struct Shown {
    let method: String
    let path: String
    let node: Node

    var tag: String {
      if case .list(let tags)? = node["tags"] { tags.first?.text ?? "" } else { "" }
    }
  }

  private static func operations(_ document: Node) -> [Shown] {
    members(document["paths"]).flatMap { path in
      members(path.value).map { Shown(method: $0.name.uppercased(), path: path.name, node: $0.value) }
    }
  }

  private static func section(_ shown: Shown, _ document: Node) -> String {
    let id = shown.node["operationId"]?.text ?? ""
    var out =
      "<section aria-labelledby=\"\(id)\">\n<h3 id=\"\(id)\">\(escape(shown.node["summary"]?.text ?? ""))</h3>\n"
    out += "<p><code>\(shown.method) \(escape(shown.path))</code></p>\n"
    out += DocumentHTML.prose(shown.node["description"]?.text ?? "")
    out += parameters(shown.node)
    out += fields(shown.node, document)
    out += answers(shown.node)
    return out + "</section>\n"
  }

  private static func parameters(_ operation: Node) -> String {
    guard case .list(let parameters)? = operation["parameters"] else { return "" }
    let rows = parameters.map { parameter in
      [
        code(parameter["name"]?.text ?? ""), escape(parameter["in"]?.text ?? ""),
        inline(parameter["description"]?.text ?? ""), code(JSON.text(parameter["schema"] ?? .null)),
      ]
    }
    return details("Parameters", ["Name", "In", "Meaning", "Form"], rows)
  }

  private static func fields(_ operation: Node, _ document: Node) -> String {
    guard let content = operation["requestBody"]?["content"]?["application/json"],
      let name = content["schema"]?["$ref"]?.text?.split(separator: "/").last,
      let schema = document["components"]?["schemas"]?[String(name)]
    else { return "" }
    var required: [String] = []
    if case .list(let names)? = schema["required"] { required = names.compactMap(\.text) }
    let rows = members(schema["properties"]).map { field in
      [
        code(field.name), required.contains(field.name) ? "required" : "",
        inline(field.value["description"]?.text ?? ""), code(form(field.value)),
      ]
    }
    let example =
      "<p>For example:</p>\n<pre><code>\(escape(JSON.text(content["example"] ?? .null)))</code></pre>\n"
    return details("Fields of the body", ["Field", "", "Meaning", "Form"], rows) + example
  }

  /// The schema without what stands beside it in words.
  private static func form(_ schema: Node) -> String {
    JSON.text(.object(members(schema).filter { $0.name != "description" }))
  }

  /// A problem's codes lead to the pages that explain them.
  private static func answers(_ operation: Node) -> String {
    let rows = members(operation["responses"]).map { answer in
      guard let problem = answer.value["$ref"]?.text.flatMap({ ProblemResponse(reference: $0) }) else {
        return [code(answer.name), inline(answer.value["description"]?.text ?? "")]
      }
      let codes = problem.codes.map { "<a href=\"/problems/\($0)\"><code>\($0)</code></a>" }
      return [code(answer.name), codes.joined(separator: ", ")]
    }
    return details("Answers", ["Status", "Meaning"], rows)
  }

  private static func details(_ title: String, _ heads: [String], _ rows: [[String]]) -> String {
    let head = heads.map { $0.isEmpty ? "<td></td>" : "<th scope=\"col\">\($0)</th>" }.joined()
    let body = rows.map { row in
      "<tr><th scope=\"row\">\(row[0])</th>" + row.dropFirst().map { "<td>\($0)</td>" }.joined() + "</tr>"
    }.joined(separator: "\n")
    return
      "<details><summary>\(title)</summary>\n<table><thead><tr>\(head)</tr></thead>\n<tbody>\(body)</tbody></table></details>\n"
  }

  private static func members(_ node: Node?) -> [Node.Member] {
    if case .object(let members)? = node { members } else { [] }
  }

  private static func escape(_ text: some StringProtocol) -> String { DocumentHTML.escape(text) }
  private static func code(_ text: String) -> String { "<code>\(escape(text))</code>" }
  private static func inline(_ text: String) -> String { DocumentHTML.prose(text) }
  private static func anchor(_ tag: Operation.Tag) -> String {
    tag.rawValue.lowercased().split(separator: " ").joined(separator: "-")
  }
}
