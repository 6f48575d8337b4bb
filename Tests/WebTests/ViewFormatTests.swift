import NIOHTTP1
import PeerReview
import ReadModels
import Testing

@testable import Web

@Suite struct ViewFormatTests {
  @Test func `CSV holds the same as JSON, cell by cell`() async throws {
    try await withService { service in
      for person in ["ash-lead", "co-1", "bir-lead"] {
        let token = try await service.token(person)
        for kind in ViewKind.all {
          let json = try await service.get("views/\(kind.name)", token: token).node["rows"].items
          let csv = try await service.get("views/\(kind.name).csv", token: token)
          #expect(csv[header: "content-type"] == "text/csv; charset=utf-8; header=present")
          let lines = CSV.parse(csv.text)
          #expect(lines.first == kind.columns.map(\.name))
          let expected = json.map { row in kind.columns.map { Self.text(row[$0.name] ?? .null) } }
          #expect(Array(lines.dropFirst()) == expected, "\(kind.name) for \(person)")
        }
      }
    }
  }

  private static func text(_ node: Node) -> String {
    switch node {
    case .text(let text): text
    case .number(let number): number
    case .bool(let flag): flag ? "true" : "false"
    case .list(let items): items.compactMap(\.text).joined(separator: ";")
    case .null, .object: ""
    }
  }

  @Test
  func `CSV ends its lines with CR LF, quotes what needs it, and changes no cell for a spreadsheet's sake`()
    async throws
  {
    try await withService { service in
      let token = try await service.token("ash-lead")
      let statement = #"=1+1, \"so\" they say\nand more"#
      #expect(
        try await service.post(Bodies.judgement + "/revise", token: token, [:], Bodies.revision(statement))
          .status == 200)
      let csv = try await service.get("views/judgement_now.csv?question=11.2", token: token).text
      #expect(csv.hasPrefix("question,") || csv.hasPrefix("judgement,"))
      #expect(csv.contains("\"=1+1, \"\"so\"\" they say\nand more\"") && csv.hasSuffix("\r\n"))
      #expect(!csv.unicodeScalars.contains("\u{feff}"))
    }
  }

  @Test func `Accept chooses the format, and 406 says which there are`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      func type(_ accept: String?) async throws -> String? {
        try await service.get("views/visit_calendar", token: token, accept.map { ["Accept": $0] } ?? [:])[
          header: "content-type"]
      }
      #expect(try await type(nil) == "application/json")
      #expect(try await type("*/*") == "application/json")
      #expect(try await type("text/csv")?.hasPrefix("text/csv") == true)
      #expect(try await type("application/json;q=0.5, text/csv;q=0.9")?.hasPrefix("text/csv") == true)
      #expect(try await type("text/*")?.hasPrefix("text/csv") == true)
      #expect(try await type("text/csv;q=0, */*") == "application/json")
      let none = try await service.get("views/visit_calendar", token: token, ["Accept": "image/png"])
      #expect(
        none.status == 406 && none.code == "not_acceptable"
          && none.node["detail"]?.text?.contains("text/csv") == true)
      #expect(
        try await service.get("views/visit_calendar.csv", token: token, ["Accept": "image/png"]).status == 200
      )
    }
  }

  @Test func `the metadata describes the very columns of the CSV`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      for kind in ViewKind.all {
        let metadata = try await service.get("views/\(kind.name).csv-metadata.json", token: token)
        #expect(metadata[header: "content-type"] == "application/csvm+json")
        let columns = metadata.node["tableSchema"]?["columns"].items ?? []
        #expect(columns.compactMap { $0["name"]?.text } == kind.columns.map(\.name))
        for (column, declared) in zip(columns, kind.columns) {
          #expect(
            (column["separator"]?.text == ";") == (declared.type == .list), "\(kind.name).\(declared.name)")
        }
        let csv = try await service.get("views/\(kind.name).csv", token: token)
        #expect(
          csv.headers["link"].contains {
            $0.contains("\(kind.name).csv-metadata.json") && $0.contains("describedby")
          })
      }
    }
  }

  @Test func `pages of one answer are of one moment, together the whole, and say where the next is`()
    async throws
  {
    try await withService { service in
      let token = try await service.token("ash-lead")
      let whole = try await service.get("views/audit_log?lea=ash", token: token).node["rows"].items
      #expect(whole.count > 20)
      var pages: [[Node]] = []
      var path = "views/audit_log?lea=ash&limit=7"
      while pages.count < 50 {
        let page = try await service.get(path, token: token)
        #expect(page.status == 200, "\(page.text)")
        pages.append(page.node["rows"].items)
        // Somebody writes while we read.
        if pages.count == 2 {
          _ = try await service.post("evidence/a2/share", token: token)
        }
        guard let next = page.node["next"]?.text else { break }
        let link = page.headers["link"].first { $0.contains("rel=\"next\"") } ?? ""
        #expect(link.contains("cursor=\(next)"))
        path = String(link.dropFirst().prefix { $0 != ">" })
      }
      #expect(pages.flatMap { $0 } == whole)
      #expect(pages.dropLast().allSatisfy { $0.count == 7 })
      // A cursor serves the query and the view it was given for.
      let first =
        try await service.get("views/audit_log?lea=ash&limit=7", token: token).node["next"]?.text ?? ""
      #expect(
        try await service.get("views/audit_log?lea=bir&limit=7&cursor=\(first)", token: token).status == 422)
      #expect(
        try await service.get("views/judgement_now?limit=7&cursor=\(first)", token: token).status == 422)
    }
  }

  @Test func `changed_after gives the rows that changed and the keys of those that are gone`() async throws {
    try await withService { service in
      let token = try await service.token("ash-lead")
      let before = try await service.get("views/judgement_now", token: token)
      let position = before[header: "collegiate-position"] ?? ""
      let quiet = try await service.get("views/judgement_now?changed_after=\(position)", token: token)
      #expect(quiet.node["rows"] == .list([]) && quiet.node["gone"] == .list([]))
      _ = try await service.post(
        Bodies.judgement + "/revise", token: token, [:], Bodies.revision("One view."))
      let changed = try await service.get("views/judgement_now?changed_after=\(position)", token: token)
      #expect(
        changed.node["rows"].items.compactMap { $0["question"]?.text } == ["11.2"]
          && changed.node["gone"] == .list([]))
      // A row that passes the filter no longer is gone from what the reader keeps.
      let filtered = try await service.get(
        "views/judgement_now?step=established&changed_after=\(position)", token: token)
      let key = changed.node["rows"].items.first?["row_key"]
      #expect(filtered.node["rows"] == .list([]) && filtered.node["gone"] == .list([key ?? .null]))
    }
  }

  @Test func `what a reader may no longer see is gone from its changes`() async throws {
    try await withService { service in
      let visitor = try await service.token("bir-lead")
      let decider = try await service.token("bir-dec")
      let officer = try await service.token("bir-off")
      let position =
        try await service.get("views/cycle_overview", token: officer)[header: "collegiate-position"] ?? ""
      let rows = try await service.get("views/cycle_overview", token: officer).node["rows"].items
      #expect(!rows.isEmpty)
      let revoked = try await service.post(
        "people/bir-off/revoke-role", token: decider, [:], #"{"role": "lc", "reason": "Left the team."}"#)
      #expect(revoked.status == 200, "\(revoked.text)")
      let after = try await service.get("views/cycle_overview?changed_after=\(position)", token: officer)
      #expect(after.node["rows"] == .list([]))
      #expect(after.node["gone"].items.count == rows.count)
      _ = visitor
    }
  }
}

/// A CSV reader for tests: RFC 4180, and nothing of what we write it with.
enum CSV {
  static func parse(_ text: String) -> [[String]] {
    var lines: [[String]] = []
    var line: [String] = []
    var cell = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      if isQuoted {
        if scalar != "\"" {
          cell.unicodeScalars.append(scalar)
        } else if scalars.first == "\"" {
          scalars.removeFirst()
          cell += "\""
        } else {
          isQuoted = false
        }
      } else if scalar == "\"" {
        isQuoted = true
      } else if scalar == "," {
        line.append(cell)
        cell = ""
      } else if scalar == "\r", scalars.first == "\n" {
        scalars.removeFirst()
        lines.append(line + [cell])
        line = []
        cell = ""
      } else {
        cell.unicodeScalars.append(scalar)
      }
    }
    return lines
  }
}
