import Foundation
import Mustache
import Testing

@testable import Web

@Suite struct PagesTemplateTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Web/Pages")

  private static func sources() throws -> [(name: String, text: String)] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let files = (found?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
    return try files.map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
  }

  private static var templates: [String] {
    Templates.pages.map { $0.template } + Array(Templates.partials.values) + [Layout.template]
  }

  @Test func `every template compiles`() throws {
    for template in Self.templates { _ = try MustacheTemplate(string: template) }
  }

  @Test func `what a template names is a property of a page`() throws {
    let properties = try Set(
      Self.sources().flatMap { source in
        source.text.matches(of: /(?:let|var) ([a-zA-Z]+)\s*[:=]/).map { String($0.1) }
      })
    for template in Self.templates {
      for name in template.matches(of: /\{\{\{?[#^\/]?([^{}>]+)\}?\}\}/) {
        let path = String(name.1).replacing(/^(empty|last)\(|\)$/, with: "").split(separator: ".")
        for part in path { #expect(properties.contains(String(part)), "{{\(name.1)}} names nothing") }
      }
      for partial in template.matches(of: /\{\{>([^}]+)\}\}/) {
        #expect(Templates.partials[String(partial.1)] != nil, "There is no piece called \(partial.1)")
      }
    }
  }

  @Test func `only the layout lets anything through unescaped, and that is a page already escaped`() {
    for template in Self.templates where template != Layout.template {
      #expect(!template.contains("{{{") && !template.contains("{{&") && !template.contains("{{%"))
    }
    #expect(Layout.template.components(separatedBy: "{{{").count == 2)
    #expect(Layout.template.contains("{{{content}}}"))
  }

  @Test func `no template holds script or style`() {
    for template in Self.templates {
      #expect(!template.contains("<script") && !template.contains("style=") && !template.contains("<style"))
      #expect(template.matches(of: /\son[a-z]+=/).isEmpty)
    }
  }

  @Test func `pages never say what the glossary never says`() throws {
    let never =
      /(?i)\b(inspect\w*|grad(?:e|es|ed|ing)|fail(?:s|ed|ing|ure)?|non-compliant|findings?|recommendations?)\b/
    for template in Self.templates { #expect(template.matches(of: never).isEmpty) }
    for source in try Self.sources() {
      for literal in source.text.matches(of: /"(?:[^"\\\n]|\\.)*"/) {
        #expect(literal.output.matches(of: never).isEmpty, "\(source.name): \(literal.output)")
      }
    }
  }

  @Test func `addresses of pages are written in one place`() throws {
    for source in try Self.sources()
    where !["PageURL.swift", "ErrorPage.swift", "Layout.swift"].contains(source.name) {
      #expect(source.text.matches(of: /"\/[a-z{]/).isEmpty, "\(source.name) writes an address of its own")
    }
  }

  @Test func `the style sheet stays small`() {
    #expect(PageStyle.text.utf8.count <= 15_000)
  }
}
